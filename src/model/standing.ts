import type { Person } from './course.ts'
import type { Basis, Outcome } from './criterion.ts'
import type { Subject } from './decision.ts'
import type { GradedItem, GradeState, RepositoryGrade } from './gradebook.ts'
import type { StepId, StepState } from './progress.ts'
import type { ReasonKind } from './run-reason.ts'
import type { GivenHint, Stuck } from './stuck.ts'

/** An item as it stands on the default branch now. `disagrees` where the staff decided it and the App came to say something else since. */
export type ItemStanding = { readonly id: string; readonly outcome: Outcome; readonly basis: Basis; readonly source: GradedItem['source']; readonly disagrees: boolean }

/** A job that fails on the default branch now: why, by its log (null where that is not recognised or was not read), and what that is about (empty where the log does not tell). */
export type FailureStanding = { readonly job: string; readonly kind: ReasonKind | null; readonly about: string }

/** That somebody is stuck (`Stuck`), and at what: cut to what fits a line. `hint` is when the hint for it was given, and on which issue or pull request; null where none was. */
export type StuckStanding = Pick<Stuck, 'kind' | 'since' | 'subject' | 'branch' | 'number' | 'step' | 'found'> & {
  /** At how many heads it failed. */
  readonly heads: number
  readonly job: { readonly name: string; readonly step: string; readonly url: string | null } | null
  readonly hint: GivenHint | null
}

export type DisagreementStanding = { readonly subject: string; readonly outcome: string; readonly automatic: string; readonly commit: string | null; readonly at: number }

/** The form of what is kept of a standing: to be raised whenever `Standing` says more, or something else, than it did. Those of an earlier form are not read, and are counted anew. */
export const STANDING_FORM = 2

/**
 * Where one repository stands in its course, as the class is shown it: counted from all that is kept of it, and kept itself, so that a class is one read. It can always be counted anew. Times are milliseconds since 1970, null where there is none;
 * `at` is when it was counted.
 */
export type Standing = {
  readonly courseId: string
  readonly repositoryId: number
  readonly at: number
  /** What of its course it was counted by (`courseStateOf`): one that was counted by something else than there is now is from before a change of the course. */
  readonly countedBy: string
  readonly name: string
  readonly url: string | null
  /** Who works on it as a student, by numeric id. */
  readonly workers: readonly Person[]
  /** The newest judgement of its default branch. */
  readonly judged: { readonly commit: string; readonly at: number } | null
  readonly steps: readonly { readonly id: StepId; readonly state: StepState; readonly since: number | null }[]
  readonly items: readonly ItemStanding[]
  readonly failures: readonly FailureStanding[]
  /** The newest pushes to any branch, the newest last, at most some dozens. */
  readonly pushes: readonly number[]
  readonly grade: Pick<RepositoryGrade, 'points' | 'of' | 'percent' | 'daysLate' | 'deduction' | 'commit' | 'isProvisional'> | null
  /** How that grade stands, as the gradebook says it. */
  readonly gradeState: GradeState
  /** By when the work is due, an extension counted in; null where it has no day. */
  readonly dueAt: number | null
  readonly stuck: readonly StuckStanding[]
  /** Since when jobs fail on the default branch; null where none does. */
  readonly failingSince: number | null
  /** The disputes that wait for the staff, by the id of their statement, with the day by which they are to be answered. */
  readonly disputes: readonly { readonly id: string; readonly subject: Subject; readonly at: number; readonly due: number }[]
  /** The decisions with which the App disagrees since: the subject as events name it (`item alerts`), what was decided, and what the App says at which commit. */
  readonly disagreements: readonly DisagreementStanding[]
  /** The changes of the course's own workflows that were told, the newest of each file. */
  readonly workflowChanges: readonly { readonly path: string; readonly commit: string; readonly at: number }[]
}
