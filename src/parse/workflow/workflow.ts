import type { Json } from '../json.ts'

/** One event a workflow starts on. Filters are null where they are not given. */
export type Trigger = {
  readonly event: string
  readonly line: number
  readonly branches: readonly string[] | null
  readonly branchesIgnore: readonly string[] | null
  readonly tags: readonly string[] | null
  readonly tagsIgnore: readonly string[] | null
  readonly paths: readonly string[] | null
  readonly pathsIgnore: readonly string[] | null
  readonly types: readonly string[] | null
  /** Names of the workflows that `workflow_run` waits for. */
  readonly workflows: readonly string[]
  readonly crons: readonly string[]
  /** Inputs of `workflow_call` and `workflow_dispatch` with their defaults as text. */
  readonly inputs: readonly { readonly name: string; readonly default: string | null }[]
}

export type Named = Readonly<Record<string, string>>

export type WorkflowStep = {
  readonly id: string | null
  readonly name: string | null
  readonly uses: string | null
  readonly with: Named
  readonly run: string | null
  /** The first line of the script inside `run`. */
  readonly runLine: number
  readonly line: number
  readonly shell: string | null
  readonly workingDirectory: string | null
  readonly if: string | null
  readonly ifLine: number
  /** As it is written; null where it is not set. */
  readonly continueOnError: string | null
  readonly continueLine: number
  readonly environment: Named
  readonly timeout: string | null
}

export type WorkflowDefaults = { readonly shell: string | null; readonly workingDirectory: string | null }

export type WorkflowJob = {
  readonly id: string
  readonly name: string | null
  readonly line: number
  readonly needs: readonly string[]
  readonly if: string | null
  readonly ifLine: number
  readonly matrix: Json
  /** A reusable workflow; `with` are its inputs. */
  readonly uses: string | null
  readonly with: Named
  readonly runsOn: readonly string[]
  readonly environmentName: string | null
  readonly container: string | null
  readonly services: readonly { readonly name: string; readonly image: string | null }[]
  readonly continueOnError: string | null
  readonly continueLine: number
  readonly defaults: WorkflowDefaults
  readonly environment: Named
  readonly permissions: Json
  readonly concurrency: Json
  readonly steps: readonly WorkflowStep[]
}

/** A file in `.github/workflows`. `invalid` says why GitHub would not run it, and where. */
export type Workflow = {
  readonly name: string | null
  readonly triggers: readonly Trigger[]
  readonly environment: Named
  readonly defaults: WorkflowDefaults
  readonly permissions: Json
  readonly concurrency: Json
  readonly jobs: readonly WorkflowJob[]
  readonly invalid: { readonly reason: string; readonly line: number } | null
}

/** An `action.yml`; `steps` is empty unless it is a composite action. */
export type LocalAction = {
  readonly name: string | null
  readonly using: string | null
  readonly inputs: readonly { readonly name: string; readonly default: string | null }[]
  readonly steps: readonly WorkflowStep[]
  /** The Dockerfile or script that it runs, where it is no composite action. */
  readonly runs: string | null
}
