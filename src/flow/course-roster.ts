import { matchRoster, type MatchedRoster, type Worker } from '../course/match-roster.ts'
import type { Person } from '../model/course.ts'
import type { RosterStore } from './roster-port.ts'
import type { CourseStore, JournalStore } from './store-ports.ts'

export type CourseRosterParts = {
  readonly roster: Pick<RosterStore, 'of' | 'found'>
  readonly courses: Pick<CourseStore, 'enrolled' | 'participantsOf' | 'staffOf'>
  readonly journal: Pick<JournalStore, 'newestEventsOf'>
}

/** So many of the newest pushes are looked at: who works on a repository shows soon. */
const MOST = 200

/**
 * The list of a course with the repositories that each of its students works on: who was noted as a participant there, or pushed to it; staff and bots aside. Numeric ids that are found by a login
 * are kept, so that a login that changes afterwards changes nothing.
 */
export async function courseRoster(courseId: string, { roster, courses, journal }: CourseRosterParts): Promise<MatchedRoster> {
  const staff = new Set((await courses.staffOf(courseId)).map(({ person }) => person.id))
  const workers: Worker[] = []
  for (const { repositoryId } of await courses.enrolled(courseId)) {
    const noted = (await courses.participantsOf(courseId, repositoryId)).map(({ person }) => person)
    // Anybody may open a pull request on a public repository, and would have its grade.
    const acting = (await journal.newestEventsOf(repositoryId, MOST, ['push'])).flatMap(({ actor }) => actor ?? [])
    for (const person of newestOfEach([...noted, ...acting])) if (!staff.has(person.id) && !person.login.endsWith('[bot]')) workers.push({ repositoryId, person })
  }
  const matched = matchRoster(await roster.of(courseId), workers)
  if (matched.found.length > 0) await roster.found(courseId, matched.found)
  return matched
}

/** Each person once, by the login that was seen last. */
function newestOfEach(people: readonly Person[]): readonly Person[] {
  return [...new Map(people.map((person) => [person.id, person])).values()]
}
