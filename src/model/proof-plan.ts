import type { JudgedId } from './criterion.ts'
import type { StageId } from './pipeline.ts'
import type { ProbePaths } from './probe.ts'

/** A name as GitHub shows it: texts between which anything may stand, where an expression stood; one text where none did. */
export type NamePattern = readonly [string, ...string[]]

/** One step of a job, as the workflow's file has it. */
export type StepShape = { readonly name: NamePattern; readonly path: string; readonly line: number }

/**
 * Whose newer run cancels one that is under way (`concurrency` with `cancel-in-progress`): one of the same branch, where the name of its group speaks of that (of
 * pull requests alone, where each other run has a group of its own: `github.head_ref || github.run_id`), or any of the workflow.
 */
export type CancelledBy = 'run-of-branch' | 'run-of-pull-request' | 'any-run'

/** One job of a workflow. `id` is `caller / called` for a job of a workflow that it calls; `names` are the ways GitHub may show it, the likeliest first. */
export type JobShape = {
  readonly id: string
  readonly names: readonly NamePattern[]
  readonly needs: readonly string[]
  /** Empty where the workflow that it calls is not of this repository. */
  readonly steps: readonly StepShape[]
  /** What its file says of newer runs, by the job's own word, else by the workflow's; null where they cancel nothing, or where that cannot be told. */
  readonly cancelledBy: CancelledBy | null
  /** The workflow elsewhere that it calls (`owner/name/path@ref`); null for a job of this repository. */
  readonly calls: string | null
}

/** One workflow that can run by itself. `files` are all that it is made of: its own, those it calls, composite actions. */
export type WorkflowShape = {
  readonly path: string
  readonly name: string
  readonly blob: string
  readonly files: readonly string[]
  /** The blob SHAs of `files` besides its own, by path. */
  readonly blobs: Readonly<Record<string, string>>
  readonly jobs: readonly JobShape[]
}

/** What a step would show: the whole of its criterion (`does`), one half of a pipeline (`checks`, `delivers`), or that the service answers (`asks`). */
export type Shows = 'does' | 'checks' | 'delivers' | 'asks'

/** A step of a workflow that the plan follows. Its success says something where nothing speaks against that (`doubt`). */
export type PlanStep = {
  readonly workflow: string
  readonly job: string
  /** Its place in the job, from 0. */
  readonly step: number
  readonly path: string
  readonly line: number
  readonly says: string
  /** Why its success would prove nothing: its failure is masked, it runs only by hand; null where it counts. */
  readonly doubt: string | null
}

/** A step that does what a criterion speaks of, and proves it where it succeeds. */
export type ProvingStep = PlanStep & {
  readonly criterion: JudgedId
  readonly shows: Shows
  /** It may fail for another reason than this criterion: a run of many tests, of which one asks the service. Then its failure leaves the criterion open. */
  readonly shared: boolean
  /** What must hold for it to deliver where it runs: the `push` of an action that builds an image either way. Null where it delivers whenever it runs. */
  readonly when: string | null
}

/** A step that belongs to a stage of the pipeline, whatever its job is called. */
export type StageStep = PlanStep & { readonly stage: StageId }

/** A test function of the repository that counts for a criterion: `name` is `Class.function` for a method. */
export type PlannedTest = { readonly criterion: 'tests-unit' | 'tests-integration' | 'tests-behavioral'; readonly path: string; readonly name: string }

/** A job that calls a workflow elsewhere. What it may show decides what speaks against it: a check has to be started by pushes or pull requests (`doubt`), anything else by anything but a person. */
export type CallElsewhere = PlanStep & { readonly doubtOfDelivery: string | null }

/** What CI would have to show for a commit's criteria to be proven, as its files say it. */
export type ProofPlan = {
  readonly workflows: readonly WorkflowShape[]
  readonly steps: readonly ProvingStep[]
  readonly stages: readonly StageStep[]
  /** The steps that bring an earlier version back (`kubectl rollout undo`, a job that is named so), whoever starts them. */
  readonly rollbacks: readonly PlanStep[]
  /** The steps that look for drift where a person or a push starts them: that they ran shows no check that runs by itself. */
  readonly driftChecks: readonly PlanStep[]
  /** By which paths the deployed service can be asked. */
  readonly probePaths: ProbePaths
  /** Environments whose deployments deliver nothing, and those that put no service into operation. */
  readonly idleEnvironments: { readonly ofPipeline: readonly string[]; readonly ofService: readonly string[] }
  /** The tests that a report of a run would name; `areAll` is false where there are more. */
  readonly tests: { readonly listed: readonly PlannedTest[]; readonly areAll: boolean }
  /** Paths of the workflows that upload something. */
  readonly uploads: readonly string[]
  /** The jobs that call a workflow elsewhere: `says` is what they call, `owner/name/path@ref`. */
  readonly calls: readonly CallElsewhere[]
  /** The paths of the repository's own files, code first; of a large one not all. */
  readonly paths: readonly string[]
  /** Digests of what runs depend on: the same digest, the same result is to be expected. */
  readonly inputs: { readonly project: string; readonly workflows: Readonly<Record<string, string>> }
}
