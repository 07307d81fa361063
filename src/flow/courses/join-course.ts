import type { WorkItem, WorkTarget } from '../../model/work.ts'
import { isCourseHome } from './course-home.ts'
import type { Enrolment } from './enrolment.ts'
import type { Evaluated } from '../evaluation.ts'
import type { InstallationPort } from '../ports/github-ports.ts'
import type { Log } from '../ports/operation-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import { endOfTrouble } from '../trouble.ts'

export type Joining = { readonly enrolment: Pick<Enrolment, 'join'>; readonly work: Pick<WorkStore, 'mark'>; readonly now: () => number; readonly log: Log }

type JoinTarget = WorkTarget & { readonly kind: 'join' }

/**
 * Brings a repository into a course whose code somebody wrote in a comment there: the person who owns the repository, or an admin of it. It is worked on from
 * then on, and the comment gets a thumb up. For anybody else nothing happens, and nothing is said.
 */
export async function joinCourse({ courseId, person, commentId }: JoinTarget, { installationId, repositoryId }: WorkItem, port: InstallationPort, isHeld: () => boolean, { enrolment, work, now, log }: Joining): Promise<Evaluated> {
  const found = await port.repository(repositoryId)
  if (!found.ok) return endOfTrouble(found.trouble)
  const repository = found.value
  if (isCourseHome(repository)) return { kind: 'dropped', says: 'it is the repository of an account for itself, and no student\'s' }
  if (repository.archived) return { kind: 'dropped', says: 'the repository is archived' }
  if (repository.ownerId !== person.id) {
    const role = await port.roleIn(repository, person.login)
    if (!role.ok) return endOfTrouble(role.trouble)
    // The login may be somebody else's by now.
    if (!role.value.isAdmin || role.value.personId !== person.id) return { kind: 'dropped', says: `person ${person.id} neither owns the repository nor is an admin of it` }
  }
  if (!isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
  const course = await enrolment.join(repository, courseId, now())
  if (course === null) return { kind: 'dropped', says: `the course ${courseId} does not take it in: it has ended, takes nobody in any more or owns the repository itself, or another course has it` }
  log.info('a repository joined a course by its code', { repository: repositoryId, course: course.id, person: person.id })
  await work.mark([{ installationId, repositoryId, target: { kind: 'repository' }, dueAt: now(), reason: 'enrolled' }], now())
  const thumb = await port.react(repository, commentId, '+1')
  // A comment that is gone needs no answer.
  return thumb.ok || thumb.trouble.kind === 'gone' || thumb.trouble.kind === 'locked' ? { kind: 'done', writes: 1 } : endOfTrouble(thumb.trouble)
}
