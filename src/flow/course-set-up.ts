import { isDeepStrictEqual } from 'node:util'
import type { Course } from '../model/course.ts'
import { plannedCourses, type CoursePlan } from './course-accounts.ts'
import { courseFor } from './enrol.ts'
import type { Log } from './operation-ports.ts'
import type { AuditEntry, CourseChanges, CourseStore, HostingStore } from './store-ports.ts'
import { createWarnOnce } from './warn-once.ts'

export type SettingUp = {
  readonly courses: Pick<CourseStore, 'courses' | 'changeCourses' | 'enrolled'>
  readonly hosting: Pick<HostingStore, 'installations' | 'repository'>
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
export function createCourseSetUp(parts: SettingUp): (isFresh: boolean) => Promise<void> {
  const warnOnce = createWarnOnce(parts.log)
  return async (isFresh) => {
    const known = await parts.courses.courses()
    const { courses: planned, waiting } = plannedCourses(parts.plan, known, await parts.hosting.installations())
    if (isFresh) warnOnce('courses', waiting.map(({ says, next }) => `${says}. ${next}`))
    const kept = isFresh ? [] : known.filter((course) => waiting.some(({ id }) => id === course.id))
    const changes = await changesTo([...planned, ...kept], known, parts)
    if (changes.saved.length + changes.ended.length + changes.letGo.length === 0) return
    await parts.courses.changeCourses(changes, parts.now())
    for (const { audit } of [...changes.saved, ...changes.ended, ...changes.letGo]) parts.log.info(`${audit.action}: ${audit.says}`, { subject: audit.subject })
  }
}

async function changesTo(planned: readonly Course[], known: readonly Course[], { courses, hosting, now, newId }: SettingUp): Promise<CourseChanges> {
  const entry = (action: string, subject: string, says: string): AuditEntry => ({ id: newId(), at: now(), actor: null, action, subject, says })
  const byId = new Map(planned.map((course) => [course.id, course]))
  const saved = planned.flatMap((course) => {
    const before = known.find(({ id }) => id === course.id)
    if (before === undefined) return [{ course, audit: entry('course.added', `course ${course.id}`, `of account ${course.account.id} (${course.account.login})`) }]
    const what = changedParts(before, course)
    return what.length === 0 ? [] : [{ course, audit: entry('course.changed', `course ${course.id}`, what.join(', ')) }]
  })
  const ended = known.filter(({ id }) => !byId.has(id)).map(({ id }) => ({ courseId: id, audit: entry('course.ended', `course ${id}`, 'it is no longer written down, or its new organization has not installed the App') }))
  const letGo: CourseChanges['letGo'][number][] = []
  // Nothing has moved from one course to another where no course has changed.
  for (const course of saved.length + ended.length === 0 ? [] : known.filter(({ id }) => byId.has(id))) {
    for (const { repositoryId, by } of await courses.enrolled(course.id)) {
      const repository = by === 'join' ? null : await hosting.repository(repositoryId)
      if (repository === null || courseFor(repository, known)?.course.id !== course.id || courseFor(repository, planned)?.course.id === course.id) continue
      letGo.push({ courseId: course.id, repositoryId, audit: entry('enrolment.ended', `repository ${repositoryId}`, `the course ${course.id} no longer takes it in`) })
    }
  }
  return { saved, ended, letGo }
}

/** Which parts of a course are no longer the same, by their names; the code is not told. */
function changedParts(before: Course, after: Course): readonly string[] {
  const parts = ['title', 'account', 'repositories', 'staff', 'joinCode', 'origin'] as const
  const settings = Object.keys(after.settings) as readonly (keyof Course['settings'])[]
  return [
    ...parts.filter((part) => !isDeepStrictEqual(before[part], after[part])),
    ...settings.filter((name) => !isDeepStrictEqual(before.settings[name], after.settings[name])).map((name) => `settings.${name}`),
  ]
}
