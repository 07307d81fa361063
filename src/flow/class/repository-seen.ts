import { jobsThatFailed } from '../../evidence/jobs-that-failed.ts'
import { disputesOf } from '../../grade/disputes.ts'
import { manualLevels } from '../../grade/manual-levels.ts'
import { namesOfOwn } from '../../grade/name-subject.ts'
import { dueBy } from '../../grade/newest-decision.ts'
import { isReleased, isShownBy } from '../../grade/released.ts'
import { readersOf, toldDecisions, type ShownTo } from '../../grade/shown-decisions.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { AssessmentRecord, ItemRecord } from '../../model/record.ts'
import type { GradeSeen, RepositorySeen, RunSeen, StaffSees, WorkerSeen } from '../../model/repository-seen.ts'
import type { WorkflowRun } from '../../model/run.ts'
import { saysWords } from '../../report/reasons/reason-words.ts'
import { pullsIn } from '../../steps/pulls-told.ts'
import { studentsOf, workersIn, type CourseRosterParts } from '../people/course-roster.ts'
import { WORKFLOW_CHANGED } from '../judging/flag-workflows.ts'
import { gradeOfRepository, type GradebookParts } from '../grades/gradebook.ts'
import { judgedHistory } from '../judging/judged-history.ts'
import { judgedByCourse } from '../courses/kept-checklists.ts'
import { newestShown } from '../judging/newest-shown.ts'
import type { ProgressParts } from '../judging/progress.ts'
import { seenGrade } from '../grades/seen-grade.ts'
import { stuckNow, type StuckParts } from './stuck-now.ts'
import type { ActivityStore, AssessmentStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

export type RepositorySeenParts = GradebookParts & ProgressParts & StuckParts & CourseRosterParts & {
  readonly assessments: Pick<AssessmentStore, 'ofDefaultBranch'>
  readonly activities: Pick<ActivityStore, 'of'>
  readonly work: Pick<WorkStore, 'atWork'>
}

/** Of each kind of event so many are told. */
const MOST_EVENTS = 100
const MOST_JUDGED = 20
const MOST_RUNS = 30
const TOLD_EVENTS = ['push', 'branch.deleted', 'pull_request.opened', 'pull_request.reopened', 'pull_request.closed', 'pull_request.ready_for_review', 'pull_request_review.submitted', 'workflow_run.completed', 'deployment_status', 'release.published'] as const

/** All that is kept of one repository of a course, for the staff (`all`) or for who works on it (`own`), who is told neither what is the staff's nor a grade that is held. Asks GitHub for nothing, and keeps nothing. */
export async function repositorySeen(repository: HostedRepository, course: Course, scope: 'all' | 'own', parts: RepositorySeenParts): Promise<RepositorySeen> {
  const { id } = repository
  const ofStaff = scope === 'all'
  // The staff sees what was decided, and why, in a public repository, too.
  const shownTo: ShownTo = ofStaff ? 'members' : readersOf(repository)
  const [{ newest, record, url }, atWork, decided, statements, events] = await Promise.all([
    newestShown(repository, course.id, shownTo, parts), parts.work.atWork(parts.now()), parts.decisions.decisionsOf(course.id, id), parts.decisions.statementsOf(course.id, id), parts.journal.newestEventsOf(id, MOST_EVENTS, TOLD_EVENTS),
  ])
  const grade = ofStaff ? await gradeForStaff(repository, course, parts) : await gradeForOwn(repository, course, parts)
  const activity = newest === null ? null : await parts.activities.of(id, newest.commit)
  const hidesPoints = grade.kind !== 'shown'
  const decisions = toldDecisions(decided, shownTo, !hidesPoints)
  return {
    repository: { id, name: `${repository.owner}/${repository.name}`, url, isPrivate: repository.private },
    people: await workersSeen(id, course, ofStaff, parts), isAtWork: atWork.has(id), judgedAt: newest?.at ?? null,
    record: record !== null && hidesPoints ? withoutPoints(record) : record, grade, dueAt: dueBy(decided, course.settings.dueAt),
    history: judgedHistory(await parts.assessments.ofDefaultBranch(id, MOST_JUDGED)),
    decisions, disputes: disputesOf(statements, decisions, parts.now(), course.settings),
    statements: statements.filter(({ kind }) => kind !== 'notify' && (ofStaff || kind !== 'feedback')),
    pulls: pullsIn(events), runs: (activity?.runs ?? []).slice(-MOST_RUNS).map(runSeen).toReversed(), deployments: activity?.deployments ?? [], events,
    staff: ofStaff ? await staffSees(repository, course, record, parts) : null,
  }
}

async function gradeForStaff({ id }: HostedRepository, course: Course, parts: RepositorySeenParts): Promise<GradeSeen> {
  const { grade, unjudged } = await gradeOfRepository(id, course, parts)
  const [students, words] = [await studentsOf(course, id, parts), await parts.releases.of(course.id)]
  return { kind: 'shown', grade, unjudged: unjudged ?? null, isReleased: isShownBy(students.map((student) => ({ isReleased: isReleased(student, words, course.settings.grading) }))) }
}

async function gradeForOwn(repository: HostedRepository, course: Course, parts: RepositorySeenParts): Promise<GradeSeen> {
  if (!repository.private) return { kind: 'public' }
  const seen = await seenGrade(repository, course, parts)
  return seen.isShown ? { kind: 'shown', grade: seen.grade, isReleased: true, unjudged: null } : { kind: 'held' }
}

async function staffSees(repository: HostedRepository, course: Course, record: AssessmentRecord | null, parts: RepositorySeenParts): Promise<StaffSees> {
  const { checklist, practices } = await judgedByCourse(course, parts)
  const levels = [...manualLevels([checklist, practices])].map(([criterion, all]) => [criterion.slice('item:'.length), all] as const)
  return { stuck: (await stuckNow(repository, course, parts, parts.now())).stuck, workflowChanges: await parts.journal.eventsOf(repository.id, WORKFLOW_CHANGED), levels: Object.fromEntries(levels), ownNames: record === null ? {} : Object.fromEntries(namesOfOwn([checklist, practices], record)) }
}

/** Who works there: the staff is told how its list calls them, everybody else the logins alone. */
async function workersSeen(id: number, course: Course, ofStaff: boolean, parts: RepositorySeenParts): Promise<readonly WorkerSeen[]> {
  const [workers, students] = [await workersIn(course, id, parts), await studentsOf(course, id, parts)]
  if (!ofStaff) return workers.map(({ login }) => ({ login, key: null, name: null }))
  const listed = students.map(({ login, key, name }) => ({ login, key, name: name === '' ? null : name }))
  return [...listed, ...workers.filter(({ login }) => students.every((one) => one.login.toLowerCase() !== login.toLowerCase())).map(({ login }) => ({ login, key: null, name: null }))]
}

function runSeen(run: WorkflowRun): RunSeen {
  const failed = jobsThatFailed([run]).map(({ job, reason }) => ({ job: job.name, says: reason === null ? null : saysWords(reason), url: job.url }))
  return { name: run.name, path: run.path, state: run.conclusion ?? run.status, at: run.updatedAt, url: run.url, failed }
}

/** What a share was set to is points. */
function withoutPoints(record: AssessmentRecord): AssessmentRecord {
  const bare = <One extends Pick<ItemRecord, 'credit' | 'of' | 'decided'>>({ decided, ...item }: One) => {
    if (decided === undefined) return { ...item, credit: 0, of: 0 }
    const { share: _, ...rest } = decided
    return { ...item, credit: 0, of: 0, decided: rest }
  }
  return { ...record, items: record.items.map(bare), practices: record.practices.map(bare), own: record.own.map(bare), grade: { credit: 0, of: 0, percent: 0, provisional: record.grade.provisional } }
}
