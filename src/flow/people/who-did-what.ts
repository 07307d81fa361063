import { contributionsOf } from '../../course/contributions-of.ts'
import { matchRoster } from '../../course/match-roster.ts'
import type { Contributions, ContributionReading } from '../../model/contribution.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { RosterEntry } from '../../model/roster.ts'
import type { ContributionStore } from '../ports/contribution-port.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { staffIds, unlisted, workersOn, type CourseRosterParts } from './course-roster.ts'

export type WhoDidWhatParts = Omit<CourseRosterParts, 'roster'> & { readonly roster: Pick<CourseRosterParts['roster'], 'of'>; readonly contributions: ContributionStore }

/** Who did what in one repository; `reading` and `contributions` are null where it was not read. */
export type WhoDidWhat = { readonly repository: HostedRepository; readonly reading: ContributionReading | null; readonly contributions: Contributions | null }

/** Who did what in some repositories of a course, or in all of it that were read. Keeps nothing. */
export async function whoDidWhat(course: Course, repositories: readonly HostedRepository[] | null, parts: WhoDidWhatParts): Promise<readonly WhoDidWhat[]> {
  const [entries, staff] = [await parts.roster.of(course.id), await staffIds(course.id, parts)]
  const found: WhoDidWhat[] = []
  for (const repository of repositories ?? await readOf(course, parts)) {
    const reading = await parts.contributions.of(repository.id)
    found.push({ repository, reading, contributions: reading === null ? null : contributionsOf(reading, await possibleIn(repository.id, course.id, entries, staff, parts), staff) })
  }
  return found
}

/** The repositories of a course of which it was read who did what, by their names. */
async function readOf(course: Course, { contributions, ...parts }: WhoDidWhatParts): Promise<readonly HostedRepository[]> {
  const read = new Set(await contributions.repositories())
  const known = await Promise.all((await countedRepositories(course, parts)).filter((id) => read.has(id)).map((id) => parts.hosting.lastSeen(id)))
  const nameOf = ({ owner, name }: HostedRepository): string => `${owner}/${name}`.toLowerCase()
  return known.flatMap((one) => one ?? []).toSorted((one, other) => nameOf(one) < nameOf(other) ? -1 : 1)
}

/** Everybody of the list of a course, and who works on the repository where there is none. */
async function possibleIn(repositoryId: number, courseId: string, entries: readonly RosterEntry[], staff: ReadonlySet<number>, parts: WhoDidWhatParts) {
  const workers = await workersOn(repositoryId, courseId, staff, parts)
  const students = entries.length > 0 ? matchRoster(entries, workers).students : unlisted(workers)
  return students.map(({ entry: { key, name, login, email, personId }, repositories }) => ({ key, name, login, email, personId, worksHere: repositories.includes(repositoryId) }))
}
