/** A line of a file at the judged commit; `line` counts from 1. */
export type FileEvidence = { readonly kind: 'file'; readonly path: string; readonly line: number; readonly blob: string; readonly says: string }

export type RunEvidence = {
  readonly kind: 'run'
  readonly workflow: string
  readonly workflowBlob: string
  readonly controlledBy: 'course' | 'student'
  readonly job: string
  readonly step: string
  readonly headSha: string
  readonly conclusion: string
  readonly url: string
}

export type ArtifactEvidence = { readonly kind: 'artifact'; readonly run: string; readonly name: string; readonly path: string; readonly says: string }

export type DeploymentEvidence = {
  readonly kind: 'deployment'
  readonly id: number
  readonly environment: string
  readonly sha: string
  readonly state: string
  readonly url: string
}

/** `status` is that of the answer, null where none came; `time` is when it was asked, as an ISO date. */
export type ProbeEvidence = { readonly kind: 'probe'; readonly url: string; readonly path: string; readonly status: number | null; readonly time: string }

export type StudentEvidence = { readonly kind: 'student'; readonly login: string; readonly comment: string; readonly text: string }

export type DecisionEvidence = { readonly kind: 'decision'; readonly login: string; readonly reason: string }

/** A commit that came to a branch. */
export type CommitEvidence = { readonly kind: 'commit'; readonly sha: string; readonly branch: string; readonly says: string }

/** A pull request, and the commit it is about: its head, or what its merge made. */
export type PullEvidence = { readonly kind: 'pull'; readonly number: number; readonly sha: string; readonly says: string }

/** One place a person can open to see why a verdict is what it is. */
export type Evidence =
  | FileEvidence | RunEvidence | ArtifactEvidence | DeploymentEvidence | ProbeEvidence | StudentEvidence | DecisionEvidence | CommitEvidence | PullEvidence

/** A list with at least one member: no standing above missing can be given without it. */
export type NonEmpty<T> = readonly [T, ...T[]]
