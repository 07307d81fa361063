import { rejudgedGrades } from '../../grade/rejudged-grades.ts'
import type { Rejudging } from '../../model/counted.ts'
import type { Course, Person } from '../../model/course.ts'
import { auditedBy, THE_OPERATOR } from '../../model/decision.ts'
import type { Gradebook } from '../../model/gradebook.ts'
import type { RejudgingPreview } from '../../model/rejudging-preview.ts'
import type { Mark } from '../../model/work.ts'
import { disputesAt, isWaiting } from '../answers/disputes.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import { COUNT_GONE, countMark } from './count-mark.ts'
import type { CountStore } from '../ports/count-port.ts'
import { countedRepositories } from './counted-repositories.ts'
import { readOnly } from '../people/course-roster.ts'
import { countsToMake } from './counts-to-make.ts'
import { gradebookOf, type GradebookParts } from './gradebook.ts'
import { inGroups } from '../in-groups.ts'
import type { AuditEntry, DecisionStore, HostingStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

export type RejudgingParts = GradebookParts & {
  readonly counts: CountStore
  readonly hosting: Pick<HostingStore, 'lastSeen' | 'repository'>
  readonly decisions: Pick<DecisionStore, 'decide' | 'decisionsOf' | 'statementsOf'>
  readonly work: Pick<WorkStore, 'mark'>
  /** An id that no other entry has. */
  readonly newId: () => string
}

/** So many repositories are looked at at once. */
const AT_ONCE = 50

/** Who does it (null for the operator), and why. */
export type RejudgingWord = { readonly by: Person | null; readonly reason: string }

/** What becomes of disputes that nobody answered, where a grade changes: they stay open, or are closed with the reason of the re-judging. */
export type DisputesWord = 'keep' | 'close'

/**
 * Begins to judge repositories of a course again, at the commits that count there, by the present program and checklist: the App does so as it comes to it. No grade changes before it is applied. Repositories that the App does not reach are left out
 * (`unreached`, by id); where that leaves none, nothing is begun (null).
 */
export async function beginRejudging(course: Course, repositoryIds: readonly number[], { by, reason }: RejudgingWord, parts: RejudgingParts): Promise<{ readonly rejudging: string | null; readonly reached: number; readonly unreached: readonly number[] }> {
  const { counts, hosting, work, now, newId } = parts
  const [at, id] = [now(), newId()]
  const marks: Mark[] = []
  const unreached: number[] = []
  for (const repositoryId of new Set(repositoryIds)) {
    const repository = await hosting.repository(repositoryId)
    if (repository === null) unreached.push(repositoryId)
    else marks.push(countMark({ installationId: repository.installationId, repositoryId }, at, 'rejudging'))
  }
  if (marks.length === 0) return { rejudging: null, reached: 0, unreached }
  const repositories = marks.map(({ repositoryId }) => repositoryId)
  await counts.begin({ id, courseId: course.id, at, by, reason, repositories }, auditOf(newId(), 'begun', course.id, id, { by, reason }, at))
  await work.mark(marks, at)
  return { rejudging: id, reached: repositories.length, unreached }
}

/** What a re-judging of a course would change, or changes; null where the course has none of that id. */
export async function previewRejudging(course: Course, id: string, parts: RejudgingParts): Promise<RejudgingPreview | null> {
  const all = await parts.counts.rejudgings(course.id)
  const rejudging = all.find((one) => one.id === id)
  if (rejudging === undefined) return null
  const covered = new Set(rejudging.repositories)
  const without = await gradebookWith(course, covered, all.filter((one) => one.id !== id), parts)
  const withIt = await gradebookWith(course, covered, all.map((one) => one.id === id && one.state !== 'applied' ? { ...one, state: 'applied', turnedAt: Number.MAX_SAFE_INTEGER } : one), parts)
  const changed = rejudgedGrades(without, withIt)
  return { rejudging, of: withIt.rows.length, changed, waiting: await waitingFor(rejudging, course, parts), disputes: await disputesIn(changed, course, parts) }
}

/** The gradebook of some repositories, as it is where these re-judgings are what there is. */
async function gradebookWith(course: Course, covered: ReadonlySet<number>, rejudgings: readonly Rejudging[], parts: RejudgingParts): Promise<Gradebook> {
  const at = parts.now()
  return gradebookOf(course, {
    ...parts, now: () => at, counts: { ...parts.counts, rejudgings: () => Promise.resolve(rejudgings) }, roster: readOnly(parts.roster),
  }, { covers: (repositoryId) => covered.has(repositoryId) })
}

/** The repositories of a re-judging that the App still comes to: none that it reaches no more, that left the course or its account, or that is for practice by now, and none for a commit that nobody can read any more. */
async function waitingFor({ id, state, repositories }: Rejudging, course: Course, parts: RejudgingParts): Promise<readonly string[]> {
  if (state === 'undone') return []
  const counted = new Set(await countedRepositories(course, parts))
  const joined = new Set((await parts.courses.enrolled(course.id)).flatMap(({ repositoryId, by }) => by === 'join' ? [repositoryId] : []))
  const all = await parts.counts.rejudgings(course.id)
  const ofMany = { ...parts, counts: { ...parts.counts, rejudgings: () => Promise.resolve(all) } }
  const waiting: string[] = []
  const looked = inGroups(repositories.filter((one) => counted.has(one)), AT_ONCE, async (repositoryId) => {
    const repository = await parts.hosting.repository(repositoryId)
    if (repository === null || (repository.ownerId !== course.account.id && !joined.has(repositoryId))) return []
    const { make } = await countsToMake(repository, course, ofMany, parts.now())
    const gone = new Set((await parts.journal.eventsOf(repositoryId, COUNT_GONE)).map(({ facts }) => facts['commit']))
    return make.some(({ commit, rejudging }) => !gone.has(commit) && (rejudging === id || rejudging === null)) ? [`${repository.owner}/${repository.name}`] : []
  })
  for await (const names of looked) waiting.push(...names)
  return waiting
}

/** The disputes that nobody answered in repositories whose grades change. */
async function disputesIn(changed: readonly { readonly repositoryId: number; readonly repository: string }[], course: Course, parts: RejudgingParts): Promise<RejudgingPreview['disputes']> {
  const found: RejudgingPreview['disputes'][number][] = []
  const looked = inGroups([...new Map(changed.map((one) => [one.repositoryId, one.repository]))], AT_ONCE, async ([repositoryId, repository]) => {
    const hosted = await parts.hosting.lastSeen(repositoryId)
    const disputes = hosted === null ? [] : await disputesAt({ course, repository: hosted }, parts, 'members')
    return disputes.filter(isWaiting).map((dispute) => ({ repositoryId, repository, dispute }))
  })
  for await (const some of looked) found.push(...some)
  return found
}

export type RejudgingTurned =
  | { readonly kind: 'done'; readonly preview: RejudgingPreview }
  | { readonly kind: 'not-found' }
  /** It is so already, or was never applied. */
  | { readonly kind: 'no-turn'; readonly rejudging: Rejudging }
  | { readonly kind: 'not-judged' | 'disputes-open'; readonly preview: RejudgingPreview }

/**
 * Applies a re-judging: from then on its judgements count. Refused while repositories are not judged yet, and where disputes that nobody answered lie in grades that change, unless it is said what becomes of them. `preview` is what it
 * changed.
 */
export async function applyRejudging(course: Course, id: string, word: RejudgingWord & { readonly disputes: DisputesWord | null }, parts: RejudgingParts): Promise<RejudgingTurned> {
  const preview = await previewRejudging(course, id, parts)
  if (preview === null) return { kind: 'not-found' }
  if (preview.rejudging.state === 'applied') return { kind: 'no-turn', rejudging: preview.rejudging }
  if (preview.waiting.length > 0) return { kind: 'not-judged', preview }
  if (preview.disputes.length > 0 && word.disputes === null) return { kind: 'disputes-open', preview }
  // First, so that what broke off in between is done again with all of it.
  if (word.disputes === 'close') await closeDisputes(preview, course, word, parts)
  const at = await timeOfTurn(course, parts)
  const isDone = await parts.counts.turn({ id: parts.newId(), rejudgingId: id, kind: 'applied', at, by: word.by, reason: word.reason }, auditOf(parts.newId(), 'applied', course.id, id, word, at))
  if (!isDone) return { kind: 'no-turn', rejudging: { ...preview.rejudging, state: 'applied' } }
  await showAnew(preview.rejudging, parts)
  return { kind: 'done', preview }
}

/** Undoes a re-judging: grades are again as they would be without it, in one step. What was decided meanwhile stays, and so do disputes that were closed with it. */
export async function undoRejudging(course: Course, id: string, word: RejudgingWord, parts: RejudgingParts): Promise<RejudgingTurned> {
  const preview = await previewRejudging(course, id, parts)
  if (preview === null) return { kind: 'not-found' }
  const at = await timeOfTurn(course, parts)
  const isDone = await parts.counts.turn({ id: parts.newId(), rejudgingId: id, kind: 'undone', at, by: word.by, reason: word.reason }, auditOf(parts.newId(), 'undone', course.id, id, word, at))
  if (!isDone) return { kind: 'no-turn', rejudging: preview.rejudging }
  await showAnew(preview.rejudging, parts)
  return { kind: 'done', preview }
}

/** Behind all that was applied and undone before, whatever the clock says: what was applied last holds. */
async function timeOfTurn(course: Course, { counts, now }: RejudgingParts): Promise<number> {
  return Math.max(now(), ...(await counts.rejudgings(course.id)).map(({ turnedAt }) => (turnedAt ?? 0) + 1))
}

/** Closes each dispute once, whatever broke off before: its decision has an id of the re-judging's. */
async function closeDisputes({ rejudging, disputes }: RejudgingPreview, course: Course, { by, reason }: RejudgingWord, { decisions, now }: RejudgingParts): Promise<void> {
  for (const { repositoryId, dispute } of disputes) {
    const [at, id] = [now(), `${rejudging.id}-${dispute.id}`]
    await decisions.decide(
      { id, courseId: course.id, repositoryId, at, by: by ?? THE_OPERATOR, said: null, kind: 'close', dispute: dispute.id, reason },
      { id, at, action: 'decision.close', subject: `repository ${repositoryId}`, ...auditedBy(by ?? THE_OPERATOR, `dispute ${dispute.id}, by re-judging ${rejudging.id}`) },
    )
  }
}

/** Where grades are shown to students, they are shown anew. */
async function showAnew({ repositories }: Rejudging, { hosting, work, now }: RejudgingParts): Promise<void> {
  const marks: Mark[] = []
  for (const repositoryId of repositories) {
    const repository = await hosting.repository(repositoryId)
    if (repository !== null) marks.push(capstoneMark({ installationId: repository.installationId, repositoryId }, now(), 'rejudging'))
  }
  await work.mark(marks, now())
}

function auditOf(entry: string, what: 'begun' | 'applied' | 'undone', courseId: string, id: string, { by }: RejudgingWord, at: number): AuditEntry {
  return { id: entry, at, action: `rejudging.${what}`, subject: `course ${courseId}`, ...auditedBy(by, `re-judging ${id}`) }
}
