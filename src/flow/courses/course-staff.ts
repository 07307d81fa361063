import type { Course } from '../../model/course.ts'
import type { AppPort } from '../ports/github-ports.ts'
import { lookUpStaff } from './look-up-staff.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { CourseStore, HostingStore } from '../ports/store-ports.ts'
import { createWarnOnce } from '../warn-once.ts'

export type ReadingStaff = {
  readonly app: Pick<AppPort, 'installation'>
  readonly courses: Pick<CourseStore, 'courses' | 'staffOf' | 'saveStaff'>
  readonly hosting: Pick<HostingStore, 'installations'>
  readonly now: () => number
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
  readonly log: Log
}

/** Gives what reads the staff of every running course, or of one by its id, from GitHub and keeps it, with what is wrong told in the log. A course whose account has the App not installed, or resting, keeps the staff that was known. */
export function createStaffReader(parts: ReadingStaff): (only?: string) => Promise<void> {
  const warnOnce = createWarnOnce(parts.log)
  return async (only) => {
    const installations = await parts.hosting.installations()
    for (const course of await parts.courses.courses()) {
      if (only !== undefined && course.id !== only) continue
      const installation = installations.find(({ account, suspended }) => account.id === course.account.id && !suspended)
      if (installation === undefined) continue
      const troubles = await readStaff(course, installation.id, installation.account.login, parts)
      warnOnce(course.id, troubles, { course: course.id })
    }
  }
}

async function readStaff({ id, staff }: Course, installationId: number, organization: string, { app, courses, now, newId }: ReadingStaff): Promise<readonly string[]> {
  const { members, troubles } = await lookUpStaff(staff, organization, app.installation(installationId), await courses.staffOf(id))
  const at = now()
  await courses.saveStaff(id, members, ({ person, by, word, role = 'instructor' }, change) => ({
    id: newId(), at, actor: null, action: `staff.${change}`, subject: `course ${id}`, says: `${role} ${person.id} (${person.login}) by the ${by} ${word}`,
  }), at)
  return troubles
}
