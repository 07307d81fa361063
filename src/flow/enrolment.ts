import type { Course, Person } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import { courseFor } from './enrol.ts'
import type { CourseStore } from './store-ports.ts'

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
}

/** Enrolment over the store. */
export function createEnrolment(courses: CourseStore): Enrolment {
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
  return {
    courseOf,
    async join(repository, code, now) {
      if (await courseOf(repository) !== null) return null
      const course = (await courses.courses()).find(({ joinCode }) => joinCode !== null && joinCode === code)
      if (course === undefined) return null
      await courses.enrol({ courseId: course.id, repositoryId: repository.id, by: 'join', since: now })
      return course
    },
    async noteParticipant({ id }, repositoryId, person, now) {
      if (!person.login.endsWith('[bot]') && !(await courses.mayDecide(id, person.id))) await courses.addParticipant({ courseId: id, repositoryId, person, since: now })
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
