import type { Course, Person } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import { courseFor, defaultCourse } from './enrol.ts'
import type { CourseStore, HostingStore } from './store-ports.ts'

export type Enrollable = Pick<HostedRepository, 'id' | 'ownerId'>

/** Keeps who belongs to which course, and asks it. */
export type Enrolment = {
  /** The course that a repository is enrolled in; null where it is in none, as after a transfer out of the course's account, unless its owner joined. */
  readonly courseOf: (repository: Enrollable) => Promise<Course | null>
  /** Enrols a repository where a course takes it in and none has it yet; gives the course that it is enrolled in then. Doing it again changes nothing. */
  readonly enrol: (repository: HostedRepository, now: number) => Promise<Course | null>
  /** Enrols a repository of any account in the course of a code; null where no course has it, or the repository is in a course already. */
  readonly join: (repository: HostedRepository, code: string, now: number) => Promise<Course | null>
  /** Notes a person who works on an enrolled repository; those of the staff and bots do not. */
  readonly noteParticipant: (course: Course, repositoryId: number, person: Person, now: number) => Promise<void>
  /** Makes the course of the operator's one account where no course was set up. */
  readonly prepare: (now: number) => Promise<void>
}

/** Enrolment over the stores; `patterns` are those of the course that is made where none was set up. */
export function createEnrolment(courses: CourseStore, hosting: Pick<HostingStore, 'installations'>, patterns: readonly string[]): Enrolment {
  const courseOf = async ({ id, ownerId }: Enrollable): Promise<Course | null> => {
    const enrolments = await courses.enrolmentsOf(id)
    if (enrolments.length === 0) return null
    const known = new Map((await courses.courses()).map((course) => [course.id, course]))
    for (const { courseId, by } of enrolments) {
      const course = known.get(courseId)
      if (course !== undefined && (by === 'join' || course.account.id === ownerId)) return course
    }
    return null
  }
  const prepare = async (now: number): Promise<void> => {
    const known = await courses.courses()
    if (known.length > 0) return
    const course = defaultCourse(known, await hosting.installations(), patterns)
    if (course !== null) await courses.saveCourse(course, now)
  }
  return {
    courseOf, prepare,
    async join(repository, code, now) {
      if (await courseOf(repository) !== null) return null
      const course = (await courses.courses()).find(({ joinCode }) => joinCode !== null && joinCode === code)
      if (course === undefined) return null
      await courses.enrol({ courseId: course.id, repositoryId: repository.id, by: 'join', since: now })
      return course
    },
    async noteParticipant({ id, staff }, repositoryId, person, now) {
      const isStaff = staff.logins.some((login) => login.toLowerCase() === person.login.toLowerCase())
      if (!isStaff && !person.login.endsWith('[bot]')) await courses.addParticipant({ courseId: id, repositoryId, person, since: now })
    },
    async enrol(repository, now) {
      const enrolled = await courseOf(repository)
      if (enrolled !== null) return enrolled
      const placement = courseFor(repository, await courses.courses())
      if (placement === null) return null
      await courses.enrol({ courseId: placement.course.id, repositoryId: repository.id, by: placement.by, since: now })
      return placement.course
    },
  }
}
