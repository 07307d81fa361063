import { matchRoster, type MatchedRoster, type Worker } from '../../course/match-roster.ts'
import { isPractice } from '../../course/is-practice.ts'
import type { Course, Person } from '../../model/course.ts'
import type { RosterEntry } from '../../model/roster.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { inGroups } from '../in-groups.ts'
import type { RosterStore } from '../ports/roster-port.ts'
import type { CourseStore, HostingStore, JournalStore } from '../ports/store-ports.ts'

export type CourseRosterParts = {
  readonly roster: Pick<RosterStore, 'of' | 'found'>
  readonly courses: Pick<CourseStore, 'enrolled' | 'participantsOf' | 'staffOf'>
  readonly hosting: Pick<HostingStore, 'lastSeen'>
  readonly journal: Pick<JournalStore, 'pushersOf'>
}

/** So many of the newest pushes are looked at: who works on a repository shows soon. */
const MOST = 200
/** So many repositories are looked at at once. */
const AT_ONCE = 100

/**
 * The list of a course with the repositories that each of its students works on: who was noted as a participant there, or pushed to it; staff, bots and repositories for practice aside. Numeric ids that are found by a login
 * are kept, so that a login that changes afterwards changes nothing.
 */
export async function courseRoster(course: Course, { roster, courses, hosting, journal }: CourseRosterParts): Promise<MatchedRoster> {
  const workers: Worker[] = []
  const { id: courseId } = course
  const staff = await staffIds(courseId, { courses })
  for await (const some of inGroups(await countedRepositories(course, { courses, hosting }), AT_ONCE, (repositoryId) => workersOn(repositoryId, courseId, staff, { courses, journal }))) workers.push(...some)
  const matched = matchRoster(await roster.of(courseId), workers)
  if (matched.found.length > 0) await roster.found(courseId, matched.found)
  return matched
}

/** A list of students that is read and keeps nothing: neither who was found. */
export function readOnly(roster: Pick<RosterStore, 'of'>): CourseRosterParts['roster'] {
  return { of: (courseId) => roster.of(courseId), found: () => Promise.resolve() }
}

/** The students who work on one repository, by the list of its course; without a list, whoever does. On one for practice nobody works as a student. Keeps nothing. */
export async function studentsOf(course: Course, repositoryId: number, { roster, courses, hosting, journal }: CourseRosterParts): Promise<readonly RosterEntry[]> {
  const { id: courseId } = course
  const repository = await hosting.lastSeen(repositoryId)
  if (repository !== null && isPractice(repository, course)) return []
  const workers = await workersOn(repositoryId, courseId, await staffIds(courseId, { courses }), { courses, journal })
  const entries = await roster.of(courseId)
  const students = entries.length > 0 ? matchRoster(entries, workers).students : unlisted(workers)
  return students.flatMap(({ entry, repositories }) => repositories.length > 0 ? [entry] : [])
}

/** Who works on one repository of a course as a student, whether its list has them or not. */
export async function workersIn(course: Course, repositoryId: number, { courses, journal }: Pick<CourseRosterParts, 'courses' | 'journal'>): Promise<readonly Person[]> {
  return (await workersOn(repositoryId, course.id, await staffIds(course.id, { courses }), { courses, journal })).map(({ person }) => person)
}

/** Who works on repositories of a course that has no list, as a list would have them. */
export function unlisted(workers: readonly Worker[]): MatchedRoster['students'] {
  const none = { canvasId: '', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' }
  const people = new Map<number, { readonly login: string; readonly repositories: readonly number[] }>()
  for (const { repositoryId, person: { id, login } } of workers) people.set(id, { login, repositories: [...people.get(id)?.repositories ?? [], repositoryId] })
  return [...people].map(([id, { login, repositories }]) => ({
    entry: { key: login.toLowerCase(), name: '', email: '', studentId: '', section: '', login, personId: id, platform: none }, repositories,
  })).toSorted((one, other) => (one.entry.key < other.entry.key ? -1 : 1))
}

/** The numeric ids of the staff of a course. */
export async function staffIds(courseId: string, { courses }: { readonly courses: Pick<CourseStore, 'staffOf'> }): Promise<ReadonlySet<number>> {
  return new Set((await courses.staffOf(courseId)).map(({ person }) => person.id))
}

/** Who works on a repository: who was noted as a participant there, or pushed to it; staff and bots aside. */
export async function workersOn(repositoryId: number, courseId: string, staff: ReadonlySet<number>, { courses, journal }: { readonly courses: Pick<CourseStore, 'participantsOf'> } & Pick<CourseRosterParts, 'journal'>): Promise<readonly Worker[]> {
  const noted = (await courses.participantsOf(courseId, repositoryId)).map(({ person }) => person)
  // Anybody may open a pull request on a public repository, and would have its grade.
  const acting = await journal.pushersOf(repositoryId, MOST)
  return newestOfEach([...noted, ...acting]).flatMap((person) => staff.has(person.id) || person.login.endsWith('[bot]') ? [] : [{ repositoryId, person }])
}

/** Each person once, by the login that was seen last. */
function newestOfEach(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()]
}
