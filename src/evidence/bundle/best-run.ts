import type { MlflowReport, MlflowRun } from '../../model/report-facts.ts'
import { ERROR_WORDS, TURNED_WORDS, tokensOf } from '../../parse/metric-names.ts'

/** Of these the least is the best, too, and they tell nothing of how good a model is. */
const COST_WORDS: ReadonlySet<string> = new Set(['latency', 'duration'])

const R2_WORDS: ReadonlySet<string> = new Set(['r2', 'rsquared'])

/** Whether less of a metric is better, by its name; of a name that does not say, more is. */
export function isLessBetter(metric: string): boolean {
  const tokens = tokensOf(metric)
  // Of R² more is better, also where somebody calls it an error.
  if (tokens.some((token, index) => R2_WORDS.has(token) || R2_WORDS.has(`${token}${tokens[index + 1] ?? ''}`))) return false
  return tokens.some((token) => ERROR_WORDS.has(token) || COST_WORDS.has(token)) && !tokens.some((token) => TURNED_WORDS.has(token))
}

/** The run with the best value of a metric; of equal ones that which began first. Null where no run has it. */
export function bestRun(runs: readonly Pick<MlflowRun, 'id' | 'startedAt' | 'metrics'>[], metric: string): Exclude<MlflowReport['best'], undefined> | null {
  const sign = isLessBetter(metric) ? 1 : -1
  const having = runs.flatMap((run) => run.metrics.filter(({ name }) => name === metric).map(({ value }) => ({ run, value })))
  const [best] = having.toSorted((one, other) => sign * (one.value - other.value) || (one.run.startedAt ?? 0) - (other.run.startedAt ?? 0) || (one.run.id < other.run.id ? -1 : 1))
  return best === undefined ? null : { metric, run: best.run.id, value: best.value }
}
