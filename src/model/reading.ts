import type { Checklist } from './checklist.ts'
import type { PlacedClaim } from './claim.ts'
import type { Experiments } from './experiments.ts'
import type { CommittedNumbers } from './model-metrics.ts'
import type { ModelState } from './model-state.ts'
import type { ProofPlan } from './proof-plan.ts'
import type { AssessmentRecord } from './record.ts'
import type { WorkflowStart } from './run.ts'

/** Raised whenever a reading holds something else than before: one that was kept by an earlier program is made anew. */
export const READING_REVISION = 9

/** What the files of one commit say, judged: the part of an assessment that no run, deployment or probe changes. */
export type Reading = {
  /** `READING_REVISION` of the program that made it. */
  readonly revision: number
  /** The record as the files alone make it. */
  readonly record: AssessmentRecord
  /** The student's own items, with which its own part was made. */
  readonly own: Checklist
  readonly plan: ProofPlan
  readonly starts: readonly WorkflowStart[]
  /** What reports that are committed claim: bundles, MLflow stores. Absent where none was looked for, as in readings that were kept before. */
  readonly claims: readonly PlacedClaim[]
  readonly numbers: CommittedNumbers
  /** What MLflow stores that are committed say of experiments, bundles too. */
  readonly experiments: readonly Experiments[]
  /** What the files say of the work on the model. */
  readonly model: ModelState
}
