import type { MlflowReport, MlflowRun, NamedNumber, NamedText, RegisteredModel } from '../../model/report-facts.ts'
import { bestRun } from './best-run.ts'
import { isPrivate, withoutPlaces } from '../../parse/private-values.ts'

/** `root` is the folder of the project as this machine names it; `since` in milliseconds since 1970: earlier runs are left out. */
export type SummaryOptions = { readonly root: string; readonly metric: string | null; readonly since: number | null }

/** `leftOut` names what looked like a credential or a person. */
export type Summary = { readonly text: string; readonly runs: number; readonly models: number; readonly best: MlflowReport['best'] | null; readonly leftOut: readonly string[] }

const MOST_RUNS = 50
/** What is read of a bundle's file, less some. */
const LARGEST = 900_000

/**
 * Sums up MLflow's stores as a bundle keeps them (docs/evidence.md): the best run by a metric, those that registered versions came from, and the newest; and
 * registered models. Places of this machine, names of people and credentials are left out. The same stores give the same text.
 */
export function summaryOfStores(stores: readonly MlflowReport[], { root, metric, since }: SummaryOptions): Summary {
  const leftOut = new Set<string>()
  const all = [...new Map(stores.flatMap(({ runs }) => runs).map((run) => [run.id, run])).values()].filter(({ startedAt }) => since === null || (startedAt !== null && startedAt >= since))
    .toSorted((one, other) => (other.startedAt ?? 0) - (one.startedAt ?? 0) || (one.id < other.id ? -1 : 1))
  const models = [...new Map(stores.flatMap((store) => store.models).map((model) => [model.name, model])).values()].toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const best = metric === null ? null : bestRun(all, metric)
  const registered = new Set(models.flatMap(({ versions }) => versions.map(({ run }) => run)))
  const rank = ({ id }: MlflowRun): number => (id === best?.run ? 0 : registered.has(id) ? 1 : 2)
  const chosen = all.toSorted((one, other) => rank(one) - rank(other))
  const before = stores.reduce((sum, { cut }) => sum + cut, 0)
  for (let most = MOST_RUNS; ; most = Math.floor(most / 2)) {
    const kept = new Set(chosen.slice(0, most))
    const text = `${JSON.stringify({
      mlflow: 1, experiments: [...new Set(stores.flatMap(({ experiments }) => experiments))].sort().map((name) => withoutPlaces(name, root)),
      ...(best === null ? {} : { best }), cut: before + all.length - kept.size,
      runs: all.filter((run) => kept.has(run)).map((run) => runAs(run, root, leftOut)), models: models.map((model) => modelAs(model, root, leftOut)),
    }, null, 1)}\n`
    if (text.length <= LARGEST || most === 0) return { text, runs: kept.size, models: models.length, best, leftOut: [...leftOut].sort() }
  }
}

function runAs({ id, name, experiment, status, startedAt, endedAt, parameters, metrics, tags, signature }: MlflowRun, root: string, leftOut: Set<string>): object {
  return {
    id, name: textAs(name, root), experiment: textAs(experiment, root), status, startedAt, endedAt,
    parameters: textsAs(parameters, root, leftOut), metrics: numbersAs(metrics), tags: textsAs(tags, root, leftOut), signature,
  }
}

function modelAs({ name, description, tags, aliases, versions }: RegisteredModel, root: string, leftOut: Set<string>): object {
  return {
    name, description: textAs(description, root), tags: textsAs(tags, root, leftOut), aliases: Object.fromEntries(aliases.map(({ alias, version }) => [alias, version])),
    versions: versions.map((version) => ({ ...version, description: textAs(version.description, root), tags: textsAs(version.tags, root, leftOut) })),
  }
}

function textAs(text: string | null, root: string): string | null {
  return text === null || isPrivate('', text) ? null : withoutPlaces(text, root)
}

/** MLflow's own tags tell of the machine and its user; the commit is worth keeping. */
function textsAs(texts: readonly NamedText[], root: string, leftOut: Set<string>): object {
  return Object.fromEntries(texts.flatMap(({ name, value }): readonly (readonly [string, string])[] => {
    if (name.startsWith('mlflow.') && name !== 'mlflow.source.git.commit') return []
    if (!isPrivate(name, value)) return [[withoutPlaces(name, root), withoutPlaces(value, root)]]
    leftOut.add(name)
    return []
  }))
}

function numbersAs(numbers: readonly NamedNumber[]): object {
  return Object.fromEntries(numbers.map(({ name, value }) => [name, value]))
}
