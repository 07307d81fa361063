import { countedCommits } from '../grade/counted-commits.ts'
import { dueBy } from '../grade/newest-decision.ts'
import { bestOf, repositoryGrade } from '../grade/repository-grade.ts'
import type { MatchedRoster } from '../course/match-roster.ts'
import type { Course } from '../model/course.ts'
import type { Decision } from '../model/decision.ts'
import type { Gradebook, GradebookRow, RepositoryGrade } from '../model/gradebook.ts'
import type { CountablePush } from '../model/grading.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { AssessmentRecord, ItemRecord } from '../model/record.ts'
import type { RosterEntry } from '../model/roster.ts'
import { addressOf } from '../report/addresses.ts'
import { proofOf } from '../report/places.ts'
import { happeningsOf } from '../steps/happenings.ts'
import { courseRoster, type CourseRosterParts } from './course-roster.ts'
import { DECISION_REACHED } from './reached-decisions.ts'
import { shownRecord, type ShownParts } from './shown-record.ts'
import type { AssessmentStore, DecisionStore, HostingStore, JournalStore, ReadingStore } from './store-ports.ts'

export type GradebookParts = CourseRosterParts & {
  readonly hosting: Pick<HostingStore, 'lastSeen'>
  readonly journal: Pick<JournalStore, 'newestEventsOf' | 'eventsOf'>
  readonly assessments: Pick<AssessmentStore, 'asOf' | 'seenOnDefaultBranch'>
  readonly readings: Pick<ReadingStore, 'of'>
  readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>
  readonly assessor: ShownParts['assessor']
  readonly checklists: ShownParts['checklists']
  readonly now: () => number
}

type Graded = Pick<GradebookRow, 'repository' | 'grade' | 'unjudged'>

/** A capstone takes some dozens of pushes. */
const MOST_PUSHES = 2_000
/** So many commits of the default branch are known where no webhook told of a push. */
const MOST_COMMITS = 200

/**
 * The gradebook of a course as it stands now: a row for each student of its list and each repository that they work on (one without, where they work on none), by their keys; without a list, for whoever works on a
 * repository. What a grade is made of is said by `repositoryGrade`. `choose` gives the keys of those who are asked for, of all in their order.
 */
export async function gradebookOf(course: Course, parts: GradebookParts, choose: (keys: readonly string[]) => readonly string[] = (keys) => keys): Promise<Gradebook> {
  const all = listedStudents(await courseRoster(course.id, parts))
  const chosen = new Set(choose(all.map(({ entry }) => entry.key)))
  const listed = all.filter(({ entry }) => chosen.has(entry.key))
  const graded = new Map<number, Graded>()
  const of = async (id: number): Promise<Graded> => {
    const known = graded.get(id) ?? await gradeOfRepository(id, course, parts)
    graded.set(id, known)
    return known
  }
  const rows: GradebookRow[] = []
  for (const { entry, repositories } of listed) {
    if (repositories.length === 0) rows.push({ student: entry, repository: null, grade: null })
    for (const id of repositories) rows.push({ student: entry, ...await of(id) })
  }
  return { course: { id: course.id, title: course.title }, points: course.settings.grading.points, rows }
}

export type ListedStudent = { readonly entry: RosterEntry; readonly repositories: readonly number[] }

/** The students of a course by their keys, as its gradebook has them: those of its list, else whoever works on a repository. */
export function listedStudents({ students, strangers }: MatchedRoster): readonly ListedStudent[] {
  return students.length > 0 ? students : strangersAsStudents(strangers)
}

