import { groupedBy } from '../../facts/grouped.ts'
import type { ExperimentRun, Experiments } from '../../model/experiments.ts'
import { tokensOf } from '../../parse/metric-names.ts'
import { bestRun, isLessBetter } from '../bundle/best-run.ts'
import { isFinished, type PlacedRun, type Tracked } from './tracked.ts'

/**
 * The best run of one experiment: by which metric, whether less of it is better, its value, and on which word: a summary's own (`summary`), or by comparing the runs
 * (`runs`). `among` are the runs of the experiment that are compared, the best one with them; `experiments` is the store by which it is known.
 */
export type BestRun = { readonly run: ExperimentRun; readonly metric: string; readonly value: number; readonly lessIsBetter: boolean; readonly from: 'summary' | 'runs'; readonly among: readonly ExperimentRun[]; readonly experiments: Experiments }

/** Words of the metrics that models are compared by, in the order in which one is chosen. */
const FAMILIES: readonly (readonly string[])[] = [
  ['f1', 'f1score'], ['accuracy', 'acc'], ['auc', 'auroc', 'rocauc'], ['r2', 'rsquared'],
  ['rmse', 'rootmean'], ['mae', 'absoluteerror'], ['mse', 'squarederror'], ['mape', 'percentageerror'], ['logloss'], ['loss'], ['error', 'err'], ['precision'], ['recall'], ['score'],
]
const HELD_OUT: ReadonlySet<string> = new Set(['val', 'valid', 'validation', 'test', 'testing', 'eval', 'evaluation', 'cv', 'holdout', 'dev'])
const TRAINING: ReadonlySet<string> = new Set(['train', 'training', 'fit'])

/** The runs that can be compared: those that finished (or of which their store does not tell) and are still there. */
export function comparedRuns({ runs }: Tracked): readonly PlacedRun[] {
  return runs.filter((one) => !one.isGone && isFinished(one))
}

/**
 * The best run of each experiment in all stores together. That of the experiment with the newest run goes first, of a run with parameters, as a training has them. By
 * the metric that a summary names, else by one that all its runs with metrics share, chosen by usual names (`test_f1` before `f1`, `accuracy`, `rmse`), never one
 * of training alone. Of equal ones the first that began. None of an experiment where no such metric tells, or fewer than two runs have metrics.
 */
export function bestRunsOf(tracked: Tracked): readonly BestRun[] {
  const compared = comparedRuns(tracked).toSorted(({ run: one }, { run: other }) => Number(other.parameters.length > 0) - Number(one.parameters.length > 0) || (other.startedAt ?? 0) - (one.startedAt ?? 0))
  // What has no experiment goes by itself: JSON tells null from a name.
  return [...groupedBy(compared, ({ run }) => JSON.stringify(run.experiment)).values()].flatMap((group) => bestSaid(group, tracked.stores) ?? bestMeasured(group) ?? [])
}

/** The one that the newest summary names, or one that is better by its metric of those that are newer than what it knew. */
function bestSaid(group: readonly PlacedRun[], stores: readonly Experiments[]): BestRun | null {
  const store = stores.find(({ best }) => best !== null && group.some(({ run }) => run.id === best.run))
  const said = group.find(({ run }) => run.id === store?.best?.run)
  if (store === undefined || store.best === null || said === undefined) return null
  const { metric } = store.best
  const listed = new Map(store.runs.map((run) => [run.id, run]))
  const newest = Math.max(...store.runs.map(({ startedAt }) => startedAt ?? 0))
  const isNewer = ({ run }: PlacedRun): boolean => {
    const known = listed.get(run.id)
    return known === undefined ? run.startedAt === null || run.startedAt > newest : valueOf(known, metric) !== valueOf(run, metric)
  }
  const value = valueOf(said.run, metric) ?? store.best.value
  const better = bestRun(group.filter((one) => one === said || isNewer(one)).map(({ run }) => run), metric)
  const isBetter = better !== null && (isLessBetter(metric) ? better.value < value : better.value > value)
  const found = isBetter ? group.find(({ run }) => run.id === better.run) : undefined
  if (better === null || found === undefined) return bestOf(group, said.run, { metric, value, from: 'summary', experiments: store })
  return bestOf(group, found.run, { metric, value: better.value, from: 'runs', experiments: found.store })
}

function bestMeasured(group: readonly PlacedRun[]): BestRun | null {
  const measured = group.filter(({ run }) => run.metrics.length > 0)
  const runs = measured.map(({ run }) => run)
  const metric = runs.length < 2 ? null : chosenMetric(runs)
  const best = metric === null ? null : bestRun(runs, metric)
  const found = measured.find(({ run }) => run.id === best?.run)
  return best === null || found === undefined ? null : bestOf(group, found.run, { metric: best.metric, value: best.value, from: 'runs', experiments: found.store })
}

function bestOf(group: readonly PlacedRun[], run: ExperimentRun, said: Pick<BestRun, 'metric' | 'value' | 'from' | 'experiments'>): BestRun {
  return { run, ...said, lessIsBetter: isLessBetter(said.metric), among: group.map((one) => one.run) }
}

function valueOf({ metrics }: ExperimentRun, metric: string): number | null {
  return metrics.find(({ name }) => name === metric)?.value ?? null
}

function chosenMetric(runs: readonly ExperimentRun[]): string | null {
  const having = new Map<string, number>()
  for (const { metrics } of runs) for (const name of new Set(metrics.map((metric) => metric.name))) having.set(name, (having.get(name) ?? 0) + 1)
  const ranked = [...having].filter(([, count]) => count === runs.length).flatMap(([name]) => { const rank = rankOf(name); return rank === null ? [] : [{ name, ...rank }] })
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
