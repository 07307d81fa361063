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

/** An item as a checklist asks it: what it is worth in points of the course, and the criteria that it asks for, or the levels that people grade it by. */
export type AskedItem = { readonly title: string; readonly points: number; readonly required: boolean; readonly asks: readonly string[] }

/** What becomes of one item; null where it is not asked. `isJudgedAnew` is whether it declares another way to judge what it asks for. */
export type ItemChange = { readonly before: AskedItem; readonly after: AskedItem | null; readonly isJudgedAnew: boolean } | { readonly before: null; readonly after: AskedItem }

type ChecklistShown = { readonly id: string; readonly title: string; readonly revision: number }

/** Another checklist: what it asks, the grades that would be others if what counts were judged again by it, and the items of which kept judgements tell nothing. */
export type ChecklistChange = { readonly before: ChecklistShown; readonly after: ChecklistShown; readonly items: readonly ItemChange[]; readonly grades: GradeChanges; readonly untold: readonly string[] }

/** A change with what follows from it: repositories (`owner/name`) that would be taken in or let go, those that would be for practice or would count again, how many would be asked what they were made from before anybody knows whether they are taken in (`toAsk`), and grades, null where nothing touches them; another checklist, null where it is the same. */
export type PreviewedCourse = { readonly change: CourseChange; readonly takenIn: readonly string[]; readonly letGo: readonly string[]; readonly toPractice: readonly string[]; readonly toCount: readonly string[]; readonly toAsk: number; readonly grades: GradeChanges | null; readonly checklist: ChecklistChange | null }

/** What other files of courses would change against what is in force; a course that would wait for its account is told apart. */
export type CoursePreview = { readonly courses: readonly PreviewedCourse[]; readonly waiting: readonly { readonly says: string; readonly next: string }[] }
