import type { Person } from '../../model/course.ts'
import type { CourseRole } from '../../model/role.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import type { Answering, Asked } from './command-parts.ts'

/**
 * What somebody is in the course of a repository: of its staff by their numeric id, or a participant, by having worked on it, owning it, or being let to write to it
 * by GitHub, which is noted. GitHub is asked only where it decides something (`decides`).
 */
export async function roleOf(person: Person, { port, repository, course }: Pick<Asked, 'port' | 'repository' | 'course'>, decides: boolean, { courses, enrolment, now }: Answering): Promise<FromGitHub<CourseRole>> {
  const staffRole = await courses.staffRole(course.id, person.id)
  if (staffRole !== null) return { ok: true, value: staffRole }
  if ((await courses.participantsOf(course.id, repository.id)).some((one) => one.person.id === person.id)) return { ok: true, value: 'participant' }
  if (repository.ownerId !== person.id) {
    if (!decides) return { ok: true, value: 'stranger' }
    const found = await port.roleIn(repository, person.login)
    if (!found.ok) return found.trouble.kind === 'gone' || found.trouble.kind === 'refused' ? { ok: true, value: 'stranger' } : found
    // The login may be somebody else's by now.
    if (!found.value.mayWrite || found.value.personId !== person.id) return { ok: true, value: 'stranger' }
  }
  await enrolment.noteParticipant(course, repository.id, person, now())
  return { ok: true, value: 'participant' }
}
