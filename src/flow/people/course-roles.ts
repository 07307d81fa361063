import type { Course, Person } from '../../model/course.ts'
import type { CourseRole } from '../../model/role.ts'
import { createLetIn, type LetInParts } from './let-in.ts'
import { readLately } from './read-lately.ts'
import type { CourseStore } from '../ports/store-ports.ts'

export type RoleParts = LetInParts & {
  readonly courses: Pick<CourseStore, 'courses' | 'staffRole' | 'worksOn'>
  /** Looks up the staff of a course at GitHub and keeps it; never rejects for what GitHub answers. */
  readonly readStaff: (courseId: string) => Promise<void>
}

/** A course that runs, what somebody is in it, and the repositories of it that they work on and may read, by numeric id. */
export type CourseSeen = { readonly course: Course; readonly role: CourseRole; readonly works: readonly number[] }

/** Gives what somebody who signed in is in each course that runs: of its staff, as GitHub has it within the last minutes; a participant, who works on a repository of it and is let in to it still; else a stranger. */
export function createRoleReader({ courses, readStaff, mayRead, now }: RoleParts): (person: Person) => Promise<readonly CourseSeen[]> {
  const fresh = readLately(readStaff, now)
  const isLetIn = createLetIn({ mayRead, now })
  const worksOn = async (person: Person): Promise<Awaited<ReturnType<typeof courses.worksOn>>> => {
    const all = await courses.worksOn(person.id)
    const isIn = await Promise.all(all.map(({ repositoryId }) => isLetIn(person, repositoryId)))
    return all.filter((_, at) => isIn[at] === true)
  }
  return async (person) => {
    const running = await courses.courses()
    const [all] = await Promise.all([worksOn(person), ...running.map(({ id }) => fresh(id))])
    return Promise.all(running.map(async (course) => {
      const works = all.flatMap(({ courseId, repositoryId }) => courseId === course.id ? [repositoryId] : [])
      return { course, works, role: await courses.staffRole(course.id, person.id) ?? (works.length > 0 ? 'participant' : 'stranger') }
    }))
  }
}
