import { plannedCourses } from '../flow/course-accounts.ts'
import type { AppPort, FromGitHub, InstallationPort } from '../flow/github-ports.ts'
import { lookUpStaff } from '../flow/look-up-staff.ts'
import { printable } from '../flow/printable.ts'
import type { Course, StaffMember } from '../model/course.ts'
import type { Installation } from '../model/hosting.ts'
import type { Configuration } from './configuration.ts'
import type { Examined } from './examined.ts'

/** What the store knows: the courses that run, and the staff of each by its id. */
export type KnownCourses = { readonly courses: readonly Course[]; readonly staff: ReadonlyMap<string, readonly StaffMember[]> }

/** What an empty store knows. */
export const NO_COURSES: KnownCourses = { courses: [], staff: new Map() }

type StaffPort = Pick<InstallationPort, 'person' | 'personById' | 'teamMembers'>

/**
 * Looks at each course of the operator's files as the App does that runs with this store: whether its organization has the App installed, and whether its staff
 * is found. Asks GitHub for one person or team after the other.
 */
export async function examineCourses({ courses }: Configuration, app: Pick<AppPort, 'installation'>, installations: readonly Installation[], known: KnownCourses): Promise<readonly Examined[]> {
  const examined: Examined[] = []
  for (const { file, course: written } of courses ?? []) {
    const about = `course ${written.id}`
    const { courses: [course], waiting: [waiting] } = plannedCourses({ kind: 'files', courses: [written] }, known.courses, installations)
    if (waiting !== undefined) examined.push({ about, state: 'warning', says: waiting.says, next: waiting.next })
    if (course === undefined) continue
    const name = printable(course.account.login)
    const installation = installations.find(({ account }) => account.id === course.account.id)
    if (installation === undefined) {
      examined.push({ about, state: 'warning', says: `of ${name}, where the App is not installed now; its staff is as it was`, next: 'Install it there, from the App\'s page on GitHub.' })
      continue
    }
    const { port, passing } = withPassing(app.installation(installation.id))
    const { members, troubles } = await lookUpStaff(written.staff, installation.account.login, port, known.staff.get(written.id) ?? [])
    const people = new Set(members.map(({ person }) => person.id)).size
    examined.push(troubles.length === 0
      ? { about, state: 'ok', says: `of ${name}; ${people === 0 ? 'nobody' : people === 1 ? 'one person' : `${people} people`} may decide`, next: null }
      : { about, state: 'warning', says: troubles.map(printable).join('; '), next: nextOf(file, troubles.length, passing()) })
  }
  return examined
}

/** The file is to be seen for what is wrong in it, which a question that GitHub could not answer says nothing of. */
function nextOf(file: string, troubles: number, passing: number): string {
  if (passing === 0) return `See ${file}.`
  return passing < troubles ? `See ${file}, and try again later.` : 'Try again later.'
}

/** The same port, and how many of its questions GitHub could not answer for the moment. */
function withPassing(port: StaffPort): { readonly port: StaffPort; readonly passing: () => number } {
  let passing = 0
  const noted = async <Value>(asked: Promise<FromGitHub<Value>>): Promise<FromGitHub<Value>> => {
    const answer = await asked
    if (!answer.ok && (answer.trouble.kind === 'passing' || answer.trouble.kind === 'limited' || answer.trouble.kind === 'suspended')) passing += 1
    return answer
  }
  return {
    port: { person: (login) => noted(port.person(login)), personById: (id) => noted(port.personById(id)), teamMembers: (organization, slug) => noted(port.teamMembers(organization, slug)) },
    passing: () => passing,
  }
}
