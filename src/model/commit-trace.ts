import type { PlacedClaim } from './claim.ts'
import type { CriterionId } from './criterion.ts'
import type { ArtifactEvidence } from './evidence.ts'
import type { Experiments } from './experiments.ts'
import type { ModelState } from './model-state.ts'
import type { CriterionRecord } from './record.ts'
import type { StageRecord } from './pipeline.ts'
import type { Gap } from './repository.ts'
import type { Deployment, WorkflowRun } from './run.ts'
import type { RunReason } from './run-reason.ts'

/** The criteria whose outcome shows a step. */
export const TRACED_CRITERIA = ['tests-unit', 'tests-integration', 'tests-behavioral', 'tests-ci', 'tracking', 'registry', 'cicd', 'health', 'metrics', 'logging', 'drift'] as const satisfies readonly CriterionId[]

/** One traced criterion, without its texts; at most three pieces of evidence a list. */
export type TracedCriterion = Pick<CriterionRecord, 'id' | 'outcome' | 'basis' | 'proofFrom' | 'evidence' | 'against'>

/** A job that failed in the newest run of its workflow at the commit: by which step (`''` where none is named), why by its log, and in words what was found and what to do; those are empty where the log gives no reason. */
export type TracedFailure = { readonly job: string; readonly step: string; readonly reason: RunReason | null; readonly found: string; readonly next: string }

/** A run of a workflow, without its jobs; `failed` are the names of the jobs that failed, `failures` what is known of them, left out where nothing is. */
export type TracedRun = Pick<WorkflowRun, 'id' | 'attempt' | 'name' | 'path' | 'event' | 'branch' | 'headSha' | 'status' | 'conclusion' | 'url' | 'createdAt' | 'updatedAt'> & { readonly failed: readonly string[]; readonly failures?: readonly TracedFailure[] }

/** The report of a test runner that a run uploaded: how many tests passed, and how many failed or met an error. */
export type TracedTests = { readonly place: ArtifactEvidence; readonly passed: number; readonly failed: number }

/**
 * What one judged commit left behind for the steps: small, plain JSON, made anew from the reading, the settled record and the activity on every judgement.
 * `branch` is the line it was judged on (`refs/pull/7/head` for a fork's), null where a person asked for a commit alone; times are milliseconds since 1970.
 */
export type CommitTrace = {
  readonly repositoryId: number
  readonly commit: string
  readonly branch: string | null
  readonly isDefaultBranch: boolean
  /** The branch that it was judged on first, where it came to the default branch later; left out of others. */
  readonly firstBranch?: string
  /** When it was first read. */
  readonly since: number
  readonly model: ModelState
  readonly experiments: readonly Experiments[]
  readonly criteria: readonly TracedCriterion[]
  /** Of drift reports and texts of Prometheus, whatever the files say of their criteria. */
  readonly claims: readonly PlacedClaim[]
  readonly tests: readonly TracedTests[]
  readonly runs: readonly TracedRun[]
  readonly stages: readonly StageRecord[]
  /** Paths of the workflows that GitHub can run at it; left out where they were not kept, as of traces from before they were. */
  readonly workflows?: readonly string[]
  /** Those that put a service into operation. */
  readonly deployments: readonly Deployment[]
  /** What of the commit could not be seen. */
  readonly gaps: readonly Gap[]
}
