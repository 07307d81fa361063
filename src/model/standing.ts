import type { Person } from './course.ts'
import type { Basis, JudgedId, Outcome } from './criterion.ts'
import type { GradedItem, RepositoryGrade } from './gradebook.ts'
import type { StepId, StepState } from './progress.ts'
import type { ReasonKind } from './run-reason.ts'
import type { StuckKind } from './stuck.ts'

/** An item as it stands on the default branch now. `disagrees` where the staff decided it and the App came to say something else since. */
export type ItemStanding = { readonly id: string; readonly outcome: Outcome; readonly basis: Basis; readonly source: GradedItem['source']; readonly disagrees: boolean }

/** A job that fails on the default branch now: why, by its log (null where that is not recognised or was not read), and what that is about (empty where the log does not tell). */
export type FailureStanding = { readonly job: string; readonly kind: ReasonKind | null; readonly about: string }

/**
 * Where one repository stands in its course, as the class is shown it: counted from all that is kept of it, and kept itself, so that a class is one read. It can always be counted anew. Times are milliseconds since 1970, null where there is none;
 * `at` is when it was counted.
 */
export type Standing = {
  readonly courseId: string
  readonly repositoryId: number
  readonly at: number
  readonly name: string
  readonly url: string | null
  /** Who works on it as a student, by numeric id. */
  readonly workers: readonly Person[]
  /** The newest judgement of its default branch. */
  readonly judged: { readonly commit: string; readonly at: number } | null
  readonly steps: readonly { readonly id: StepId; readonly state: StepState; readonly since: number | null }[]
  readonly items: readonly ItemStanding[]
  /** The criteria that are not there or fail, of items that count. */
  readonly lacking: readonly JudgedId[]
  readonly failures: readonly FailureStanding[]
  /** The newest pushes to any branch, the newest last, at most some dozens. */
  readonly pushes: readonly number[]
  readonly grade: Pick<RepositoryGrade, 'points' | 'of' | 'percent' | 'daysLate' | 'deduction' | 'commit' | 'isProvisional'> | null
  readonly stuck: readonly { readonly kind: StuckKind; readonly since: number; readonly subject: string }[]
  /** The disputes that wait for the staff, with the day by which they are to be answered. */
  readonly disputes: readonly { readonly at: number; readonly due: number }[]
  /** How many changes of the course's own workflows were told. */
  readonly workflowChanges: number
}
