import type { ExperimentRun, Experiments } from '../../model/experiments.ts'
import { tokensOf } from '../../parse/metric-names.ts'
import { bestRun, isLessBetter } from '../bundle/best-run.ts'
import type { Tracked } from './tracked.ts'

/** The best run of what was tracked: by which metric, whether less of it is better, its value, and on which word: a summary's own (`summary`), or by comparing the runs (`runs`). `experiments` is the store that holds it. */
export type BestRun = { readonly run: ExperimentRun; readonly metric: string; readonly value: number; readonly lessIsBetter: boolean; readonly from: 'summary' | 'runs'; readonly experiments: Experiments }

/** Words of the metrics that models are compared by, in the order in which one is chosen. */
const FAMILIES: readonly (readonly string[])[] = [
  ['f1', 'f1score'], ['accuracy', 'acc'], ['auc', 'auroc', 'rocauc'], ['r2', 'rsquared'],
  ['rmse'], ['mae'], ['mse'], ['mape'], ['logloss'], ['loss'], ['error', 'err'], ['precision'], ['recall'], ['score'],
]
const HELD_OUT: ReadonlySet<string> = new Set(['val', 'valid', 'validation', 'test', 'testing', 'eval', 'evaluation', 'cv', 'holdout', 'dev'])
const TRAINING: ReadonlySet<string> = new Set(['train', 'training', 'fit'])

/**
 * The best of the runs in all stores together: by the metric that a summary names, else by one that all runs with metrics share, chosen by usual names
 * (`test_f1` before `f1`, `accuracy`, `rmse`), never one of training alone. Of equal ones the first that began. Null where no such metric tells, or fewer than
 * two runs have metrics.
 */
export function bestRunOf({ runs: known, stores }: Tracked): BestRun | null {
  for (const store of stores) {
    const { best } = store
    const run = best === null ? undefined : store.runs.find(({ id }) => id === best.run)
    if (best !== null && run !== undefined) return { run, metric: best.metric, value: best.value, lessIsBetter: isLessBetter(best.metric), from: 'summary', experiments: store }
  }
  const measured = known.filter(({ run }) => run.metrics.length > 0)
  const runs = measured.map(({ run }) => run)
  const metric = runs.length < 2 ? null : chosenMetric(runs)
  const best = metric === null ? null : bestRun(runs, metric)
  const found = measured.find(({ run }) => run.id === best?.run)
  return best === null || found === undefined ? null : { run: found.run, metric: best.metric, value: best.value, lessIsBetter: isLessBetter(best.metric), from: 'runs', experiments: found.store }
}

function chosenMetric(runs: readonly ExperimentRun[]): string | null {
  const [first, ...others] = runs
  const shared = (first?.metrics ?? []).map(({ name }) => name).filter((name) => others.every(({ metrics }) => metrics.some((metric) => metric.name === name)))
  const ranked = shared.flatMap((name) => { const rank = rankOf(name); return rank === null ? [] : [{ name, ...rank }] })
  const [best] = ranked.toSorted((one, other) => one.family - other.family || one.side - other.side || one.name.length - other.name.length || (one.name < other.name ? -1 : 1))
  return best?.name ?? null
}

/** Where a metric stands among those that compare models, by its name; `side` is 0 for held-out data. Null for one of training, and for what is no such metric. */
function rankOf(name: string): { readonly family: number; readonly side: number } | null {
  const tokens = tokensOf(name)
  const said = new Set([...tokens, ...tokens.map((token, index) => `${token}${tokens[index + 1] ?? ''}`)])
  const family = FAMILIES.findIndex((words) => words.some((word) => said.has(word)))
  const isHeldOut = tokens.some((token) => HELD_OUT.has(token))
  return family < 0 || (!isHeldOut && tokens.some((token) => TRAINING.has(token))) ? null : { family, side: isHeldOut ? 0 : 1 }
}
