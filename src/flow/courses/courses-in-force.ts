import type { Course } from '../../model/course.ts'
import { countedRepositories } from '../grades/counted-repositories.ts'
import { keptRoster, type KeptRosterParts } from '../people/kept-roster.ts'
import type { StandingStore } from '../ports/standing-port.ts'
import type { CourseStore } from '../ports/store-ports.ts'

/** A course that runs: since when it says what it says, how many repositories it has that count and how many for practice, and how many students are in its list; where it has none (`isListed` false), how many people work on them. */
export type CourseInForce = { readonly course: Course; readonly savedAt: number | null; readonly repositories: number; readonly practice: number; readonly students: number; readonly isListed: boolean }

type InForceParts = KeptRosterParts & { readonly standings: Pick<StandingStore, 'workers'> }

/** Every course that runs, with its size; writes nothing. */
export async function coursesInForce(parts: InForceParts & { readonly courses: CourseStore }): Promise<readonly CourseInForce[]> {
  const { courses } = parts
  const savedAt = await courses.savedAt()
  const running: CourseInForce[] = []
  for (const course of await courses.courses()) running.push(await courseInForce(course, savedAt, parts))
  return running
}

/** One of them with its size; `savedAt` tells when each was last saved. */
export async function courseInForce(course: Course, savedAt: ReadonlyMap<string, number>, parts: InForceParts): Promise<CourseInForce> {
  const { courses, hosting, standings } = parts
  const { students, strangers } = await keptRoster(course, await standings.workers(course.id), parts)
  const isListed = students.length > 0
  const repositories = (await countedRepositories(course, { courses, hosting })).length
  return {
    course, savedAt: savedAt.get(course.id) ?? null, repositories, practice: (await courses.enrolled(course.id)).length - repositories,
    students: isListed ? students.length : new Set(strangers.map(({ person }) => person.id)).size, isListed,
  }
}
