import { isDeepStrictEqual } from 'node:util'
import { minuteOf } from '../../course/shown-time.ts'
import type { Person } from '../../model/course.ts'
import { THE_OPERATOR, type Decision, type Statement } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { RepositoryGrade } from '../../model/gradebook.ts'
import { gradedRepository } from '../grades/gradebook.ts'
import { keepDecision, keepStatement, type KeepingPlace } from '../decisions/keep-decision.ts'
import { standingChanges, type StandingChange } from '../../report/words/standing-words.ts'
import { newestShown } from '../judging/newest-shown.ts'
import { keepStandings } from '../class/standing.ts'
import { openCommented } from '../publishing/open-commented.ts'
import { decisionDocument, iso } from './documents.ts'
import { done, refused, type Actor, type Call, type Done } from './operation.ts'
import { nameOf } from './who.ts'

type Without<One, Keys extends string> = One extends unknown ? Omit<One, Keys> : never

/** What is to be decided, without who, when and where. */
export type Draft = Without<Decision, 'id' | 'courseId' | 'repositoryId' | 'at' | 'by' | 'said'>

/**
 * Keeps a decision as one of a comment is kept: with its entry in the audit, and so that the App shows the repository anew. Or, for a preview, keeps nothing. Tells what the repository earns before and after, which is for the staff alone (null for others). The caller's key is
 * part of its id, so that the same one again keeps nothing more; with something else behind it, it is refused. So is what overrules a decision that was made after what stands there was read (`seen`). What follows from it (`then`, besides what is shown and counted anew) is done again with the same one again; where it is kept, and that
 * failed, that is told (`follows`), and not that nothing was decided.
 */
export async function keepOrPreview(draft: Draft, { key, preview = false, seen }: { readonly key?: string; readonly preview?: boolean; readonly seen?: string }, repository: HostedRepository, call: Call, then: () => Promise<void> = () => Promise.resolve()): Promise<Done> {
  const { actor, course, parts, scope } = call
  const others = await parts.decisions.decisionsOf(course.id, repository.id)
  // After all that was decided before: of two decisions of one millisecond the ids would say which holds.
  const at = Math.max(parts.now(), ...others.map((one) => one.at + 1))
  const decision = { ...draft, id: decisionIdOf(actor, key ?? parts.newId()), courseId: course.id, repositoryId: repository.id, at, by: authorOf(actor), said: null }
  const isWithdrawal = scope === 'opened' && draft.kind === 'close'
  const keptHere = async (): Promise<readonly Decision[]> => isWithdrawal ? (await parts.decisions.statementsOf(course.id, repository.id)).flatMap(asDecision) : parts.decisions.decisionsOf(course.id, repository.id)
  const known = (isWithdrawal ? await keptHere() : others).find(({ id }) => id === decision.id)
  if (known !== undefined && !isSame(known, decision)) return reused()
  const later = seen === undefined ? undefined : others.findLast((one) => one.at > Date.parse(seen) && isAboutTheSame(one, decision))
  if (later !== undefined && later.id !== decision.id) return refused('conflict', `something was decided about the same by ${later.by.login} on ${minuteOf(iso(later.at), course.settings)} (${course.settings.timeZone}), after this was read`, 'Open the page again, and see what holds now.', '/seen')
  const earned = await earnedAround(decision, known === undefined, repository.id, call)
  let isNew = known === undefined
  let follows = false
  if (!preview) {
    const place = await placeOf(repository, parts)
    const { reason, ...spoken } = decision
    const keep = isWithdrawal ? keepStatement({ ...spoken, kind: 'withdraw', dispute: draft.dispute, text: reason }, place, parts) : keepDecision(decision, place, parts)
    try {
      const kept = await keep
      if (kept.ok) isNew = kept.value
      await then()
      await keepStandings(repository.id, parts)
    } catch (error) {
      // A fault before it was kept is told as one. What fails after that makes it no less decided: the next look at the repository shows and counts it.
      if (!(await keptHere()).some(({ id }) => id === decision.id)) throw error
      follows = true
      parts.log.error('what was decided is kept, and could not be shown or counted yet', { repository: repository.id, course: course.id }, error)
    }
    // Kept under another repository, or by another process just now.
    if (known === undefined && (follows || !isNew) && !(await keptHere()).some((one) => one.id === decision.id && isSame(one, decision))) return reused()
  }
  return done({ schema: 1, preview, isNew, follows, decision: decisionDocument(known ?? decision, nameOf(repository)), ...earned, changes: preview && scope === 'all' ? await changesBy(decision, repository, call) : null })
}

