import { createHash } from 'node:crypto'
import { staffIds } from '../people/course-roster.ts'
import type { CourseStore } from '../ports/store-ports.ts'

/**
 * Names what of a course the standings of its repositories are counted by besides what is theirs: its words, by when they were saved, and who its staff is. To be read before the course is: what changes in between makes a standing that is counted then one from
 * before the change, and it is counted once more. Nothing of the list of students is in it: no standing is counted by that.
 */
export async function courseStateOf(courseId: string, { courses }: { readonly courses: Pick<CourseStore, 'savedAt' | 'staffOf'> }): Promise<string> {
  const [savedAt, staff] = await Promise.all([courses.savedAt(), staffIds(courseId, { courses })])
  return `${savedAt.get(courseId) ?? 0} ${createHash('sha256').update([...staff].toSorted((one, other) => one - other).join(' ')).digest('hex').slice(0, 12)}`
}
