import type { Course } from '../../model/course.ts'
import { plannedCourses, type CoursePlan, type OrganizationCourse } from './course-accounts.ts'
import { plannedChanges } from './course-changes.ts'
import type { Log } from '../ports/operation-ports.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import { countMark } from '../grades/count-mark.ts'
import type { Installation } from '../../model/hosting.ts'
import type { Mark } from '../../model/work.ts'
import type { AuditEntry, CourseChanges, CourseStore, HostingStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import { createWarnOnce } from '../warn-once.ts'

/** What was just told: by an organization's own repository of its course, and which installations there are, where they are not stored yet. */
export type CoursesTold = { readonly said?: OrganizationCourse; readonly installations?: readonly Installation[] }

export type SettingUp = {
  readonly courses: Pick<CourseStore, 'courses' | 'changeCourses' | 'enrolled'>
  readonly hosting: Pick<HostingStore, 'installations' | 'repository'>
  readonly work: Pick<WorkStore, 'mark'>
  readonly plan: CoursePlan
  readonly now: () => number
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
  readonly log: Log
}

/**
 * Gives what brings the stored courses to what is planned, from what is known of installations; asks GitHub for nothing. A course that is no longer planned
 * ends; of one that changed, the repositories that it no longer takes in are let go, but not those that joined or were renamed since. Doing it again changes nothing. Installations
 * that were not read anew (`isFresh` false) tell of no course that waits, and end none that does.
 */
export function createCourseSetUp(parts: SettingUp): (isFresh: boolean, told?: CoursesTold) => Promise<void> {
  const warnOnce = createWarnOnce(parts.log)
  return async (isFresh, { said, installations } = {}) => {
    const known = await parts.courses.courses()
    const { courses: planned, waiting } = plannedCourses(parts.plan, known, installations ?? await parts.hosting.installations(), said)
    if (isFresh) warnOnce('courses', waiting.map(({ says, next }) => `${says}. ${next}`))
    const kept = isFresh ? [] : known.filter((course) => waiting.some(({ id }) => id === course.id))
    const changes = await changesTo([...planned, ...kept], known, parts)
    const changed = changes.saved.filter(({ course }) => known.some(({ id }) => id === course.id))
    if (changes.saved.length + changes.ended.length + changes.letGo.length === 0) return
    await parts.courses.changeCourses(changes, parts.now())
    for (const { course } of changed) await lookAnew(course, parts)
    for (const { audit } of [...changes.saved, ...changes.ended, ...changes.letGo]) parts.log.info(`${audit.action}: ${audit.says}`, { subject: audit.subject })
  }
}

/** Between two repositories that are looked at anew, in milliseconds: what people wait for meanwhile goes before those that are due later. */
const STEP = 250

/**
 * Another day, other hours or another way of counting change what counts, and whether it is shown: each repository is looked at for that, and not at the next sweep alone, which makes up for what an end of the process leaves unmarked. Where each stands is counted anew
 * beside that (`createCountAnew`).
 */
async function lookAnew({ id }: Course, { courses, hosting, work, now }: SettingUp): Promise<void> {
  const at = now()
  const marks: Mark[] = []
  for (const { repositoryId } of await courses.enrolled(id)) {
    const repository = await hosting.repository(repositoryId)
    if (repository === null) continue
    const where = { installationId: repository.installationId, repositoryId }
    const dueAt = at + STEP * marks.length / 2
    marks.push(countMark(where, dueAt, 'course changed'), capstoneMark(where, dueAt, 'course changed'))
  }
  await work.mark(marks, at)
}

async function changesTo(planned: readonly Course[], known: readonly Course[], parts: SettingUp): Promise<CourseChanges> {
  const entry = (action: string, subject: string, says: string): AuditEntry => ({ id: parts.newId(), at: parts.now(), actor: null, action, subject, says })
  const { added, changed, ended, letGo } = await plannedChanges(planned, known, parts)
  return {
    saved: [
      ...added.map((course) => ({ course, audit: entry('course.added', `course ${course.id}`, `of account ${course.account.id} (${course.account.login})${placeOf(course)}`) })),
      // The parts by their names alone: the code is not told.
      ...changed.map(({ after, parts: what }) => ({ course: after, audit: entry('course.changed', `course ${after.id}`, `${what.join(', ')}${placeOf(after)}`) })),
    ],
    ended: ended.map(({ id }) => ({ courseId: id, audit: entry('course.ended', `course ${id}`, 'it is no longer written down, or its new organization has not installed the App') })),
    letGo: letGo.map(({ courseId, repository: { id } }) => ({ courseId, repositoryId: id, audit: entry('enrolment.ended', `repository ${id}`, `the course ${courseId} no longer takes it in`) })),
  }
}

/** Where the words stand that an organization wrote itself: the commit tells who did. */
function placeOf({ origin }: Course): string {
  return origin.kind === 'repository' ? `, by ${origin.repository} at ${origin.commit}` : ''
}
