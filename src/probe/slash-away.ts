import type { Target } from './target.ts'

/**
 * The other path that a redirect leads to, where that is the asked one but for a slash at its end (frameworks answer so to `/metrics` where `/metrics/` is declared) and the
 * host is the same; null elsewhere. Its scheme is not looked at: behind a proxy services think that they are asked over http, and the next asking goes over https again.
 */
export function slashAway({ path, authority, secure }: Target, location: string): string | null {
  const asked = `${secure ? 'https' : 'http'}://${authority}${path}`
  if (!URL.canParse(location, asked)) return null
  const { hostname, pathname } = new URL(location, asked)
  const other = path.endsWith('/') ? path.slice(0, -1) : `${path}/`
  return other !== '' && hostname === new URL(asked).hostname && pathname === other ? other : null
}
