import { createPublicKey, createPrivateKey, randomBytes, verify } from 'node:crypto'
import type { App } from '../state/records.ts'

/** How long an App's own token may hold, in seconds. */
const LONGEST = 600
/** Clocks may differ by this many seconds. */
const SLACK = 60

export type JwtResult = { readonly ok: true } | { readonly ok: false; readonly says: string }

/** Whether a token is one that the App signed with its private key, for now; `now` in milliseconds. */
export function checkJwt(app: App, token: string, now: number): JwtResult {
  const [head = '', body = '', signature = ''] = token.split('.')
  const header = decoded(head)
  const claims = decoded(body)
  if (header === null || claims === null || header['alg'] !== 'RS256') return { ok: false, says: 'A JSON web token could not be decoded' }
  const key = createPublicKey(createPrivateKey(app.privateKey))
  if (!verify('RSA-SHA256', Buffer.from(`${head}.${body}`), key, Buffer.from(signature, 'base64url'))) return { ok: false, says: 'A JSON web token could not be decoded' }
  const { iss, iat, exp } = claims
  const seconds = now / 1000
  if (String(iss) !== String(app.id) && iss !== app.clientId) return { ok: false, says: '\'Issuer\' claim (\'iss\') must be an Integer or a client ID' }
  if (typeof iat !== 'number' || iat > seconds + SLACK) return { ok: false, says: '\'Issued at\' claim (\'iat\') must be an Integer representing the time that the assertion was issued' }
  if (typeof exp !== 'number' || exp <= seconds) return { ok: false, says: '\'Expiration time\' claim (\'exp\') must be a numeric value representing the future time at which the assertion expires' }
  if (exp > seconds + LONGEST + SLACK) return { ok: false, says: '\'Expiration time\' claim (\'exp\') is too far in the future' }
  return { ok: true }
}

function decoded(part: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    return typeof value === 'object' && value !== null ? value as Readonly<Record<string, unknown>> : null
  } catch {
    return null
  }
}

/** Whether a credential has the form of an App's own token. */
export function looksLikeJwt(token: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)
}

/** A new installation token in today's form: far longer than the 40 characters of earlier ones. */
export function newInstallationToken(app: App): string {
  const part = (length: number): string => randomBytes(length).toString('base64url')
  return `ghs_${app.id}_${part(60)}.${part(150)}.${part(160)}`
}

/** A new token or code of a person, of a prefix. */
export function newToken(prefix: string): string {
  return prefix + randomBytes(18).toString('hex')
}
