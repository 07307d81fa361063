import { namedCourse } from '../../course/course-name.ts'
import { countedCommits } from '../../grade/counted-commits.ts'
import { decidedItems } from '../../grade/decided.ts'
import { awaitsJudgement, rejudgedOf, type JudgementsKnown } from '../../grade/judgement-that-counts.ts'
import { dueBy } from '../../grade/newest-decision.ts'
import { isReleased } from '../../grade/released.ts'
import { bestOf, repositoryGrade, totalPoints } from '../../grade/repository-grade.ts'
import type { MatchedRoster } from '../../course/match-roster.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { CountedHead } from '../../model/counted.ts'
import type { Course } from '../../model/course.ts'
import type { Decision } from '../../model/decision.ts'
import type { Gradebook, GradebookRow, RepositoryGrade } from '../../model/gradebook.ts'
import type { ItemGist, KeptGist, RecordGist } from '../../model/gist.ts'
import type { CountedCommit } from '../../model/grading.ts'
import type { AssessmentRecord, ItemRecord } from '../../model/record.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { RosterEntry } from '../../model/roster.ts'
import { addressOf } from '../../report/text/addresses.ts'
import { proofOf } from '../../report/text/places.ts'
import { countablePushes } from './countable-pushes.ts'
import type { CountStore } from '../ports/count-port.ts'
import { judgedByItself } from './counts-to-make.ts'
import { courseRoster, unlisted, type CourseRosterParts } from '../people/course-roster.ts'
import { judgedByOf, keptListsOf } from '../courses/kept-checklists.ts'
import type { GistStore } from '../ports/gist-port.ts'
import { inGroups } from '../in-groups.ts'
import { DECISION_REACHED } from '../decisions/reached-decisions.ts'
import type { ReleaseStore } from '../ports/release-port.ts'
import { shownRecord, type ShownParts } from '../judging/shown-record.ts'
import type { Assessment, AssessmentStore, DecisionStore, HostingStore, JournalStore, ReadingStore } from '../ports/store-ports.ts'

export type GradebookParts = CourseRosterParts & {
  readonly hosting: Pick<HostingStore, 'lastSeen' | 'repository'>
  readonly journal: Pick<JournalStore, 'newestEventsOf' | 'eventsOf'>
  readonly assessments: Pick<AssessmentStore, 'asOf' | 'byId' | 'seenOnDefaultBranch'>
  readonly counts: Pick<CountStore, 'headsOf' | 'rejudgings' | 'byId'>
  /** Tells the best of many commits as the records of `assessments` and `counts` do: where those give others, this gives none. */
  readonly gists: GistStore
  readonly readings: Pick<ReadingStore, 'of'>
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly assessor: ShownParts['assessor']
  readonly checklists: ShownParts['checklists']
  readonly releases: Pick<ReleaseStore, 'of'>
  readonly now: () => number
}

/** So many repositories are graded at once, and of each so many commits: where the best push counts, a gist is held of each of them meanwhile, or a record where none is kept. */
const AT_ONCE = { repositories: 50, commits: 20 } as const

type Graded = Pick<GradebookRow, 'repository' | 'grade' | 'unjudged'>

/** Makes of an automatic record or its gist, and the checklist that it was judged by, what it would be: what a grade would be is counted from it as any grade is. */
export type Suppose = <Judged extends RecordGist>(record: Judged, checklist: Checklist) => Judged

/** Which part of a gradebook is asked for: `choose` gives the keys of some students, of all in their order; `covers` leaves out all repositories but some, and who works on none of those. With `suppose` grades are what they would be. */
export type Asked = { readonly choose?: (keys: readonly string[]) => readonly string[]; readonly covers?: (repositoryId: number) => boolean; readonly suppose?: Suppose }

/**
 * The gradebook of a course as it stands now: a row for each student of its list and each repository that they work on (one without, where they work on none), by their keys; without a list, for whoever works on a
 * repository. What a grade is made of is said by `repositoryGrade`.
 */
