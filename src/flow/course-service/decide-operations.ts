import { disputesOf } from '../../grade/disputes.ts'
import type { Nameable } from '../../grade/name-subject.ts'
import { itemsAsking, levelsOf } from '../../grade/manual-levels.ts'
import { newestOf } from '../../grade/newest-decision.ts'
import { readSet } from '../../grade/read-set.ts'
import type { Decision } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { notSetWords } from '../../report/answers/set-words.ts'
import { shortName } from '../../report/answers/subject-words.ts'
import { extensionUntil } from '../answers/extension.ts'
import { automaticOf, standingOf } from '../answers/said-now.ts'
import { decisionIdOf, keepOrPreview, type Draft } from './keep.ts'
import { disputesWithin } from './within.ts'
import { operation, refused, type Call, type Done, type Operation, type Refusal } from './operation.ts'
import { ABOUT, DECIDED, KEY, object, OF, REASON, SEEN, YES_OR_NO } from './schemas.ts'
import { subjectIn } from './subject-in.ts'
import { nameOf } from './who.ts'

/** What every decision is asked with. `key` is the caller's own id of it: the same one again decides nothing more. `seen` is when what stands there was read: where something was decided about the same since, nothing is. */
export type DecideInput = { readonly of: string; readonly reason: string; readonly preview?: boolean; readonly key?: string; readonly seen?: string }

const BASE = {
  of: OF, reason: REASON, preview: { ...YES_OR_NO, description: 'tell what the grade would be, and write nothing' },
  key: KEY, seen: SEEN,
} as const
const LEFT = ['preview', 'key', 'seen'] as const
const SET_TO = { type: 'string', minLength: 1, maxLength: 120, pattern: '\\S', description: 'verified, present, partial, failing, missing or unknown; of an item also a share of its credit such as 80% or 4/5; of one that people grade its level, by name; of a step done or open' } as const

const set = operation<DecideInput & { readonly subject: string; readonly outcome: string }>({
  id: 'decisions.set', about: 'repository', http: { method: 'post', path: '/decisions/set', example: { of: 's1', subject: 'health', outcome: 'present', reason: 'Shown in the lab' } }, says: 'Decides an outcome of an item, a criterion or a step in one repository, a share of an item\'s credit, or the level of an item that people grade. The App\'s own verdict stays underneath.',
  input: object({ ...BASE, subject: ABOUT, outcome: SET_TO }, LEFT), output: DECIDED,
}, (input, call) => withRepository(call, async (repository) => {
  const subject = await subjectIn(input.subject, repository, call)
  if (!subject.ok) return subject
  const { one, automatic, checklists } = subject.value
  const reading = readSet(input.outcome.trim().replace(/\s+/g, ' '), one.subject, levelsOf(one.subject, checklists))
  if (reading.kind !== 'set') return refused('invalid', `${shortName(one.subject)} is not set to ${JSON.stringify(input.outcome)}`, notSetWords(reading, one, itemsAsking(one.subject, checklists)), '/outcome')
  if (reading.rest !== '') return refused('invalid', `${JSON.stringify(reading.rest)} stands behind the outcome`, 'Give one outcome, level or share there, and the reason as the reason.', '/outcome')
  const said = await automaticOf(one, { repository, course: call.course, automatic }, call.parts)
  const onDefault = one.subject.kind === 'step' ? {} : { onDefault: standingOf(one, automatic) }
  return keepOrPreview({ kind: 'set', subject: one.subject, ...reading.to, automatic: said, ...onDefault, reason: input.reason }, input, repository, call)
}))

const clear = operation<DecideInput & { readonly subject: string }>({
  id: 'decisions.clear', about: 'repository', http: { method: 'post', path: '/decisions/clear', example: { of: 's1', subject: 'health', reason: 'The service was moved' } }, says: 'Takes a decision on an item, a criterion or a step back, so that the App\'s own verdict holds.',
  input: object({ ...BASE, subject: ABOUT }, LEFT), output: DECIDED,
}, (input, call) => withRepository(call, async (repository) => {
  const subject = await subjectIn(input.subject, repository, call)
  if (!subject.ok) return subject
  const { one } = subject.value
  const decisions = await call.parts.decisions.decisionsOf(call.course.id, repository.id)
  if (!isRepeated(decisions, input, call) && newestOf(decisions, one.subject) === null) return refused('not-found', `nothing is decided on ${shortName(one.subject)} in ${nameOf(repository)}`, 'See what is decided there.', '/subject')
  return keepOrPreview({ kind: 'clear', subject: one.subject, reason: input.reason }, input, repository, call)
}))

