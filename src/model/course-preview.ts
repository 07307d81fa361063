import type { Course, CoursePart } from './course.ts'
import type { GradebookRow, RepositoryGrade } from './gradebook.ts'

/** What one student earns by one repository before and after a change; null where nothing counts. */
export type GradeChange = { readonly student: GradebookRow['student']; readonly repository: string; readonly before: RepositoryGrade | null; readonly after: RepositoryGrade | null }

/** The grades whose points would be others, in the order of the gradebook; `of` is how many there are. */
export type GradeChanges = { readonly changed: readonly GradeChange[]; readonly of: number }

/** What would become of a course. `ended` says why; a course whose own words stay may still take in what another one lets go. */
export type CourseChange =
  | { readonly kind: 'added'; readonly after: Course }
  | { readonly kind: 'ended'; readonly before: Course; readonly says: string }
  | { readonly kind: 'kept'; readonly before: Course; readonly after: Course; readonly parts: readonly CoursePart[] }

/** A change with what follows from it: repositories (`owner/name`) that would be taken in or let go, and grades, null where nothing touches them. */
export type PreviewedCourse = { readonly change: CourseChange; readonly takenIn: readonly string[]; readonly letGo: readonly string[]; readonly grades: GradeChanges | null }

/** What other files of courses would change against what is in force; a course that would wait for its account is told apart. */
export type CoursePreview = { readonly courses: readonly PreviewedCourse[]; readonly waiting: readonly { readonly says: string; readonly next: string }[] }