function strangersAsStudents(strangers: MatchedRoster['strangers']): readonly ListedStudent[] {
  const none = { canvasId: '', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' }
  const people = new Map(strangers.map(({ person }) => [person.id, person]))
  return [...people.values()].map(({ id, login }) => ({
    entry: { key: login.toLowerCase(), name: '', email: '', studentId: '', section: '', login, personId: id, platform: none },
    repositories: strangers.flatMap(({ repositoryId, person }) => person.id === id ? [repositoryId] : []),
  })).toSorted((one, other) => (one.entry.key < other.entry.key ? -1 : 1))
}

async function gradeOfRepository(id: number, course: Course, parts: GradebookParts): Promise<Graded> {
  const { record: _, ...graded } = await gradedRepository(id, course, parts)
  return graded
}

/** What a repository earns in a course, with the record that its grade is made of, as the staff sees it; null where nothing counts. */
export async function gradedRepository(id: number, course: Course, parts: GradebookParts): Promise<Graded & { readonly record: AssessmentRecord | null }> {
  const repository = await parts.hosting.lastSeen(id)
  if (repository === null) return { repository: null, grade: null, record: null }
  const { grading } = course.settings
  const [decisions, shown] = await shownPartsOf(id, course.id, parts)
  const dueAt = dueBy(decisions, course.settings.dueAt)
  const grades = new Map<RepositoryGrade, AssessmentRecord>()
  let unjudged: string | null = null
  let url: string | null = null
  for (const counted of countedCommits(await pushesOf(repository, parts), dueAt, grading)) {
    const assessment = await parts.assessments.asOf(id, counted.commit, counted.proofsUntil)
    if (assessment === null) {
      unjudged ??= counted.commit
      continue
    }
    // The staff sees every reason, in a public repository, too: a gradebook is theirs.
    const record = await shownRecord({ ...assessment, isDefaultBranch: true }, [], { ...repository, private: true }, course.id, shown)
    url = record.repository.url
    grades.set(repositoryGrade({ counted, record, judgedAt: assessment.at, urlOf: (item) => pageOf(item, record) }, grading, dueAt, parts.now()), record)
  }
  const grade = bestOf([...grades.keys()])
  return { repository: { id, name: `${repository.owner}/${repository.name}`, url }, grade, record: grade === null ? null : grades.get(grade) ?? null, ...unjudged === null ? {} : { unjudged } }
}

/** What people decided of a repository, and all that shows a record of it: what was said is of the repository, and asked for once, however many of its commits may count. */
async function shownPartsOf(id: number, courseId: string, { decisions, journal, readings, assessor, checklists }: GradebookParts): Promise<readonly [readonly Decision[], ShownParts]> {
  const [decided, said, reached] = await Promise.all([decisions.decisionsOf(courseId, id), decisions.statementsOf(courseId, id), journal.eventsOf(id, DECISION_REACHED)])
  return [decided, { readings, assessor, checklists, decisions: { decisionsOf: () => Promise.resolve(decided), statementsOf: () => Promise.resolve(said) }, journal: { eventsOf: () => Promise.resolve(reached) } }]
}

/**
 * The pushes to the branch that was the default one when they came, by GitHub's own times. A judged commit of it that no webhook told of was there when it was first judged, or when it was pushed over, whichever came
 * first: so it is with those of before the App was installed, of lost deliveries, and of a branch that became the default one.
 */
async function pushesOf(repository: HostedRepository, { journal, assessments }: GradebookParts): Promise<readonly CountablePush[]> {
  const events = await journal.newestEventsOf(repository.id, MOST_PUSHES, ['push'])
  // Events of before this was noted are told by what the branch is called now.
  const toDefault = new Map(events.map(({ id, facts }) => [id, facts['toDefault']]))
  const pushes = happeningsOf({ repository, events }).pushes.filter(({ id, branch }) => toDefault.get(id) ?? branch === repository.defaultBranch)
  const told = new Set(pushes.map(({ after }) => after))
  const pushedOver = new Map(pushes.toReversed().map(({ before, at }) => [before, at]))
  const seen = (await assessments.seenOnDefaultBranch(repository.id, MOST_COMMITS)).filter(({ commit }) => !told.has(commit)).map(({ commit, at }) => ({ commit, at: Math.min(at, pushedOver.get(commit) ?? at) }))
  // Sorted to be stable: what was pushed over stands in front of what came over it, and pushes of one second stay in their order.
  return [...seen, ...pushes.map(({ after, at }) => ({ commit: after, at }))].toSorted((one, other) => one.at - other.at)
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
