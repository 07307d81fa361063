import type { MlflowReport, MlflowRun } from '../../model/report-facts.ts'
import { tokensOf } from '../../parse/metric-names.ts'

/** Words of metrics of which the least is the best. */
const LESS: ReadonlySet<string> = new Set(['loss', 'error', 'err', 'mse', 'rmse', 'mae', 'mape', 'smape', 'rmsle', 'wape', 'logloss', 'wer', 'cer', 'perplexity', 'brier', 'deviance', 'latency', 'duration'])

/** Whether less of a metric is better, by its name; of a name that does not say, more is. */
export function isLessBetter(metric: string): boolean {
  return tokensOf(metric).some((token) => LESS.has(token)) && !/^neg(?:ative)?_/i.test(metric)
}

/** The run with the best value of a metric; of equal ones that which began first. Null where no run has it. */
export function bestRun(runs: readonly Pick<MlflowRun, 'id' | 'startedAt' | 'metrics'>[], metric: string): Exclude<MlflowReport['best'], undefined> | null {
  const sign = isLessBetter(metric) ? 1 : -1
  const having = runs.flatMap((run) => run.metrics.filter(({ name }) => name === metric).map(({ value }) => ({ run, value })))
  const [best] = having.toSorted((one, other) => sign * (one.value - other.value) || (one.run.startedAt ?? 0) - (other.run.startedAt ?? 0) || (one.run.id < other.run.id ? -1 : 1))
  return best === undefined ? null : { metric, run: best.run.id, value: best.value }
}