export async function gradebookOf(course: Course, parts: GradebookParts, { choose = (keys) => keys, covers, suppose }: Asked = {}): Promise<Gradebook> {
  const all = listedStudents(await courseRoster(course, parts))
  const chosen = new Set(choose(all.map(({ entry }) => entry.key)))
  const listed = all.filter(({ entry }) => chosen.has(entry.key))
  const ids = new Set(listed.flatMap(({ repositories }) => repositories.filter((id) => covers?.(id) ?? true)))
  const ofMany = await partsOfMany(course.id, parts)
  const graded = new Map<number, Graded>()
  for await (const [id, one] of inGroups([...ids], AT_ONCE.repositories, async (id) => [id, await gradeOfRepository(id, course, ofMany, suppose)] as const)) graded.set(id, one)
  const words = await parts.releases.of(course.id)
  const rows: GradebookRow[] = []
  for (const { entry, repositories } of listed) {
    const seen = { isReleased: isReleased(entry, words, course.settings.grading) }
    if (repositories.length === 0 && covers === undefined) rows.push({ student: entry, repository: null, grade: null, ...seen })
    for (const one of repositories.flatMap((id) => graded.get(id) ?? [])) rows.push({ student: entry, ...one, ...seen })
  }
  return { course: namedCourse(course), points: course.settings.grading.points, rows }
}

/** What is the same for all repositories of a course is read once; and what no grade is made of is not read: the own items that the files of a commit give a student earn nothing. */
async function partsOfMany(courseId: string, parts: GradebookParts): Promise<GradebookParts> {
  const rejudgings = await parts.counts.rejudgings(courseId)
  return { ...parts, counts: { ...parts.counts, rejudgings: () => Promise.resolve(rejudgings) }, readings: { of: () => Promise.resolve(null) } }
}

export type ListedStudent = { readonly entry: RosterEntry; readonly repositories: readonly number[] }

/** The students of a course by their keys, as its gradebook has them: those of its list, else whoever works on a repository. */
export function listedStudents({ students, strangers }: MatchedRoster): readonly ListedStudent[] {
  return students.length > 0 ? students : unlisted(strangers)
}

/** What counts of a repository, and how one of its commits is graded, with the record that its grade is made of; null where it was never judged. `pointsAt` gives the points of that grade alone. */
type Counting = { readonly repository: HostedRepository; readonly commits: readonly CountedCommit[]; readonly gradedAt: (counted: CountedCommit) => Promise<GradedCommit | null>; readonly pointsAt: (counted: CountedCommit) => Promise<number | null> }
type GradedCommit = { readonly grade: RepositoryGrade; readonly record: AssessmentRecord }

/** What a repository earns as it stands now, with `suppose` what it would. */
export async function gradeOfRepository(id: number, course: Course, parts: GradebookParts, suppose?: Suppose): Promise<Graded> {
  const { record: _, ...graded } = await earnedBy(await countingOf(id, course, parts, suppose))
  return graded
}

/** What a repository earns in a course, with the record that its grade is made of, as the staff sees it; null where nothing counts. */
export async function gradedRepository(id: number, course: Course, parts: GradebookParts): Promise<Graded & { readonly record: AssessmentRecord | null }> {
  return earnedBy(await countingOf(id, course, parts))
}

async function earnedBy(counting: Counting | null): Promise<Graded & { readonly record: AssessmentRecord | null }> {
  if (counting === null) return { repository: null, grade: null, record: null }
  const { repository, commits, gradedAt, pointsAt } = counting
  let best: { readonly counted: CountedCommit; readonly points: number } | null = null
  let unjudged: string | null = null
  // Of many a record is read of the best alone, as far as their gists tell which that is.
  for await (const { counted, points } of inGroups(commits.length > 1 ? commits : [], AT_ONCE.commits, async (counted) => ({ counted, points: await pointsAt(counted) }))) {
    if (points === null) unjudged ??= counted.commit
    else best = bestOf(best === null ? [{ counted, points }] : [best, { counted, points }])
  }
  const [only] = commits.length === 1 ? commits : best === null ? [] : [best.counted]
  const graded = only === undefined ? null : await gradedAt(only)
  if (graded === null) unjudged ??= only?.commit ?? null
  const { grade, record } = graded ?? { grade: null, record: null }
  return { repository: { id: repository.id, name: `${repository.owner}/${repository.name}`, url: record?.repository.url ?? null }, grade, record, ...unjudged === null ? {} : { unjudged } }
}

