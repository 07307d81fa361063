import type { Basis } from './criterion.ts'
import type { ArtifactEvidence, FileEvidence } from './evidence.ts'
import type { MlflowStatus, NamedNumber, NamedText } from './report-facts.ts'

/**
 * One run of an experiment, as MLflow keeps it; times are milliseconds since 1970. `experiment` is the name of its experiment and `status` how it ended, null where
 * the store does not tell. Parameters and metrics are cut at 40 each.
 */
export type ExperimentRun = {
  readonly id: string
  readonly name: string | null
  readonly experiment: string | null
  readonly status: MlflowStatus | null
  readonly startedAt: number | null
  readonly parameters: readonly NamedText[]
  readonly metrics: readonly NamedNumber[]
}

/** A version of a registered model: the run that it is from (null where none is named), its stage and the aliases that lead to it. */
export type RegisteredVersion = { readonly model: string; readonly version: string; readonly run: string | null; readonly stage: string | null; readonly aliases: readonly string[] }

/** What a store says, before it is known where a person opens it and on whose word it is. */
export type StoredExperiments = Omit<Experiments, 'place' | 'basis'>

/**
 * What one MLflow store (committed or uploaded) says of experiments: the newest 50 runs, the newest 20 versions of registered models, and the run that its
 * maker calls the best, where a summary names one. `path` is where the store stood (`mlruns`), whatever file of it is shown; `count` is how many runs it holds in all.
 */
export type Experiments = {
  readonly path: string
  readonly place: FileEvidence | ArtifactEvidence
  readonly basis: Basis
  readonly count: number
  readonly runs: readonly ExperimentRun[]
  readonly versions: readonly RegisteredVersion[]
  readonly best: { readonly metric: string; readonly run: string; readonly value: number } | null
}
