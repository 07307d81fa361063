import type { Course, Person } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { courseByCode } from './course-by-code.ts'
import { awaitingTemplate, courseFor } from './enrol.ts'
import type { CourseStore } from '../ports/store-ports.ts'

export type Enrollable = Pick<HostedRepository, 'id' | 'ownerId'>

/** Keeps who belongs to which course, and asks it. */
export type Enrolment = {
  /** The course that a repository is enrolled in; null where it is in none, as after a transfer out of the course's account, unless its owner joined. */
  readonly courseOf: (repository: Enrollable) => Promise<Course | null>
  /** Enrols a repository where a course takes it in and none has it yet; gives the course that it is enrolled in then. None does before it is known what it was made from, where that decides. Doing it again changes nothing. */
  readonly enrol: (repository: HostedRepository, now: number) => Promise<Course | null>
  /** Whether it has to be asked what a repository was made from before anybody knows which course takes it in. */
  readonly awaitsTemplate: (repository: HostedRepository) => Promise<boolean>
  /** The course of a code that somebody wrote; null where none has it. */
  readonly courseByCode: (code: string) => Promise<Course | null>
  /** Enrols a repository of another account in a course that takes such in; null where it does not run or take any in, or the repository is its own account's or in another course. Doing it again changes nothing. */
  readonly join: (repository: Enrollable, courseId: string, now: number) => Promise<Course | null>
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
    courseByCode: async (code) => courseByCode(await courses.courses(), code),
    awaitsTemplate: async (repository) => awaitingTemplate(repository, await courses.courses()).length > 0,
    async join(repository, courseId, now) {
      const course = (await courses.courses()).find(({ id }) => id === courseId)
      if (course === undefined || course.joinCode === null || course.account.id === repository.ownerId) return null
      const present = await courseOf(repository)
      if (present !== null) return present.id === courseId ? course : null
      await courses.enrol({ courseId, repositoryId: repository.id, by: 'join', since: now })
      return course
    },
    async noteParticipant({ id }, repositoryId, person, now) {
      // Every push tells it, and a write would wait for the disk each time.
      const known = await courses.participantsOf(id, repositoryId)
      if (known.some((one) => one.person.id === person.id && one.person.login === person.login)) return
      if (!person.login.endsWith('[bot]') && await courses.staffRole(id, person.id) === null) await courses.addParticipant({ courseId: id, repositoryId, person, since: now })
    },
    async enrol(repository, now) {
      const enrolled = await courseOf(repository)
      if (enrolled !== null) return enrolled
      const running = await courses.courses()
      const placement = courseFor(repository, running)
      if (placement === null || awaitingTemplate(repository, running).length > 0) return null
      await courses.enrol({ courseId: placement.course.id, repositoryId: repository.id, by: placement.by, since: now })
      return placement.course
    },
  }
}
