import type { ExperimentRun, RegisteredVersion, StoredExperiments } from '../../model/experiments.ts'
import type { MlflowReport, MlflowRun, RegisteredModel, ReportFacts } from '../../model/report-facts.ts'
import { isPrivate } from '../../parse/private-values.ts'

/** How much of a store is kept; of the runs the newest. */
export const MOST_STORED = { runs: 50, versions: 20, values: 40 } as const

/** What the MLflow stores among reports say of experiments, a store each that holds runs or registered versions; what looks like a credential or a person is left out. */
export function storedExperiments(reports: readonly ReportFacts[]): readonly StoredExperiments[] {
  return reports.flatMap((report) => (report.kind === 'mlflow' && (report.runs.length > 0 || report.models.length > 0) ? [storeOf(report)] : []))
}

function storeOf({ path, store, runs, models, best, cut }: MlflowReport): StoredExperiments {
  const newest = runs.toSorted((one, other) => (other.startedAt ?? 0) - (one.startedAt ?? 0))
  // The run that is called the best is worth more than the last of those that are kept.
  const older = newest.slice(MOST_STORED.runs).filter(({ id }) => id === best?.run)
  const kept = [...newest.slice(0, MOST_STORED.runs - older.length), ...older]
  return {
    path, count: runs.length + (store === 'summary' ? cut : 0), runs: kept.map(runOf), best: best ?? null,
    versions: models.flatMap(versionsOf).toSorted((one, other) => other.createdAt - one.createdAt).slice(0, MOST_STORED.versions).map(({ version }) => version),
  }
}

function runOf({ id, name, experiment, status, startedAt, parameters, metrics }: MlflowRun): ExperimentRun {
  return { id, name, experiment: experiment === null || isPrivate('', experiment) ? null : experiment, status, startedAt, parameters: parameters.filter((one) => !isPrivate(one.name, one.value)).slice(0, MOST_STORED.values), metrics: metrics.slice(0, MOST_STORED.values) }
}

function versionsOf({ name, aliases, versions }: RegisteredModel): readonly { readonly createdAt: number; readonly version: RegisteredVersion }[] {
  return versions.map(({ version, run, stage, createdAt }) => ({
    createdAt: createdAt ?? 0, version: { model: name, version, run, stage, aliases: aliases.filter((one) => one.version === version).map(({ alias }) => alias) },
  }))
}
