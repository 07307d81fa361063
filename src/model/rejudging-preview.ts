import type { Rejudging } from './counted.ts'
import type { GradeChange } from './course-preview.ts'
import type { Dispute } from './decision.ts'
import type { GradedItem } from './gradebook.ts'

/** An item that a re-judging would change, before and after. */
export type RejudgedItem = { readonly id: string; readonly title: string; readonly before: Pick<GradedItem, 'outcome' | 'points'>; readonly after: Pick<GradedItem, 'outcome' | 'points'> }

/** What a re-judging changes for one student and repository; null where nothing counts. Items that stay as they are have no place in it. */
export type RejudgedGrade = GradeChange & { readonly items: readonly RejudgedItem[] }

/**
 * What a re-judging would change if it were applied now, or does change while it is. `of` is how many grades it covers; `waiting` are the repositories (`owner/name`) that are not judged yet; `disputes` those that are not answered where a grade
 * would change.
 */
export type RejudgingPreview = {
  readonly rejudging: Rejudging
  readonly of: number
  readonly changed: readonly RejudgedGrade[]
  readonly waiting: readonly string[]
  readonly disputes: readonly { readonly repositoryId: number; readonly repository: string; readonly dispute: Dispute }[]
}
