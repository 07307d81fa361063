/** A repository on a GitHub: `host` is the one that a URL names, null for `owner/name` alone. */
export type RepositoryAddress = { readonly owner: string; readonly name: string; readonly host: string | null }

/** GitHub's rules for logins (the underscore is of managed users) and names of repositories. */
const OWNER = /^[a-z\d](?:[a-z\d_-]{0,98})$/i
const NAME = /^[\w.-]{1,100}$/
const LONGEST = 2000
const ADDRESS = /^(?:(?:https?|ssh|git):\/\/(?:[^/@]*@)?(?<web>[\w.-]+)(?::\d+)?\/+|[\w.-]+@(?<remote>[\w.-]+):\/*)?(?<path>.+)$/i

/** Reads `owner/name`, the URL of a repository's page or clone, or an SSH remote; null where it is none of them. What a URL says of user and password is left out. */
export function readAddress(text: string): RepositoryAddress | null {
  if (text.length > LONGEST) return null
  const groups = ADDRESS.exec(text)?.groups
  const parts = (groups?.['path'] ?? '').replace(/\/+$/, '').split('/')
  // `github.com/owner/name`, as an address bar shows it.
  const shown = parts.length === 3 && /^[a-z\d][a-z\d-]*\.[a-z\d.-]+$/i.test(parts[0] ?? '') ? parts.shift() : undefined
  const host = groups?.['web'] ?? groups?.['remote'] ?? shown ?? null
  const [owner = '', last = '', ...more] = parts
  const name = last.replace(/\.git$/, '')
  if (more.length > 0 || !OWNER.test(owner) || !NAME.test(name) || /^\.*$/.test(name)) return null
  return { owner, name, host: host?.toLowerCase() ?? null }
}

/** Whether a text has the form of a URL or an SSH remote, which no folder's path has. */
export function looksRemote(text: string): boolean {
  return /^(?:[a-z][a-z\d+.-]*:\/\/|[\w.-]+@[\w.-]+:)/i.test(text)
}

/** A URL without the user and password that it may hold, for messages; any other text as it is. */
export function withoutCredentials(text: string): string {
  return text.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/]*@/i, '$1')
}
