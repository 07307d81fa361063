import { isPractice } from '../../course/is-practice.ts'
import { jobsThatFailed } from '../../evidence/jobs-that-failed.ts'
import type { Course } from '../../model/course.ts'
import type { Decision } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { AssessmentRecord, ItemRecord } from '../../model/record.ts'
import type { FailureStanding, ItemStanding, Standing } from '../../model/standing.ts'
import { dueBy } from '../../grade/newest-decision.ts'
import { wordOn } from '../../grade/repository-grade.ts'
import { gradeState } from '../../report/gradebook/grade-state.ts'
import { disputesAt, isWaiting } from '../answers/disputes.ts'
import { workersIn } from '../people/course-roster.ts'
import { courseStateOf } from '../courses/course-state.ts'
import { DECISION_DISAGREES, disagreementsHeld, saidNow } from '../decisions/flag-disagreements.ts'
import { WORKFLOW_CHANGED } from '../judging/flag-workflows.ts'
import { gradeOfRepository, type GradebookParts } from '../grades/gradebook.ts'
import { newestShown } from '../judging/newest-shown.ts'
import { readProgress } from '../judging/progress.ts'
import type { StandingStore } from '../ports/standing-port.ts'
import { changedWorkflows, failingSince, MOST_MATTERS, stuckStandings } from './standing-matters.ts'
import { stuckNow, type StuckParts } from './stuck-now.ts'
import type { ActivityStore, AssessmentStore, CourseStore, JournalStore, PublicationStore } from '../ports/store-ports.ts'

export type StandingParts = GradebookParts & StuckParts & {
  readonly courses: GradebookParts['courses'] & Pick<CourseStore, 'courses' | 'enrolmentsOf' | 'savedAt'>
  readonly assessments: GradebookParts['assessments'] & Pick<AssessmentStore, 'newest' | 'seenOnDefaultBranch'>
  readonly journal: GradebookParts['journal'] & Pick<JournalStore, 'eventsOf' | 'newestEventsOf'>
  readonly publications: Pick<PublicationStore, 'find'>
  readonly activities: Pick<ActivityStore, 'of'>
  readonly standings: Pick<StandingStore, 'save'>
}

/** Enough for the days before a deadline. */
const MOST_PUSHES = 60
const MOST_FAILURES = 10
const LONGEST_NAME = 80

/** Counts anew where a repository stands in the courses that it is in, by all that is kept, and keeps it. Asks GitHub for nothing. One for practice stands nowhere. */
export async function keepStandings(repositoryId: number, parts: StandingParts): Promise<void> {
  const repository = await parts.hosting.lastSeen(repositoryId)
  if (repository === null) return
  const states = new Map<string, string>()
  for (const { courseId } of await parts.courses.enrolmentsOf(repositoryId)) states.set(courseId, await courseStateOf(courseId, parts))
  for (const course of await parts.courses.courses()) {
    const countedBy = states.get(course.id)
    if (countedBy !== undefined && !isPractice(repository, course)) await parts.standings.save({ ...await standingOf(repository, course, parts), countedBy })
  }
}

async function standingOf(repository: HostedRepository, course: Course, parts: StandingParts): Promise<Omit<Standing, 'countedBy'>> {
  const { id } = repository
  const at = parts.now()
  const { newest, record, steps, url } = await newestShown(repository, course.id, 'members', parts)
  const activity = newest === null ? null : await parts.activities.of(id, newest.commit)
  const pushes = await parts.journal.newestEventsOf(id, MOST_PUSHES, ['push'])
  const graded = await gradeOfRepository(id, course, parts)
  const { grade } = graded
  const { stuck } = await stuckNow(repository, course, parts, at)
  const decisions = await parts.decisions.decisionsOf(course.id, id)
  const failed = activity === null ? [] : jobsThatFailed(activity.runs)
  const disputes = (await disputesAt({ course, repository }, { decisions: parts.decisions, now: () => at }, 'members')).filter(isWaiting)
  return {
    courseId: course.id, repositoryId: id, at, name: `${repository.owner}/${repository.name}`, url,
    workers: await workersIn(course, id, parts),
    judged: newest === null ? null : { commit: newest.commit, at: newest.at },
    steps: record === null ? [] : steps.map(({ id: step, state, since }) => ({ id: step, state, since: since === null ? null : Date.parse(since) })),
    items: record === null ? [] : record.items.map((item) => itemStanding(item, record)),
    failures: failed.slice(0, MOST_FAILURES).map(({ job, reason }): FailureStanding => ({ job: job.name.slice(0, LONGEST_NAME), kind: reason?.kind ?? null, about: (reason?.about[0] ?? '').slice(0, LONGEST_NAME) })),
    pushes: pushes.map((push) => push.at),
    grade: grade === null ? null : { points: grade.points, of: grade.of, percent: grade.percent, daysLate: grade.daysLate, deduction: grade.deduction, commit: grade.commit, isProvisional: grade.isProvisional },
    gradeState: gradeState(graded),
    dueAt: dueBy(decisions, course.settings.dueAt),
    stuck: await stuckStandings(stuck, id, parts),
    failingSince: failed.length === 0 ? null : await failingSince(id, parts),
    disputes: disputes.map(({ id: dispute, subject, at: opened, due }) => ({ id: dispute, subject, at: opened, due })),
    disagreements: newest === null ? [] : await disagreementsIn(newest.record, repository, course, decisions, parts),
    workflowChanges: changedWorkflows(await parts.journal.eventsOf(id, WORKFLOW_CHANGED)),
  }
}

async function disagreementsIn(record: AssessmentRecord, repository: HostedRepository, course: Course, decisions: readonly Decision[], parts: StandingParts): Promise<Standing['disagreements']> {
  const events = await parts.journal.eventsOf(repository.id, DECISION_DISAGREES)
  if (events.length === 0) return []
  const undecided = { ...parts, decisions: { ...parts.decisions, decisionsOf: () => Promise.resolve([]) } }
  const now = saidNow(record, await readProgress(repository, course.id, record.repository.url, undecided))
  return disagreementsHeld(events, decisions, now).slice(0, MOST_MATTERS).map(({ subject, outcome, automatic, commit, at }) => ({ subject, outcome, automatic, commit, at }))
}

function itemStanding(item: ItemRecord, record: AssessmentRecord): ItemStanding {
  const parts = record.criteria.filter(({ id }) => item.criteria.includes(id))
  return { id: item.id, outcome: item.outcome, basis: item.basis, source: wordOn(item, record).source, disagrees: item.decided?.disagrees === true || parts.some(({ decided }) => decided?.disagrees === true) }
}
