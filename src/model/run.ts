import type { RunArtifact } from './run-artifact.ts'
import type { JobLog } from './run-reason.ts'

/** How a run, a job or a step ended, in GitHub's words; null while it has not. */
export type Conclusion = 'success' | 'failure' | 'neutral' | 'cancelled' | 'skipped' | 'timed_out' | 'action_required' | 'stale' | 'startup_failure' | null

/** GitHub's words for how far a run is. */
export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending'

/** Its times are in milliseconds since 1970, by whole seconds; left out where they are not known. */
export type RunStep = { readonly number: number; readonly name: string; readonly status: RunStatus; readonly conclusion: Conclusion; readonly startedAt?: number; readonly completedAt?: number }

/** `steps` are in their order; times are milliseconds since 1970, null while there is none. `log` is what its log says of why it failed, left out where that was not asked for. */
export type RunJob = {
  readonly id: number
  readonly name: string
  readonly status: RunStatus
  readonly conclusion: Conclusion
  readonly url: string
  readonly startedAt: number | null
  readonly completedAt: number | null
  readonly steps: readonly RunStep[]
  readonly log?: JobLog
}

/**
 * One run of a workflow: of which file, on which commit, set off by what. `jobs` is null where they were not read, `artifacts` absent where they were not;
 * `artifactsRead` are those that were read already while `artifacts` is absent: of an earlier attempt, or before reading was broken off.
 */
export type WorkflowRun = {
  readonly id: number
  readonly attempt: number
  readonly name: string
  /** The workflow's file, `.github/workflows/ci.yml`. */
  readonly path: string
  readonly event: string
  readonly branch: string | null
  readonly headSha: string
  readonly status: RunStatus
  readonly conclusion: Conclusion
  readonly url: string
  readonly createdAt: number
  readonly updatedAt: number
  readonly jobs: readonly RunJob[] | null
  readonly artifacts?: readonly RunArtifact[]
  readonly artifactsRead?: readonly RunArtifact[]
  /** The reusable workflows that it took in, as GitHub resolved them: `owner/name/path@sha`; left out where GitHub does not tell. */
  readonly calls?: readonly string[]
  /** Of a run that was cancelled: whether another run of its workflow had begun by then, on the same branch or on another one alone; null where none had. Left out where that was not looked for. */
  readonly newerBegan?: 'on-branch' | 'elsewhere' | null
  /** The attempt before this one as it had ended; left out where it was never seen. */
  readonly before?: WorkflowRun
}

/** What GitHub says of one deployment; `state` is its newest status, null before the first. */
export type Deployment = {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly environment: string
  readonly createdAt: number
  readonly state: 'error' | 'failure' | 'inactive' | 'in_progress' | 'queued' | 'pending' | 'success' | null
  /** Where the deployed service is said to answer; null where the status names no address. */
  readonly url: string | null
  readonly logUrl: string | null
  readonly statedAt: number | null
  /** Whether any status ever said `success`; left out where only the newest one is known. */
  readonly succeeded?: boolean
  /** What was seen before of the same commit in the same environment, where that was an end: of an earlier deployment, or an earlier status of this one; left out where nothing was. */
  readonly before?: Deployment
}

/** That an environment went back to an earlier commit: `to` was deployed after `from`, and its commit had been there before (`before`). */
export type WayBack = { readonly environment: string; readonly before: Deployment; readonly from: Deployment; readonly to: Deployment }

/** What a commit was seen to be the head of: a branch of the repository, or a pull request into a branch (`base`), whose own branch may be of a fork (null). */
export type CommitHead = { readonly branch: string | null; readonly base: string | null }

/** An event that a workflow's file says it starts on, of those that a push or a pull request gives. Filters are as written, null where there is none. */
export type WorkflowStart = {
  readonly path: string
  readonly name: string
  readonly event: 'push' | 'pull_request' | 'pull_request_target'
  readonly branches: readonly string[] | null
  readonly branchesIgnore: readonly string[] | null
  /** Whether the paths that changed decide: then a run may come, and is not expected. */
  readonly byPaths: boolean
}