/** What a repository earns before and after a decision, the same where it is known already; counted for the staff alone. */
async function earnedAround(decision: Decision, isNew: boolean, repositoryId: number, { scope, course, parts }: Call): Promise<{ readonly before: object | null; readonly after: object | null }> {
  if (scope !== 'all') return { before: null, after: null }
  const before = pointsOf((await gradedRepository(repositoryId, course, parts)).grade)
  return { before, after: isNew ? pointsOf((await gradedRepository(repositoryId, course, withDecision(decision, parts))).grade) : before }
}

/** What would stand otherwise on the default branch with a decision. */
async function changesBy(decision: Decision, repository: HostedRepository, { course, parts }: Call): Promise<readonly StandingChange[] | null> {
  const [before, after] = [await newestShown(repository, course.id, 'members', parts), await newestShown(repository, course.id, 'members', withDecision(decision, parts))]
  return before.record === null || after.record === null ? null : standingChanges(before.record, after.record)
}

/** Who decided, as it is shown: a person, the operator, or a token by its name. */
export function authorOf(actor: Actor): Person {
  if (actor.kind === 'person') return actor.person
  return actor.kind === 'operator' ? THE_OPERATOR : { id: 0, login: `the token ${actor.name}` }
}

/** The same, where nobody named is the operator. */
export function namedAuthorOf(actor: Actor): Person | null {
  return actor.kind === 'operator' ? null : authorOf(actor)
}

/** The id of a decision by the key that its caller gave it: of another caller the same key is another one. */
export function decisionIdOf(actor: Actor, key: string): string {
  return actor.kind === 'operator' ? `operator:${key}` : actor.kind === 'token' ? `token-${actor.id}:${key}` : `person-${actor.person.id}:${key}`
}

/** Whether the later of two decisions would take the place of the other. */
function isAboutTheSame(one: Decision, other: Decision): boolean {
  if ('subject' in one || 'subject' in other) return 'subject' in one && 'subject' in other && one.subject.kind === other.subject.kind && one.subject.id === other.subject.id
  if (one.kind === 'close' || other.kind === 'close') return one.kind === 'close' && other.kind === 'close' && one.dispute === other.dispute
  return (one.kind === 'extend') === (other.kind === 'extend')
}

function isSame(known: Decision, asked: Decision): boolean {
  const bare = ({ at: _at, by: _by, automatic: _automatic, onDefault: _onDefault, ...rest }: Decision & { readonly automatic?: unknown; readonly onDefault?: unknown }): object => rest
  return isDeepStrictEqual(bare(known), bare(asked))
}

/** That a dispute was taken back, as its close. */
function asDecision(one: Statement): readonly Decision[] {
  if (one.kind !== 'withdraw') return []
  const { text, ...spoken } = one
  return [{ ...spoken, kind: 'close', reason: text }]
}

function reused(): Done {
  return refused('conflict', 'something else was decided under the same key', 'Take a new key for each decision.', '/key')
}

function withDecision(decision: Decision, parts: Call['parts']): Call['parts'] {
  const { decisions } = parts
  return { ...parts, decisions: { ...decisions, decisionsOf: async (courseId, repositoryId) => [...await decisions.decisionsOf(courseId, repositoryId), ...repositoryId === decision.repositoryId ? [decision] : []] } }
}

/** Nothing is shown anew where the App no longer reaches the repository; of its pull requests, those that have a comment of the App. */
async function placeOf(repository: HostedRepository, parts: Call['parts']): Promise<KeepingPlace | null> {
  if (await parts.hosting.repository(repository.id) === null) return null
  return { repository, installationId: repository.installationId, openPulls: async () => ({ ok: true, value: await openCommented(repository.id, parts) }) }
}

function pointsOf(grade: RepositoryGrade | null): object | null {
  return grade === null ? null : { points: grade.points, of: grade.of }
}
