import type { FromGitHub, GitHubTrouble } from '../../flow/ports/github-ports.ts'
import type { Answer } from '../client.ts'
import type { Failure } from '../failure.ts'
import { gapReason } from '../refusals.ts'

/** GitHub's own words, which come with the same status and the same form as a missing permission: "Unable to create comment because issue is locked." */
const LOCKED = /\b(?:issue|conversation|pull request) is locked\b/i

/** What a failure means to whoever works for an installation; `asked` says what for, in the middle of a sentence: `the runs of 3f2c1ab`. */
export function troubleOf(failure: Failure, asked: string): GitHubTrouble {
  switch (failure.kind) {
    case 'rate-limit': return { kind: 'limited', until: failure.until, says: `${asked}: ${failure.secondary ? 'GitHub asks to send nothing for a while (secondary rate limit)' : 'the requests are used up (rate limit)'}` }
    case 'paced': return { kind: 'limited', until: failure.until, paced: failure.reason, says: `${asked}: not asked for now, so that GitHub does not refuse it` }
    case 'no-installation': return { kind: 'suspended', says: `${asked}: the installation is suspended or was removed (${failure.status})` }
    case 'not-found': return { kind: 'gone', says: `${asked}: it is not there, or not for this App (404)` }
    case 'no-issues': return { kind: 'no-issues', says: `${asked}: issues are turned off in the repository (410)` }
    case 'no-commits': return { kind: 'gone', says: `${asked}: the repository has no commits` }
    case 'no-such-commit': return { kind: /^no commit found/i.test(failure.says ?? '') ? 'gone' : 'refused', says: `${asked}: GitHub refuses it (422${said(failure.says ?? '')})` }
    case 'refused': return { kind: failure.status === 403 ? (LOCKED.test(failure.says) ? 'locked' : 'forbidden') : 'refused', says: `${asked}: GitHub refuses it (${failure.status}${said(failure.says)})${failure.wants === undefined ? '' : `; it asks for the permission ${failure.wants}`}` }
    case 'single-sign-on': return { kind: 'forbidden', says: `${asked}: the organization asks for single sign-on (403)` }
    case 'unauthorized': return { kind: 'forbidden', says: `${asked}: GitHub does not accept the App's key or token (401); see that APP_ID and private key belong together, and that the clock is right` }
    case 'unavailable': case 'timeout': case 'unreachable': case 'closed': case 'not-understood': return { kind: 'passing', says: `${asked}: ${gapReason(failure)}` }
  }
}

/** An answer as a value of the port: `read` gives null where the answer lacks what is asked of it. */
export function valueOf<Value>(answer: Answer, asked: string, read: (body: unknown) => Value | null): FromGitHub<Value> {
  if (!answer.ok) return { ok: false, trouble: troubleOf(answer.failure, asked) }
  const value = read(answer.body)
  return value === null ? { ok: false, trouble: troubleOf({ kind: 'not-understood' }, asked) } : { ok: true, value }
}

function said(says: string): string {
  return says === '' ? '' : `: ${says}`
}