const excuse = operation<DecideInput & { readonly subject: string }>({
  id: 'decisions.excuse', about: 'repository', http: { method: 'post', path: '/decisions/excuse', example: { of: 'octo-org/capstone-ana', subject: 'drift', reason: 'No production data in this group' } }, says: 'Leaves an item or a criterion of one repository out of the count.',
  input: object({ ...BASE, subject: ABOUT }, LEFT), output: DECIDED,
}, (input, call) => withSubject(input, call, (one) => ({ kind: 'excuse', subject: one.subject, reason: input.reason }), 'item', 'criterion'))

const extend = operation<DecideInput & { readonly until: string }>({
  id: 'decisions.extend', about: 'repository', http: { method: 'post', path: '/decisions/extend', example: { of: 's1', until: '2026-12-20', reason: 'Agreed by mail' } }, says: 'Sets another day by which the work of one repository is due. A date alone is its last second in the course\'s zone.',
  input: object({ ...BASE, until: { type: 'string', minLength: 10, maxLength: 30, description: 'a date, a date and time, or one with its offset: 2026-12-20, 2026-12-20T18:00+01:00' } }, LEFT), output: DECIDED,
}, (input, call) => withRepository(call, async (repository) => {
  const until = extensionUntil(input.until, call.course.settings)
  return until.ok ? keepOrPreview({ kind: 'extend', until: until.at, reason: input.reason }, input, repository, call) : refused('invalid', until.says, 'Write the day as year, month and day.', '/until')
}))

const close = operation<DecideInput & { readonly subject: string }>({
  id: 'disputes.close', about: 'repository', http: { method: 'post', path: '/disputes/close', example: { of: 's1', subject: 'health', reason: 'The route was found' } }, says: 'Closes the newest dispute of an item, a criterion or a step of one repository that is not closed.',
  input: object({ ...BASE, subject: ABOUT }, LEFT), output: DECIDED,
}, (input, call) => withRepository(call, async (repository) => {
  const subject = await subjectIn(input.subject, repository, call)
  if (!subject.ok) return subject
  const { course, parts } = call
  const { kind, id } = subject.value.one.subject
  const [decisions, statements] = await Promise.all([parts.decisions.decisionsOf(course.id, repository.id), parts.decisions.statementsOf(course.id, repository.id)])
  const disputes = disputesWithin(call, disputesOf(statements, decisions, parts.now(), course.settings)).filter((one) => one.subject.kind === kind && one.subject.id === id)
  const repeated = [...decisions, ...statements].find((one) => isRepeated([one], input, call))
  const dispute = repeated?.kind === 'close' || repeated?.kind === 'withdraw' ? repeated.dispute : disputes.filter(({ state }) => state !== 'closed').at(-1)?.id
  if (dispute === undefined) return refused('not-found', `no dispute of ${shortName(subject.value.one.subject)} in ${nameOf(repository)} is left to close`, 'See the disputes of the repository.', '/subject')
  const { seen } = input
  // The newest is closed: one that began since is another than was read.
  if (seen !== undefined && repeated === undefined && disputes.some((one) => one.id === dispute && one.at > Date.parse(seen))) return refused('conflict', `${shortName(subject.value.one.subject)} was disputed anew since this was read`, 'Read that dispute, and close it then.', '/seen')
  return keepOrPreview({ kind: 'close', dispute, reason: input.reason }, input, repository, call)
}))

/** What can be decided in a course. */
export const DECIDE_OPERATIONS: readonly Operation[] = [set, clear, excuse, extend, close]

/** Whether the same caller has decided under this key before. */
function isRepeated(decisions: readonly Pick<Decision, 'id'>[], { key }: DecideInput, { actor }: Call): boolean {
  return key !== undefined && decisions.some(({ id }) => id === decisionIdOf(actor, key))
}

async function withSubject(input: DecideInput & { readonly subject: string }, call: Call, draft: (one: Nameable) => Draft, ...kinds: readonly Nameable['subject']['kind'][]): Promise<Done> {
  return withRepository(call, async (repository) => {
    const subject = await subjectIn(input.subject, repository, call, ...kinds)
    return subject.ok ? keepOrPreview(draft(subject.value.one), input, repository, call) : subject
  })
}

async function withRepository({ target }: Call, use: (repository: HostedRepository) => Promise<Done>): Promise<Done | { readonly ok: false; readonly refusal: Refusal }> {
  const repository = target?.repository ?? null
  return repository === null ? refused('not-found', 'no repository is named', 'Name one as owner/name.', '/of') : use(repository)
}

