import { isReleased, isShownBy, releasedBy } from '../../grade/released.ts'
import type { Course } from '../../model/course.ts'
import type { RepositoryGrade } from '../../model/gradebook.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { ReleaseWord } from '../../model/release.ts'
import { studentsOf, type CourseRosterParts } from '../people/course-roster.ts'
import { gradeOfRepository, type GradebookParts, type Suppose } from './gradebook.ts'

/**
 * What is seen of a grade in its repository: nothing, since it is held there, or the grade, null where there is none yet, with the repository's page, null where that is not known. `by` are the words since which it is released to those who work there, each once; none where the course shows grades at once.
 */
export type SeenGrade = { readonly isShown: false } | { readonly isShown: true; readonly grade: RepositoryGrade | null; readonly url: string | null; readonly by: readonly ReleaseWord[] }

type ReleasedParts = CourseRosterParts & Pick<GradebookParts, 'releases'>

/** The grade of a repository as who works on it may see it now: the one of the gradebook, in a private repository, where it is released to all of them. With `suppose`, what it would be. */
export async function seenGrade(repository: HostedRepository, course: Course, parts: GradebookParts, suppose?: Suppose): Promise<SeenGrade> {
  const by = await shownBy(repository, course, parts)
  if (by === null) return { isShown: false }
  const { repository: graded, grade } = await gradeOfRepository(repository.id, course, parts, suppose)
  return { isShown: true, grade, url: graded?.url ?? null, by }
}

/** Whether who works on a repository may see its grade now, as `seenGrade` gives it, and with it all else that is told as points are. */
export async function isGradeSeen(repository: HostedRepository, course: Course, parts: ReleasedParts): Promise<boolean> {
  return await shownBy(repository, course, parts) !== null
}

/** The words by which a grade is shown in its repository, none where the course shows grades at once; null where it is not shown there. */
async function shownBy(repository: HostedRepository, course: Course, parts: ReleasedParts): Promise<readonly ReleaseWord[] | null> {
  const { grading } = course.settings
  if (!repository.private) return null
  const words = await parts.releases.of(course.id)
  // Most courses hold their grades for most of their time: nobody is looked for then.
  if (grading.release === 'held' && !words.some(({ says }) => says === 'released')) return null
  const students = await studentsOf(course, repository.id, parts)
  if (!isShownBy(students.map((student) => ({ isReleased: isReleased(student, words, grading) })))) return null
  return [...new Map(students.flatMap((student) => releasedBy(student, words, grading) ?? []).map((word) => [word.id, word])).values()]
}
