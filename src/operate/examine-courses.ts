import { plannedCourses } from '../flow/courses/course-accounts.ts'
import type { AppPort, FromGitHub, InstallationPort } from '../flow/ports/github-ports.ts'
import { lookUpStaff } from '../flow/courses/look-up-staff.ts'
import { printable } from '../flow/printable.ts'
import type { Course, StaffMember } from '../model/course.ts'
import type { Installation } from '../model/hosting.ts'
import type { AppOperator } from '../model/operator.ts'
import type { Configuration } from './configuration.ts'
import type { Examined } from './examined.ts'

/** What the store knows: the courses that run, the staff of each by its id, and who runs the App. */
export type KnownCourses = { readonly courses: readonly Course[]; readonly staff: ReadonlyMap<string, readonly StaffMember[]>; readonly operators: readonly AppOperator[] }

/** What an empty store knows. */
export const NO_COURSES: KnownCourses = { courses: [], staff: new Map(), operators: [] }

type StaffPort = Pick<InstallationPort, 'person' | 'personById' | 'teamMembers'>

/**
 * Looks at each course of the operator's files as the App does that runs with this store: whether its organization has the App installed, and whether its staff
 * is found. Asks GitHub for one person or team after the other.
 */
export async function examineCourses(configuration: Pick<Configuration, 'courses' | 'github'>, app: Pick<AppPort, 'installation'>, installations: readonly Installation[], known: KnownCourses): Promise<readonly Examined[]> {
  const examined: Examined[] = []
  for (const { file, course: written } of configuration.courses ?? []) {
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
    const resting: Examined = { about, state: 'warning', says: `of ${name}, where the installation is suspended: nothing of it is read or posted meanwhile; its staff is as it was`, next: nextOfSuspended([installation], configuration) }
    if (installation.suspended) {
      examined.push(resting)
      continue
    }
    const { port, passing, rests } = withPassing(app.installation(installation.id))
    const { members, troubles } = await lookUpStaff(written.staff, installation.account.login, port, known.staff.get(written.id) ?? [])
    // It was suspended after it had been listed.
    if (rests()) {
      examined.push(resting)
      continue
    }
    const people = new Set(members.map(({ person }) => person.id)).size
    examined.push(troubles.length === 0
      ? { about, state: 'ok', says: `of ${name}; ${people === 0 ? 'nobody' : people === 1 ? 'one person' : `${people} people`} may decide`, next: null }
      : { about, state: 'warning', says: troubles.map(printable).join('; '), next: nextOf(file, troubles.length, passing()) })
  }
  return examined
}

/** Where the owners of accounts, of whom three are named, lift the suspension of their installations. */
export function nextOfSuspended(installations: readonly Installation[], { github: { webUrl } }: Pick<Configuration, 'github'>): string {
  const places = installations.slice(0, MOST_NAMED).map(({ id, account: { login, kind } }) =>
    `an owner of ${printable(login)} at ${webUrl}${kind === 'organization' ? `/organizations/${encodeURIComponent(login)}` : ''}/settings/installations/${id}`)
  const rest = installations.length - places.length
  return `To lift it, "Unsuspend" is pressed on the App's page in the settings of the account: by ${places.join(', by ')}${rest > 0 ? `, and likewise for ${rest} more` : ''}.`
}

const MOST_NAMED = 3

/** The file is to be seen for what is wrong in it, which a question that GitHub could not answer says nothing of. */
function nextOf(file: string, troubles: number, passing: number): string {
  if (passing === 0) return `See ${file}.`
  return passing < troubles ? `See ${file}, and try again later.` : 'Try again later.'
}

/** The same port, how many of its questions GitHub could not answer for the moment, and whether it said that the installation is suspended. */
function withPassing(port: StaffPort): { readonly port: StaffPort; readonly passing: () => number; readonly rests: () => boolean } {
  let passing = 0
  let rests = false
  const noted = async <Value>(asked: Promise<FromGitHub<Value>>): Promise<FromGitHub<Value>> => {
    const answer = await asked
    if (!answer.ok && (answer.trouble.kind === 'passing' || answer.trouble.kind === 'limited')) passing += 1
    if (!answer.ok && answer.trouble.kind === 'suspended') rests = true
    return answer
  }
  return {
    port: { person: (login) => noted(port.person(login)), personById: (id) => noted(port.personById(id)), teamMembers: (organization, slug) => noted(port.teamMembers(organization, slug)) },
    passing: () => passing, rests: () => rests,
  }
}
