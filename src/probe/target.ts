import { isIP } from 'node:net'
import type { ProbeRequest } from '../flow/ports/probe-ports.ts'
import type { ProbeRefusal } from '../model/probe.ts'
import { isLoopbackAddress, isPublicAddress } from './public-address.ts'
import { joinedPath } from './joined-path.ts'

/** Whom to ask: `host` without brackets, `authority` as it stands in an address, `path` with the deployment's own path before it. `loopback` is this machine itself, for tests. */
export type Target = {
  readonly secure: boolean
  readonly host: string
  readonly authority: string
  readonly port: number
  readonly path: string
  readonly loopback: boolean
}

export type Aimed = { readonly ok: true; readonly target: Target } | { readonly ok: false; readonly why: ProbeRefusal }

const LONGEST_URL = 2048
/** What readers of addresses drop or turn into something else: blanks, backslashes, and what cannot be seen. */
const UNPLAIN = /[\s\\\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u
const NAME = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** Ends of names that no public DNS holds: RFC 6761, 6762, 7686, 8375, 9476, ICANN's `internal`, and what private networks are called. */
const PRIVATE_NAME = /\.(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan|arpa|onion|alt|test|invalid)$/

/**
 * Decides whether a service may be asked, before anything is sent: over https, at port 443, without credentials, at a host that `hosts` names, by a name of the public DNS or
 * a public address. Only 443: platforms answer there, and every further port would make the App more useful to whoever looks for open ones. Where `loopback` is
 * set, `localhost` and loopback addresses may be asked too, there also over http and at any port. Where the name leads is checked when it is looked up.
 */
export function aimAt({ url, path, hosts }: Pick<ProbeRequest, 'url' | 'path' | 'hosts'>, { loopback }: { readonly loopback: boolean }): Aimed {
  const refused = (why: ProbeRefusal): Aimed => ({ ok: false, why })
  if (url.length > LONGEST_URL || UNPLAIN.test(url) || !URL.canParse(url)) return refused('address')
  const [, authority = null] = /^https?:\/\/([^/?#]+)/i.exec(url) ?? []
  const { protocol, hostname, username, password, port, host: written, pathname } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return refused('scheme')
  if (authority === null) return refused('address')
  if (authority.includes('@') || username !== '' || password !== '') return refused('credentials')
  const host = hostname.startsWith('[') ? hostname.slice(1, -1) : hostname
  const here = loopback && (host === 'localhost' || isLoopbackAddress(host))
  if (!here) {
    if (protocol !== 'https:') return refused('scheme')
    if (port !== '') return refused('port')
    const wrong = isIP(host) === 0 ? wrongName(host) : isPublicAddress(host) ? null : 'not-public'
    if (wrong !== null) return refused(wrong)
  }
  if (!hosts.some((one) => one.toLowerCase() === hostname)) return refused('host')
  const joined = joinedPath(pathname, path)
  if (joined === null) return refused('path')
  const secure = protocol === 'https:'
  return { ok: true, target: { secure, host, authority: written, port: port === '' ? (secure ? 443 : 80) : Number(port), path: joined, loopback: here } }
}

function wrongName(host: string): ProbeRefusal | null {
  return NAME.test(host) && !PRIVATE_NAME.test(host) ? null : 'name'
}
