import { printable } from '../flow/printable.ts'
import type { PaceReason } from '../model/pace.ts'
import { field, itemsOf, textField } from './json.ts'

/** Why GitHub gave no answer that can be used. `until` is in milliseconds since 1970; `says` is GitHub's sentence, safe to print. */
export type Failure =
  | { readonly kind: 'unauthorized' | 'not-found' | 'no-commits' | 'no-issues' | 'timeout' | 'not-understood' | 'closed' }
  | { readonly kind: 'no-such-commit'; readonly says?: string }
  /** The App has no token for its installation, which is suspended or gone. */
  | { readonly kind: 'no-installation'; readonly status: number }
  | { readonly kind: 'single-sign-on'; readonly url: string | null }
  | { readonly kind: 'rate-limit'; readonly secondary: boolean; readonly until: number }
  /** It was not sent, so that GitHub does not refuse it. */
  | { readonly kind: 'paced'; readonly until: number; readonly reason: PaceReason }
  /** `wants` is the permission that GitHub names. */
  | { readonly kind: 'refused'; readonly status: number; readonly says: string; readonly wants?: string }
  | { readonly kind: 'unavailable'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly code: string }

/** GitHub's documentation: without a word on how long, wait at least a minute. */
const UNSAID_WAIT = 60_000

/** Reads what a request threw: an answer with a status of 400 or more, or no answer at all. `now` is the time here. */
export function failureOf(error: unknown, now: number): Failure {
  const response = field(error, 'response')
  const status = field(error, 'status')
  if (typeof status !== 'number' || response === undefined) return withoutAnswer(error)
  const headers = field(response, 'headers')
  const message = messageIn(field(response, 'data'))
  if (status === 401) return { kind: 'unauthorized' }
  const forToken = /\/app\/installations\/\d+\/access_tokens$/.test(textField(field(error, 'request'), 'url') ?? '')
  if (status === 403 || status === 429) {
    const failure = withheld(status, headers, message, now)
    return failure.kind === 'refused' && (forToken || /installation has been suspended/i.test(message)) ? { kind: 'no-installation', status } : failure
  }
  if (status === 404) return forToken ? { kind: 'no-installation', status } : { kind: 'not-found' }
  if (status === 410) return { kind: /\bissues (?:are|has been|have been) disabled\b/i.test(message) ? 'no-issues' : 'not-found' }
  if (status === 409) return { kind: 'no-commits' }
  if (status === 422) return { kind: 'no-such-commit', says: printable(message) }
  return status >= 500 ? { kind: 'unavailable', status } : { kind: 'refused', status, says: printable(message) }
}

/** Reads the errors that a GraphQL answer of status 200 carries instead of data; null where it has data, or no errors. */
export function failureInAnswer(body: unknown, headers: unknown, now: number): Failure | null {
  const errors = itemsOf(field(body, 'errors'))
  const [first] = errors
  if (first === undefined) return null
  if (errors.some((one) => /^RATE_LIMIT(?:ED)?$/.test(textField(one, 'type') ?? ''))) return { kind: 'rate-limit', secondary: false, until: resetOf(headers, now) }
  const data = field(body, 'data')
  if (typeof data === 'object' && data !== null && typeof field(data, 'repository') === 'object' && field(data, 'repository') !== null) return null
  const message = textField(first, 'message') ?? ''
  if (textField(first, 'type') === 'NOT_FOUND') return { kind: 'not-found' }
  return /^something went wrong|timeout|timed out/i.test(message) ? { kind: 'unavailable', status: 200 } : { kind: 'refused', status: 200, says: printable(message) }
}

/** GitHub's sentence; what a 422 has against each field is in its `errors`. */
function messageIn(data: unknown): string {
  const errors = itemsOf(field(data, 'errors')).map((error) => typeof error === 'string' ? error : [textField(error, 'field') ?? '', textField(error, 'message') ?? textField(error, 'code') ?? ''].join(' ').trim())
  return [textField(data, 'message') ?? '', ...errors.slice(0, 3)].filter((part) => part !== '').join('; ')
}

function withheld(status: number, headers: unknown, message: string, now: number): Failure {
  const signOn = textField(headers, 'x-github-sso')
  if (signOn !== null) return { kind: 'single-sign-on', url: /url=(https:\/\/[^\s;"<>]{1,500})/.exec(signOn)?.[1] ?? null }
  const retryAfter = Number(textField(headers, 'retry-after') ?? Number.NaN)
  if (Number.isFinite(retryAfter)) return { kind: 'rate-limit', secondary: true, until: now + Math.max(0, retryAfter) * 1000 }
  if (textField(headers, 'x-ratelimit-remaining') === '0') return { kind: 'rate-limit', secondary: false, until: resetOf(headers, now) }
  if (status === 429 || /secondary rate limit|abuse detection/i.test(message)) return { kind: 'rate-limit', secondary: true, until: now + UNSAID_WAIT }
  const wants = /^[\w=,; ]{1,200}$/.exec(textField(headers, 'x-accepted-github-permissions') ?? '')?.[0]
  return { kind: 'refused', status, says: printable(message), ...(wants === undefined ? {} : { wants }) }
}

/** When the limit starts anew, by GitHub's own clock where its answer tells it. */
function resetOf(headers: unknown, now: number): number {
  const reset = Number(textField(headers, 'x-ratelimit-reset') ?? Number.NaN) * 1000
  const there = Date.parse(textField(headers, 'date') ?? '')
  return Number.isFinite(reset) ? now + Math.max(0, reset - (Number.isFinite(there) ? there : now)) + 1000 : now + UNSAID_WAIT
}

function withoutAnswer(error: unknown): Failure {
  let code = ''
  let cause = error
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    if (cause.name === 'TimeoutError') return { kind: 'timeout' }
    if (cause.name === 'AbortError') return { kind: 'closed' }
    code = textField(cause, 'code') ?? code
    cause = cause.cause
  }
  return { kind: 'unreachable', code: printable(code) }
}
