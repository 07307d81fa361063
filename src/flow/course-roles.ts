import type { Course, Person } from '../model/course.ts'
import type { CourseRole } from '../model/role.ts'
import type { CourseStore } from './store-ports.ts'

export type RoleParts = {
  readonly courses: Pick<CourseStore, 'courses' | 'staffRole' | 'worksOn'>
  /** Looks up the staff of a course at GitHub and keeps it; never rejects for what GitHub answers. */
  readonly readStaff: (courseId: string) => Promise<void>
  readonly now: () => number
}

/** A course that runs, what somebody is in it, and the repositories of it that they work on, by numeric id. */
export type CourseSeen = { readonly course: Course; readonly role: CourseRole; readonly works: readonly number[] }

/** For so long a staff that was looked up is good, in milliseconds: who was taken out of a team sees nothing any more after that. */
const LASTS = 5 * 60_000

/** Gives what somebody who signed in is in each course that runs: of its staff, as GitHub has it within the last minutes; a participant, who works on a repository of it; else a stranger. */
export function createRoleReader({ courses, readStaff, now }: RoleParts): (person: Person) => Promise<readonly CourseSeen[]> {
  const read = new Map<string, { readonly at: number; readonly done: Promise<void> }>()
  const fresh = (courseId: string): Promise<void> => {
    const known = read.get(courseId)
    if (known !== undefined && now() - known.at < LASTS) return known.done
    const done = readStaff(courseId)
    read.set(courseId, { at: now(), done })
    // Asked again by whoever comes next.
    done.catch(() => { read.delete(courseId) })
    return done
  }
  return async (person) => {
    const running = await courses.courses()
    await Promise.all(running.map(({ id }) => fresh(id)))
    const all = await courses.worksOn(person.id)
    return Promise.all(running.map(async (course) => {
      const works = all.flatMap(({ courseId, repositoryId }) => courseId === course.id ? [repositoryId] : [])
      return { course, works, role: await courses.staffRole(course.id, person.id) ?? (works.length > 0 ? 'participant' : 'stranger') }
    }))
  }
}
