import type { Basis, CriterionId, JudgedId, Outcome, Proof, Standing } from './criterion.ts'
import type { Evidence } from './evidence.ts'
import type { ModelMetrics } from './model-metrics.ts'
import type { BeyondRecord, ComponentRecord } from './picture.ts'
import type { StageRecord } from './pipeline.ts'
import type { StepRecord } from './progress.ts'
import type { Gap, Problem, ProjectFrom } from './repository.ts'

export type CriterionRecord = {
  readonly id: JudgedId
  readonly title: string
  readonly standing: Standing
  readonly outcome: Outcome
  readonly basis: Basis
  /** The best proof this criterion can have. */
  readonly proof: Proof
  /** The commit at which that proof was seen; null while it was not. */
  readonly proofFrom: string | null
  readonly blockedBy: CriterionId | null
  readonly excused: string | null
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  readonly lookedFor: string
  readonly found: string
  readonly next: string
  /** The lesson that teaches it; empty where the author of an own item names none. */
  readonly lesson: string
  /** An instructor's word that holds instead of the automatic verdict; left out where there is none. */
  readonly decided?: DecidedRecord
}

export type ItemRecord = {
  readonly id: string
  readonly title: string
  readonly group: string
  readonly required: boolean
  readonly criteria: readonly JudgedId[]
  readonly outcome: Outcome
  readonly basis: Basis
  readonly blockedBy: CriterionId | null
  readonly credit: number
  readonly of: number
  /** An instructor's word that holds instead of the automatic verdict; left out where there is none. */
  readonly decided?: DecidedRecord
  /** Why an instructor excused it: it leaves the denominator. Left out where nobody did, or where that is private. */
  readonly excused?: string
}

/**
 * `reason` is null where it is private, `at` an ISO date. `automatic` is what the App itself says now; `disagrees` where that is, on the default branch, no longer what it
 * said when it was decided, nor what was decided. `share` (0 to 1) is left out where the item was not set to a share of its credit, and where that is private; `level` where it is of none.
 */
export type DecidedRecord = { readonly by: string; readonly at: string; readonly reason: string | null; readonly automatic: Outcome; readonly disagrees: boolean; readonly share?: number; readonly level?: string }

/** A checklist by its id and revision, and by the digest of what is written in it (`Checklist`). */
export type ChecklistName = { readonly id: string; readonly revision: number; readonly digest?: string }

/** What one judgement says, for every reader: terminal, comment, page, gradebook. */
export type AssessmentRecord = {
  readonly schema: 1
  readonly repository: { readonly name: string; readonly url: string | null; readonly commit: string | null; readonly project: string; readonly projectFrom: ProjectFrom; readonly takenAt: string }
  /** What it was judged by; the digest is left out of records that were made before it was kept. */
  readonly checklist: ChecklistName
  /** The same of the practices; left out of records that were made before it was kept. */
  readonly practicesBy?: ChecklistName
  readonly engine: { readonly version: string; readonly revision: number }
  readonly criteria: readonly CriterionRecord[]
  readonly items: readonly ItemRecord[]
  readonly practices: readonly ItemRecord[]
  readonly own: readonly ItemRecord[]
  readonly components: readonly ComponentRecord[]
  readonly beyond: readonly BeyondRecord[]
  /** Lint, test, build, validate, deploy: by the files, and by what ran. */
  readonly pipeline: readonly StageRecord[]
  /** The model's numbers by the reports of this commit, those of the newest run first; absent where none gives any. */
  readonly metrics?: readonly ModelMetrics[]
  /** The thirteen steps, folded over the whole repository; empty where it is judged without its history. */
  readonly steps: readonly StepRecord[]
  readonly gaps: readonly Gap[]
  readonly problems: readonly Problem[]
  readonly grade: { readonly credit: number; readonly of: number; readonly percent: number; readonly provisional: boolean }
}
