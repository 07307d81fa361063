import type { PlacedClaim } from './claim.ts'
import type { Trust } from './course.ts'
import type { Evidence } from './evidence.ts'
import type { JudgedId } from './criterion.ts'
import type { FamilyGroup } from './report-facts.ts'
import type { CommittedNumbers, EarlierMetrics } from './model-metrics.ts'
import type { Probe, ProbeKind, ProbeRefusal, ProbeSilence } from './probe.ts'
import type { Deployment, WayBack, WorkflowRun } from './run.ts'

/** What ran on one commit and where it was deployed, as it lies in a file: `schemas/runs.schema.json`. `trust` is what the course said of workflows when it was written, absent where no course was named. */
export type CommitSeen = { readonly schema: 1; readonly commit: string; readonly runs: readonly WorkflowRun[]; readonly deployments: readonly Deployment[]; readonly trust?: Trust }

/** What CI and deployments showed of one commit, and what reports claim of it. */
export type Seen = {
  /** The runs of the commit itself. */
  readonly runs: readonly WorkflowRun[]
  /** Runs of other commits whose inputs were the same (the digest of their workflow): what they showed holds here as well. */
  readonly earlier: readonly WorkflowRun[]
  readonly deployments: readonly Deployment[]
  /** Where environments went back to this commit or from it, as far as deployments are known; the newest first. */
  readonly waysBack: readonly WayBack[]
  /** Every asking of the service that this commit was deployed as, in any order. */
  readonly probes: readonly Probe[]
  /** What deployments and probes showed on the branch that the commit asks to be merged into; null where it asks for none, or is of that branch. */
  readonly base: BaseShown | null
  /** What reports say, of the repository's own files or of what a run uploaded. */
  readonly claims: readonly PlacedClaim[]
  /** Numbers of reports that are committed. */
  readonly numbers: CommittedNumbers
  /** What the model's numbers are compared with; null where no commit before has any. */
  readonly metricsBefore: EarlierMetrics | null
}

/** One criterion that a deployment or a probe showed at a commit of the branch; `files` are the places that declare it there. */
export type ShownOnBase = { readonly criterion: JudgedId; readonly commit: string; readonly evidence: readonly Evidence[]; readonly files: readonly { readonly path: string; readonly blob: string }[] }

export type BaseShown = { readonly branch: string; readonly shown: readonly ShownOnBase[] }

/** The families of metrics that an answer had, by what they are about; the first names of those of the model. */
export type SeenFamilies = { readonly count: number; readonly model: readonly string[]; readonly groups: Readonly<Record<FamilyGroup, number>> }

/** What became of a step that would prove something, in one job of one run. */
export type StepResult =
  /** It succeeded, or failed. */
  | { readonly kind: 'passed' | 'failed' }
  /** It did not run, because the step `by` failed before it in its job. */
  | { readonly kind: 'stopped'; readonly by: string }
  /** It did not run, or did not end: in GitHub's word, and for a run that was cancelled whether a newer one did that. */
  | { readonly kind: 'left'; readonly word: 'skipped' | 'cancelled' | 'cancelled by a newer run' | 'timed_out' | 'stale' | 'neutral' | 'startup_failure' }
  /** It has not ended yet, or a person must let it run. */
  | { readonly kind: 'awaited'; readonly word: 'running' | 'approval' | 'environment' }
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
  /** The step failed, and its job lets that pass; `everywhere` is whether nothing that would show it passed. */
  | { readonly kind: 'allowed-failure'; readonly step: string; readonly job: string; readonly everywhere: boolean }
  | { readonly kind: 'left'; readonly step: string; readonly job: string; readonly word: string }
  | { readonly kind: 'awaited'; readonly step: string; readonly word: 'running' | 'approval' | 'environment' }
  | { readonly kind: 'unclear'; readonly step: string }
  /** The step ran and passed, and its success proves nothing: `doubt` says why. */
  | { readonly kind: 'doubted'; readonly step: string; readonly doubt: string }
  /** A half of it was shown (it checks, it delivers), and the other was not. */
  | { readonly kind: 'half'; readonly shown: 'checks' | 'delivers'; readonly rest: Why }
  | { readonly kind: 'deployed' | 'deployment-failed'; readonly environment: string; readonly state: string }
  | { readonly kind: 'deploying'; readonly environment: string }
  /** The deployed service answered; `families` where it was asked for metrics. */
  | { readonly kind: 'answered'; readonly what: ProbeKind; readonly path: string; readonly status: number; readonly families: SeenFamilies | null }
  /** It gave no answer, or one that says that nothing answers there, `tries` times; `isLast` is whether that is as often as it is asked. */
  | { readonly kind: 'not-answered'; readonly what: ProbeKind; readonly path: string; readonly status: number | null; readonly silence: ProbeSilence | null; readonly tries: number; readonly isLast: boolean }
  /** It was asked for metrics and answered with something else; `line` is the first that no reader of metrics takes. */
  | { readonly kind: 'no-metrics'; readonly path: string; readonly line: number; readonly says: string }
  /** It answered with a status that says neither that it is well nor that it is not. */
  | { readonly kind: 'answered-otherwise'; readonly path: string; readonly status: number }
  /** A rule of the App kept it from asking, or from reading on. */
  | { readonly kind: 'not-asked'; readonly path: string; readonly rule: ProbeRefusal | Extract<ProbeSilence, 'name-server' | 'too-large'> }
  /** The branch that it is to be merged into was seen to do it; `same` is whether the files that declare it are the same there. */
  | { readonly kind: 'shown-on-base'; readonly branch: string; readonly commit: string; readonly by: 'deployment' | 'probe'; readonly same: boolean }
