import type { Deployment, WorkflowRun } from './run.ts'

/** What ran on one commit and where it was deployed, as it lies in a file: `schemas/runs.schema.json`. */
export type CommitSeen = { readonly schema: 1; readonly commit: string; readonly runs: readonly WorkflowRun[]; readonly deployments: readonly Deployment[] }

/** What CI and deployments showed of one commit. */
export type Seen = {
  /** The runs of the commit itself. */
  readonly runs: readonly WorkflowRun[]
  /** Runs of other commits whose inputs were the same (the digest of their workflow): what they showed holds here as well. */
  readonly earlier: readonly WorkflowRun[]
  readonly deployments: readonly Deployment[]
}

/** What became of a step that would prove something, in one job of one run. */
export type StepResult =
  /** It succeeded, or failed. */
  | { readonly kind: 'passed' | 'failed' }
  /** It did not run, because the step `by` failed before it in its job. */
  | { readonly kind: 'stopped'; readonly by: string }
  /** It did not run, or did not end: in GitHub's word. */
  | { readonly kind: 'left'; readonly word: 'skipped' | 'cancelled' | 'timed_out' | 'stale' | 'neutral' | 'startup_failure' }
  /** It has not ended yet, or a person must let it run. */
  | { readonly kind: 'awaited'; readonly word: 'running' | 'approval' }
  /** The run is there, and which of its steps this is cannot be told. */
  | { readonly kind: 'unclear' }

/** Why an outcome is what it is, where runs and deployments decide: for the words of `found` and `next`. */
export type Why =
  /** Nothing showed it: no step of CI does it, or no run of one was seen. */
  | { readonly kind: 'unseen' }
  /** A step showed it; `from` is the commit where that was not the judged one. */
  | { readonly kind: 'passed'; readonly step: string; readonly job: string; readonly from: string | null }
  | { readonly kind: 'failed'; readonly step: string; readonly job: string; readonly from: string | null }
  | { readonly kind: 'stopped'; readonly step: string; readonly job: string; readonly by: string; readonly from: string | null }
  /** The step that would show it failed, and may have failed for something else. */
  | { readonly kind: 'shared-failure'; readonly step: string; readonly job: string }
  | { readonly kind: 'left'; readonly step: string; readonly job: string; readonly word: string }
  | { readonly kind: 'awaited'; readonly step: string; readonly word: 'running' | 'approval' }
  | { readonly kind: 'unclear'; readonly step: string }
  /** The step ran and passed, and its success proves nothing: `doubt` says why. */
  | { readonly kind: 'doubted'; readonly step: string; readonly doubt: string }
  /** A half of it was shown (it checks, it delivers), and the other was not. */
  | { readonly kind: 'half'; readonly shown: 'checks' | 'delivers'; readonly rest: Why }
  | { readonly kind: 'deployed' | 'deployment-failed'; readonly environment: string; readonly state: string }
  | { readonly kind: 'deploying'; readonly environment: string }
