import { matchRoster, type MatchedRoster, type Worker } from '../../course/match-roster.ts'
import type { BeingCounted } from '../../model/class-standing.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { Standing } from '../../model/standing.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { staffIds, workersOn, type CourseRosterParts } from './course-roster.ts'
import { courseStateOf } from '../courses/course-state.ts'
import { inGroups } from '../in-groups.ts'
import type { StandingStore } from '../ports/standing-port.ts'
import type { CourseStore } from '../ports/store-ports.ts'

export type KeptRosterParts = Omit<CourseRosterParts, 'roster'> & { readonly courses: Pick<CourseStore, 'savedAt'>; readonly roster: Pick<CourseRosterParts['roster'], 'of'> }

/** What is kept of who works where: a standing, or as much of one as tells that. */
type KeptWorkers = Pick<Standing, 'repositoryId' | 'countedBy' | 'workers'>

/**
 * Who of a course's list, and who else, works on its repositories that count, by what was kept of each. `kept` are theirs, those of `outdated` (by id) from before a change of the course; `uncounted` were not counted yet, and of them it is looked up who works there.
 */
export type KeptRoster<Kept> = MatchedRoster & { readonly kept: readonly Kept[]; readonly outdated: ReadonlySet<number>; readonly uncounted: readonly HostedRepository[]; readonly beingCounted: BeingCounted }

/** So many repositories are looked at at once. */
const AT_ONCE = 100

/** Finds the people of a course as `courseRoster` does, by what is kept: a handful of reads, however large the class, where every repository is counted by the course as it is. Keeps nothing. */
export async function keptRoster<Kept extends KeptWorkers>(course: Course, all: readonly Kept[], parts: KeptRosterParts): Promise<KeptRoster<Kept>> {
  const { id: courseId } = course
  const [counting, entries, staff, state] = await Promise.all([countedRepositories(course, parts), parts.roster.of(courseId), staffIds(courseId, parts), courseStateOf(courseId, parts)])
  const byId = new Map(all.map((one) => [one.repositoryId, one]))
  const kept = counting.flatMap((id) => byId.get(id) ?? [])
  const uncounted: HostedRepository[] = []
  for await (const one of inGroups(counting.filter((id) => !byId.has(id)), AT_ONCE, (id) => parts.hosting.lastSeen(id))) if (one !== null) uncounted.push(one)
  const outdated = new Set(kept.flatMap(({ repositoryId, countedBy }) => countedBy === state ? [] : [repositoryId]))
  // Who was erased since it was counted stands there as nobody; who came to the staff works nowhere any more.
  const workers: Worker[] = kept.flatMap(({ repositoryId, workers: people }) => people.flatMap((person) => person.id > 0 && !staff.has(person.id) ? [{ repositoryId, person }] : []))
  for await (const some of inGroups(uncounted.map(({ id }) => id), AT_ONCE, (id) => workersOn(id, courseId, staff, parts))) workers.push(...some)
  return { kept, outdated, uncounted, beingCounted: { outdated: outdated.size, uncounted: uncounted.length, of: kept.length + uncounted.length }, ...matchRoster(entries, workers) }
}

/** The list of a course as `courseRoster` tells it, by what is kept of who works where; numeric ids that are found by a login are kept. */
export async function courseRosterKept(course: Course, parts: KeptRosterParts & CourseRosterParts & { readonly standings: Pick<StandingStore, 'workers'> }): Promise<MatchedRoster> {
  const matched = await keptRoster(course, await parts.standings.workers(course.id), parts)
  if (matched.found.length > 0) await parts.roster.found(course.id, matched.found)
  return matched
}
