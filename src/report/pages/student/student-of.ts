import type { Calendar } from '../../../course/shown-time.ts'
import type { ContributionsDocument } from '../../courses/contributions-document.ts'
import type { Grading } from '../../../model/grading.ts'
import type { May } from '../../../model/role.ts'
import type { LessonLinks } from '../../words/lesson-words.ts'

/** What a page of one repository is shown with, beside the repository itself: by which clocks, what its reader may do there, and what a form of theirs sends back. `personId` is the reader's. */
export type StudentPageOf = {
  readonly courseId: string
  readonly calendar: Calendar
  readonly grading: Grading
  readonly links: LessonLinks
  readonly now: number
  readonly contributions: ContributionsDocument['repositories'][number] | null
  readonly may: May
  readonly personId: number
  readonly formToken: string
}
