import { isPractice } from '../course/is-practice.ts'
import { jobsThatFailed } from '../evidence/jobs-that-failed.ts'
import type { Course } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { AssessmentRecord, ItemRecord } from '../model/record.ts'
import type { FailureStanding, ItemStanding, Standing } from '../model/standing.ts'
import { wordOn } from '../grade/repository-grade.ts'
import { disputesAt, isWaiting } from './answers/disputes.ts'
import { workersIn } from './course-roster.ts'
import { WORKFLOW_CHANGED } from './flag-workflows.ts'
import { gradeOfRepository, type GradebookParts } from './gradebook.ts'
import { readProgress } from './progress.ts'
import { shownRecord } from './shown-record.ts'
import type { StandingStore } from './standing-port.ts'
import { stuckNow, type StuckParts } from './stuck-now.ts'
import type { ActivityStore, AssessmentStore, CourseStore } from './store-ports.ts'

export type StandingParts = GradebookParts & StuckParts & {
  readonly courses: GradebookParts['courses'] & Pick<CourseStore, 'courses' | 'enrolmentsOf'>
  readonly assessments: GradebookParts['assessments'] & Pick<AssessmentStore, 'newest'>
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
  const enrolled = new Set((await parts.courses.enrolmentsOf(repositoryId)).map(({ courseId }) => courseId))
  for (const course of await parts.courses.courses()) if (enrolled.has(course.id) && !isPractice(repository, course)) await parts.standings.save(await standingOf(repository, course, parts))
}

async function standingOf(repository: HostedRepository, course: Course, parts: StandingParts): Promise<Standing> {
  const { id } = repository
  const at = parts.now()
  const newest = await parts.assessments.newest(id, 'default-branch')
  const url = newest?.record.repository.url ?? null
  const steps = await readProgress(repository, course.id, url, parts)
  // The staff sees what was decided, in a public repository, too.
  const record = newest === null ? null : await shownRecord(newest, steps, { ...repository, private: true }, course.id, parts)
  const activity = newest === null ? null : await parts.activities.of(id, newest.commit)
  const pushes = await parts.journal.newestEventsOf(id, MOST_PUSHES, ['push'])
  const { grade } = await gradeOfRepository(id, course, parts)
  const { stuck } = await stuckNow(repository, course, parts, at)
  const disputes = (await disputesAt({ course, repository }, { decisions: parts.decisions, now: () => at }, 'members')).filter(isWaiting)
  return {
    courseId: course.id, repositoryId: id, at, name: `${repository.owner}/${repository.name}`, url,
    workers: await workersIn(course, id, parts),
    judged: newest === null ? null : { commit: newest.commit, at: newest.at },
    steps: record === null ? [] : steps.map(({ id: step, state, since }) => ({ id: step, state, since: since === null ? null : Date.parse(since) })),
    items: record === null ? [] : record.items.map((item) => itemStanding(item, record)),
    lacking: record === null ? [] : lackingIn(record),
    failures: activity === null ? [] : jobsThatFailed(activity.runs).slice(0, MOST_FAILURES).map(({ job, reason }): FailureStanding => ({ job: job.name.slice(0, LONGEST_NAME), kind: reason?.kind ?? null, about: (reason?.about[0] ?? '').slice(0, LONGEST_NAME) })),
    pushes: pushes.map((push) => push.at),
    grade: grade === null ? null : { points: grade.points, of: grade.of, percent: grade.percent, daysLate: grade.daysLate, deduction: grade.deduction, commit: grade.commit, isProvisional: grade.isProvisional },
    stuck: stuck.map(({ kind, since, subject }) => ({ kind, since, subject })),
    disputes: disputes.map(({ at: opened, due }) => ({ at: opened, due })),
    workflowChanges: (await parts.journal.eventsOf(id, WORKFLOW_CHANGED)).length,
  }
}

function itemStanding(item: ItemRecord, record: AssessmentRecord): ItemStanding {
  const parts = record.criteria.filter(({ id }) => item.criteria.includes(id))
  return { id: item.id, outcome: item.outcome, basis: item.basis, source: wordOn(item, record).source, disagrees: item.decided?.disagrees === true || parts.some(({ decided }) => decided?.disagrees === true) }
}

function lackingIn({ criteria, items }: AssessmentRecord): Standing['lacking'] {
  const counting = new Set(items.filter(({ excused }) => excused === undefined).flatMap((item) => item.criteria))
  return criteria.flatMap(({ id, outcome, excused }) => counting.has(id) && excused === null && (outcome === 'missing' || outcome === 'failing') ? [id] : [])
}
