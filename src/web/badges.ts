import { createHmac, timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { badgeSvg, type BadgeState } from '../report/published/badge.ts'

export type BadgeParts = {
  /** Only who was given a badge's address knows it: it is signed with this. */
  readonly secret: string
  /** How far a repository is; null where it is not of a course, or not there. */
  readonly stateOf: (repositoryId: number) => Promise<BadgeState | null>
  readonly now: () => number
}

/** For so long a state that was looked up is good, in milliseconds: whoever has an address may ask as often as they like. */
const LASTS = 60_000
const MOST_KEPT = 1000

const FILE = /^(\d{1,15})-([0-9a-f]{32})\.svg$/

/** The path of a repository's badge, which nobody can make up: `/badges/42-….svg`. */
export function badgePath(repositoryId: number, secret: string): string {
  return `/badges/${repositoryId}-${signed(repositoryId, secret)}.svg`
}

/** The page `/badges/FILE`: the badge as it was within the last minute; 404 for every address that was not given out. */
export function badgePages({ secret, stateOf, now }: BadgeParts): Hono {
  const kept = new Map<number, { readonly at: number; readonly state: Promise<BadgeState | null> }>()
  const stateNow = (id: number): Promise<BadgeState | null> => {
    const known = kept.get(id)
    if (known !== undefined && now() - known.at < LASTS) return known.state
    if (kept.size >= MOST_KEPT) kept.clear()
    const state = stateOf(id)
    kept.set(id, { at: now(), state })
    state.catch(() => { kept.delete(id) })
    return state
  }
  const pages = new Hono()
  pages.get('/badges/:file', async (context) => {
    const [, digits = '', given = ''] = FILE.exec(context.req.param('file')) ?? []
    const id = Number(digits)
    if (given === '' || !timingSafeEqual(Buffer.from(given), Buffer.from(signed(id, secret)))) return context.notFound()
    const state = await stateNow(id)
    // GitHub shows pictures through a cache of its own, which asks again where it is told to.
    return state === null ? context.notFound() : context.body(badgeSvg(state), 200, { 'content-type': 'image/svg+xml; charset=utf-8', 'cache-control': 'no-cache', 'content-security-policy': 'default-src \'none\'' })
  })
  return pages
}

function signed(repositoryId: number, secret: string): string {
  return createHmac('sha256', secret).update(`badge ${repositoryId}`).digest('hex').slice(0, 32)
}
