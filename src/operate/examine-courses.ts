import { plannedCourses } from '../flow/course-accounts.ts'
import type { AppPort } from '../flow/github-ports.ts'
import { lookUpStaff } from '../flow/look-up-staff.ts'
import { printable } from '../flow/printable.ts'
import type { Installation } from '../model/hosting.ts'
import type { Configuration } from './configuration.ts'
import type { Examined } from './examined.ts'

/** Looks at each course of the operator's files: whether its organization has the App installed, and whether its staff is found. Asks GitHub for one person or team after the other. */
export async function examineCourses({ courses }: Configuration, app: Pick<AppPort, 'installation'>, installations: readonly Installation[]): Promise<readonly Examined[]> {
  const examined: Examined[] = []
  for (const { file, course: written } of courses ?? []) {
    const about = `course ${written.id}`
    const { courses: [course], waiting: [waiting] } = plannedCourses({ kind: 'files', courses: [written] }, [], installations)
    const installation = installations.find(({ account }) => account.id === course?.account.id)
    if (course === undefined || installation === undefined) {
      if (waiting !== undefined) examined.push({ about, state: 'warning', says: waiting.says, next: waiting.next })
      continue
    }
    const { members, troubles } = await lookUpStaff(written.staff, installation.account.login, app.installation(installation.id), [])
    const people = new Set(members.map(({ person }) => person.id)).size
    examined.push(troubles.length === 0
      ? { about, state: 'ok', says: `of ${printable(course.account.login)}; ${people === 0 ? 'nobody' : people === 1 ? 'one person' : `${people} people`} may decide`, next: null }
      : { about, state: 'warning', says: troubles.map(printable).join('; '), next: `See ${file}.` })
  }
  return examined
}
