import type { Command, Mask, Place } from '../commands/command.ts'

/** What can start a step. `tag` is a push of a tag; other events go by GitHub's name. */
export type StartedBy = 'push' | 'pull_request' | 'tag' | (string & {})

/** Where something stands in CI, and when it runs. */
export type CiOrigin = {
  /** Path of the workflow that starts it. */
  readonly workflow: string
  readonly workflowName: string
  /** Job id; for a job of a reusable workflow `caller / job`. */
  readonly job: string
  readonly runsOn: readonly string[]
  /** Position in its job, from 0; inside a composite action, position in that. */
  readonly step: number
  /** Position of the step that GitHub shows: in its job, from 0. */
  readonly jobStep: number
  readonly stepName: string | null
  /** Where the step stands: in the workflow, or in the composite action or reusable workflow it leads to. */
  readonly stepPlace: Place
  /** The environment of a deployment that the job names. */
  readonly environmentName: string | null
  readonly starts: readonly StartedBy[]
  /** Something else than a person starts it: a push, a tag, a release, a schedule, another workflow's end. */
  readonly automatic: boolean
  /** A push or a pull request starts it, also through the end of another workflow, and its conditions can hold here. */
  readonly inCi: boolean
  /** Why it never runs here; null where it can. */
  readonly inactive: string | null
  /** It runs only when something before it failed. */
  readonly afterFailure: boolean
}

export type CiCommand = Command & CiOrigin

/** A use of an action. `with` has literal inputs put in. */
export type CiAction = CiOrigin & {
  readonly uses: string
  readonly with: Readonly<Record<string, string>>
  readonly place: Place
  readonly via: readonly Place[]
  readonly masked: Mask | null
  readonly broken: string | null
}

export type CiWorkflow = {
  readonly path: string
  readonly name: string
  readonly starts: readonly StartedBy[]
  readonly automatic: boolean
  readonly inCi: boolean
  readonly crons: readonly { readonly cron: string; readonly line: number }[]
  /** Why GitHub does not run it. */
  readonly invalid: { readonly reason: string; readonly line: number } | null
  /** Why its triggers can never hold here; null where one can. */
  readonly inactive: string | null
  /** The line of its triggers' first event. */
  readonly line: number
}

/** A command of another CI system, whose runs cannot be seen. */
export type OtherCommand = Command & { readonly system: string }

export type CiFacts = {
  readonly workflows: readonly CiWorkflow[]
  readonly commands: readonly CiCommand[]
  readonly actions: readonly CiAction[]
  readonly others: readonly { readonly system: string; readonly path: string; readonly line: number; readonly commands: readonly OtherCommand[] }[]
}