async function countingOf(id: number, course: Course, parts: GradebookParts, suppose?: Suppose): Promise<Counting | null> {
  const repository = await parts.hosting.lastSeen(id)
  if (repository === null) return null
  const { grading } = course.settings
  const [decisions, shown] = await shownPartsOf(id, course.id, parts)
  const dueAt = dueBy(decisions, course.settings.dueAt)
  const known: JudgementsKnown = { heads: await parts.counts.headsOf(course.id, id), rejudgings: await parts.counts.rejudgings(course.id) }
  const gradedAt: Counting['gradedAt'] = async (counted) => {
    const judged = await judgementOf(await headOf(id, counted, known, parts), parts)
    if (judged === null) return null
    const supposed = suppose === undefined ? judged.record : suppose(judged.record, (await judgedByOf(judged.record, shown)).checklist)
    // The staff sees every reason, in a public repository, too: a gradebook is theirs.
    const record = await shownRecord({ record: supposed, isDefaultBranch: true }, [], { ...repository, private: true }, course.id, shown)
    const isAwaited = awaitsJudgement(counted, known.heads, parts.now()) && await parts.hosting.repository(id) !== null
    return { record, grade: repositoryGrade({ counted, record, judgedAt: judged.at, rejudging: judged.rejudging, isAwaited, urlOf: (item) => pageOf(item, record) }, grading, dueAt, parts.now()) }
  }
  // Commits whose verdicts are the same share one gist.
  const decided = new Map<KeptGist, readonly ItemGist[] | null>()
  const pointsAt: Counting['pointsAt'] = async (counted) => {
    const head = await headOf(id, counted, known, parts)
    const gist = head === null ? null : await parts.gists.of(head.id)
    if (gist !== null && !decided.has(gist)) {
      const judgedBy = await keptListsOf(gist, shown)
      decided.set(gist, judgedBy === null ? null : decidedItems(suppose === undefined ? gist : suppose<RecordGist>(gist, judgedBy.checklist), judgedBy, decisions))
    }
    const items = gist === null ? null : decided.get(gist) ?? null
    return items === null ? (await gradedAt(counted))?.grade.points ?? null : totalPoints(items, counted, grading)
  }
  return { repository, commits: countedCommits(await countablePushes(repository, parts), dueAt, grading), gradedAt, pointsAt }
}

/** What people decided of a repository, and all that shows a record of it: what was said is of the repository, and asked for once, however many of its commits may count. */
async function shownPartsOf(id: number, courseId: string, { decisions, journal, readings, assessor, checklists }: GradebookParts): Promise<readonly [readonly Decision[], ShownParts]> {
  const [decided, said, reached] = await Promise.all([decisions.decisionsOf(courseId, id), decisions.statementsOf(courseId, id), journal.eventsOf(id, DECISION_REACHED)])
  return [decided, { readings, assessor, checklists, decisions: { decisionsOf: () => Promise.resolve(decided), statementsOf: () => Promise.resolve(said) }, journal: { eventsOf: () => Promise.resolve(reached) } }]
}

/** Which judgement of a commit holds in the gradebook: a re-judging's, that of the end of its hours, or else the last one of the App's before that, or its first. Null where it was never judged. */
async function headOf(id: number, counted: CountedCommit, known: JudgementsKnown, { assessments }: GradebookParts): Promise<CountedHead | Pick<Assessment, 'id' | 'at'> | null> {
  const own = await judgedByItself(id, counted, known.heads, assessments)
  return rejudgedOf(counted, own?.at ?? null, known) ?? own
}

async function judgementOf(head: CountedHead | Pick<Assessment, 'id' | 'at'> | null, { assessments, counts }: GradebookParts): Promise<{ readonly record: AssessmentRecord; readonly at: number; readonly rejudging: string | null } | null> {
  if (head === null) return null
  if ('until' in head) return counts.byId(head.id)
  const assessment = await assessments.byId(head.id)
  return assessment === null ? null : { record: assessment.record, at: assessment.at, rejudging: null }
}

function pageOf(item: ItemRecord, record: AssessmentRecord): string | null {
  for (const id of item.criteria) {
    const criterion = record.criteria.find((one) => one.id === id)
    const proof = criterion === undefined ? null : proofOf(criterion)
    const page = proof === null ? null : addressOf(proof, record.repository)
    if (page !== null) return page
  }
  return null
}
