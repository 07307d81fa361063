import { isPractice } from '../../course/is-practice.ts'
import type { Course } from '../../model/course.ts'
import { inGroups } from '../in-groups.ts'
import type { CourseStore, HostingStore } from '../ports/store-ports.ts'

export type CountedParts = { readonly courses: Pick<CourseStore, 'enrolled'>; readonly hosting: Pick<HostingStore, 'lastSeen'> }

/** So many repositories are looked at at once. */
const AT_ONCE = 100

/** The repositories of a course that count, by id: all that are enrolled but those for practice. Every list and number of a course goes by this. */
export async function countedRepositories(course: Pick<Course, 'id' | 'account' | 'repositories'>, { courses, hosting }: CountedParts): Promise<readonly number[]> {
  const enrolled = (await courses.enrolled(course.id)).map(({ repositoryId }) => repositoryId)
  if ((course.repositories.practice ?? []).length === 0) return enrolled
  const counted: number[] = []
  for await (const [id, repository] of inGroups(enrolled, AT_ONCE, async (id) => [id, await hosting.lastSeen(id)] as const)) if (repository === null || !isPractice(repository, course)) counted.push(id)
  return counted
}
