import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { inWords } from '../../report/gradebook/counted.ts'
import { courseRoster } from '../people/course-roster.ts'
import { listedStudents } from '../grades/gradebook.ts'
import { studentsNamed } from '../people/students-named.ts'
import { done, refused, type Done, type ServiceParts, type Target } from './operation.ts'

/** The student of a course that a word names: by their key in its list, else by login, student id or e-mail. */
export async function findStudent(word: string, course: Course, parts: ServiceParts): Promise<Done<Target>> {
  const students = listedStudents(await courseRoster(course, parts))
  const [first, ...others] = studentsNamed(word, students)
  if (first === undefined) return refused('not-found', `nobody in the list of ${course.id} is called ${JSON.stringify(word)}`, 'Name a student by their key in the list of the course, their login, student id or e-mail.', '/of')
  if (others.length > 0) return refused('conflict', `${JSON.stringify(word)} names ${others.length + 1} students`, 'Name one by their key in the list of the course.', '/of')
  return done({ repository: null, student: first.entry, repositories: first.repositories })
}

/** The repository of a course that a word names: as `owner/name`, by its numeric id on GitHub (`id:42`), or by a student who works on it and on no other one. */
export async function findRepository(word: string, course: Course, parts: ServiceParts): Promise<Done<Target>> {
  const named = await repositoryNamed(word, course, parts)
  if (named !== null) return done({ repository: named, student: null, repositories: [named.id] })
  const student = await findStudent(word, course, parts)
  if (!student.ok) return student.refusal.kind === 'not-found' ? refused('not-found', `${course.id} has no repository and no student called ${JSON.stringify(word)}`, 'Name a repository as owner/name, or a student by their key, login, student id or e-mail.', '/of') : student
  const seen = await Promise.all(student.value.repositories.map((id) => parts.hosting.lastSeen(id)))
  const [first, ...others] = seen.flatMap((repository) => repository ?? [])
  if (first === undefined) return refused('conflict', `${JSON.stringify(word)} works on no repository that is known`, 'Name the repository as owner/name.', '/of')
  if (others.length > 0) return refused('conflict', `${JSON.stringify(word)} works on ${inWords([first, ...others].map(nameOf))}`, 'Name one of them as owner/name.', '/of')
  return done({ ...student.value, repository: first })
}

/** `owner/name` of a repository. */
export function nameOf({ owner, name }: Pick<HostedRepository, 'owner' | 'name'>): string {
  return `${owner}/${name}`
}

async function repositoryNamed(word: string, { id }: Course, { courses, hosting }: ServiceParts): Promise<HostedRepository | null> {
  const [, number] = /^id:(\d{1,15})$/.exec(word) ?? []
  if (number !== undefined) return (await courses.enrolmentsOf(Number(number))).some(({ courseId }) => courseId === id) ? hosting.lastSeen(Number(number)) : null
  if (!word.includes('/')) return null
  for (const { repositoryId } of await courses.enrolled(id)) {
    const repository = await hosting.lastSeen(repositoryId)
    if (repository !== null && nameOf(repository).toLowerCase() === word.toLowerCase()) return repository
  }
  return null
}
