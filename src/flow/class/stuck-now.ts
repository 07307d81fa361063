import { newestOf } from '../../grade/newest-decision.ts'
import { isPractice } from '../../course/is-practice.ts'
import type { Course } from '../../model/course.ts'
import type { Decision } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { progressOf } from '../../steps/progress.ts'
import { stuckOf, type StuckNow, type StuckSeen } from '../../steps/stuck.ts'
import { progressSeen, type ProgressParts } from '../judging/progress.ts'
import type { AssessmentStore, CourseStore } from '../ports/store-ports.ts'

/** Where it is kept what tells whether somebody is stuck. */
export type StuckParts = ProgressParts & { readonly courses: Pick<CourseStore, 'enrolmentsOf' | 'participantsOf' | 'staffOf'>; readonly assessments: Pick<AssessmentStore, 'newest'> }

/** Whether somebody is stuck in a repository of a course, by all that is kept; asks GitHub for nothing. In one that is archived, where nothing can be pushed, nobody is. Jobs that hold back nothing but what the staff excused count for nothing. */
export async function stuckNow(repository: HostedRepository, course: Course, parts: StuckParts, now: number): Promise<StuckNow> {
  const { id: courseId, settings } = course
  if (repository.archived) return { stuck: [], wakeAt: null }
  const enrolment = (await parts.courses.enrolmentsOf(repository.id)).find((one) => one.courseId === courseId)
  if (enrolment === undefined) return { stuck: [], wakeAt: null }
  const url = (await parts.assessments.newest(repository.id, 'default-branch'))?.record.repository.url ?? null
  const seen = await progressSeen(repository, courseId, url, parts)
  const practising = isPractice(repository, course) ? await parts.courses.staffOf(courseId) : []
  const participants = new Set([...await parts.courses.participantsOf(courseId, repository.id), ...practising].map(({ person }) => person.id))
  const all: StuckSeen = { seen, steps: progressOf(seen), settings, enrolledAt: enrolment.since, participants, excusedJobs: [], now }
  const first = stuckOf(all)
  const commit = first.stuck.find(({ job }) => job !== null)?.commits.at(-1)
  const record = commit === undefined ? undefined : (await parts.assessments.newest(repository.id, { commit }))?.record
  const excusedJobs = record === undefined ? [] : excusedIn(record, seen.decisions)
  return excusedJobs.length === 0 ? first : stuckOf({ ...all, excusedJobs })
}

/** The jobs that failed at a commit and hold back nothing but what is excused, by itself or with its item. */
function excusedIn({ criteria, items }: AssessmentRecord, decisions: readonly Decision[]): StuckSeen['excusedJobs'] {
  const isExcused = (kind: 'item' | 'criterion', id: string): boolean => newestOf(decisions, { kind, id } as Parameters<typeof newestOf>[1])?.kind === 'excuse'
  const excused = new Set([...items.filter(({ id }) => isExcused('item', id)).flatMap((item) => item.criteria), ...criteria.filter(({ id }) => isExcused('criterion', id)).map(({ id }) => id)])
  if (excused.size === 0) return []
  const held = criteria.flatMap(({ id, outcome, against }) => outcome === 'failing' ? against.flatMap((one) => one.kind === 'run' ? [{ id, workflow: one.workflow, job: one.job }] : []) : [])
  return held.filter(({ workflow, job }) => held.every((other) => other.workflow !== workflow || other.job !== job || excused.has(other.id))).map(({ workflow, job }) => ({ workflow, job }))
}
