import type { BadgeState } from '../../report/published/badge.ts'
import { isWhole } from '../../report/issue/whole.ts'
import type { Enrolment } from '../courses/enrolment.ts'
import { readProgress, type ProgressParts } from '../judging/progress.ts'
import { shownRecord, type ShownParts } from '../judging/shown-record.ts'
import type { AssessmentStore, HostingStore } from '../ports/store-ports.ts'

export type BadgeStateParts = ProgressParts & ShownParts & {
  readonly assessments: Pick<AssessmentStore, 'newest'>
  readonly hosting: Pick<HostingStore, 'repository'>
  readonly enrolment: Pick<Enrolment, 'courseOf'>
}

/** How far the capstone of a repository is, by what is stored; null where it is not known here, not of a course, or nothing of it was judged. Asks GitHub for nothing. */
export async function badgeState(repositoryId: number, parts: BadgeStateParts): Promise<BadgeState | null> {
  const repository = await parts.hosting.repository(repositoryId)
  const course = repository === null ? null : await parts.enrolment.courseOf(repository)
  const newest = course === null ? null : await parts.assessments.newest(repositoryId, 'default-branch')
  if (repository === null || course === null || newest === null) return null
  const steps = await readProgress(repository, course.id, newest.record.repository.url, parts)
  const record = await shownRecord(newest, steps, repository, course.id, parts)
  return { done: steps.filter(({ state }) => state === 'done').length, of: steps.length, isWhole: isWhole(record) }
}
