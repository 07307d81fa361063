import { pausedBy } from '../../grade/newest-decision.ts'
import type { Mark, WorkTarget } from '../../model/work.ts'
import { openPullsIn } from '../../steps/open-pulls.ts'
import { marksOfPaused } from '../judging/heads-paused.ts'
import { openCommented } from '../publishing/open-commented.ts'
import { auditEntryOf } from './audit-entry.ts'
import type { DecideInput } from './decide-operations.ts'
import { decisionIdOf, keepOrPreview } from './keep.ts'
import { done, operation, refused, type Call, type Operation } from './operation.ts'
import { DECIDED, INTEGER, KEY, list, object, OF, oneOf, SCHEMA_NUMBER, SEEN, TEXT, YES_OR_NO } from './schemas.ts'
import { nameOf } from './who.ts'

/** A capstone has some dozens of pull requests, with some events each. */
const MOST_EVENTS = 500
const OF_PULLS = ['pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request.closed'] as const

const judge = operation<{ readonly of: string; readonly key?: string }>({
  id: 'work.judge', about: 'repository', http: { method: 'post', path: '/judge', example: { of: 's1' } }, says: 'Judges the default branch of one repository anew, and the pull requests of which the App knows that they are open; each gets a new check run.',
  input: object({ of: OF, key: KEY }, ['key']), output: object({ schema: SCHEMA_NUMBER, repository: TEXT, pulls: { ...list(INTEGER), description: 'the numbers of these pull requests' } }),
}, async ({ key }, call) => {
  const { actor, parts, target } = call
  const seen = target?.repository ?? null
  if (seen === null) return refused('not-found', 'no repository is named', 'Name one as owner/name.', '/of')
  const repository = await parts.hosting.repository(seen.id)
  if (repository === null) return refused('conflict', `the App does not reach ${nameOf(seen)} any more`, 'Look on GitHub whether the App is installed there.', '/of')
  if (repository.archived) return refused('conflict', `nothing is judged in ${nameOf(repository)}: it is archived`, 'Bring it back on GitHub first.', '/of')
  const [pulls, again, at] = [await openPulls(repository.id, call), decisionIdOf(actor, key ?? parts.newId()), parts.now()]
  const targets: readonly WorkTarget[] = [{ kind: 'branch', name: repository.defaultBranch }, ...pulls.map((number) => ({ kind: 'pull-request', number }) as const)]
  await parts.work.mark(targets.map((one): Mark => ({ installationId: repository.installationId, repositoryId: repository.id, target: one, dueAt: at, reason: 'command', again })), at)
  await parts.journal.addAudit({ ...auditEntryOf(call, 'work.judge', `repository ${repository.id} judged anew`), id: `judge ${repository.id} ${again}` })
  return done({ schema: 1, repository: nameOf(repository), pulls })
})

/** Those that events tell of, and those that have a comment of the App: one that was open before the App came has no event. GitHub is asked nothing. */
async function openPulls(repositoryId: number, { parts }: Call): Promise<readonly number[]> {
  const told = openPullsIn({ events: await parts.journal.newestEventsOf(repositoryId, MOST_EVENTS, OF_PULLS) })
  return [...new Set([...told, ...await openCommented(repositoryId, parts)])].toSorted((one, other) => one - other)
}

const pause = operation<Omit<DecideInput, 'reason'> & { readonly to: 'paused' | 'resumed'; readonly reason?: string }>({
  id: 'work.pause', about: 'repository', http: { method: 'post', path: '/decisions/pause', example: { of: 's1', to: 'paused', reason: 'The group is being put together anew' } }, says: 'Pauses one repository, so that the App publishes nothing there, or resumes it, so that it publishes again at once. Work is heard and judged all the while.',
  input: object({ of: OF, to: oneOf('paused', 'resumed'), reason: { type: 'string', maxLength: 2000, description: 'why, in words; a pause needs one' }, preview: YES_OR_NO, key: KEY, seen: SEEN }, ['reason', 'preview', 'key', 'seen']), output: DECIDED,
}, async ({ to, reason = '', ...input }, call) => {
  const { actor, course, parts, target } = call
  const repository = target?.repository ?? null
  if (repository === null) return refused('not-found', 'no repository is named', 'Name one as owner/name.', '/of')
  const isPause = to === 'paused'
  if (isPause && reason.trim() === '') return refused('invalid', 'a pause needs a reason', 'Write why, in words.', '/reason')
  const decisions = await parts.decisions.decisionsOf(course.id, repository.id)
  const isRepeated = input.key !== undefined && decisions.some(({ id }) => id === decisionIdOf(actor, input.key ?? ''))
  if (!isRepeated && (pausedBy(decisions) !== null) === isPause) return refused('conflict', `the App is ${isPause ? 'paused already' : 'not paused'} in ${nameOf(repository)}`, 'See on its page how it stands.', '/to')
  // What was told of the pause meanwhile gets its verdict.
  const showMissed = async (): Promise<void> => { await parts.work.mark(await marksOfPaused({ installationId: repository.installationId, repositoryId: repository.id }, parts, parts.now()), parts.now()) }
  return keepOrPreview({ kind: isPause ? 'pause' : 'resume', reason: reason.trim() }, input, repository, call, isPause ? undefined : showMissed)
})

/** What is done about the App's work in one repository. */
export const WORK_OPERATIONS: readonly Operation[] = [judge, pause]
