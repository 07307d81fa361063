import { METRIC_WORDS, tokensOf } from '../../parse/metric-names.ts'

/** Words of metrics that are better the lower they are; every other word of `METRIC_WORDS` is of one that is better the higher it is. */
const LOWER: ReadonlySet<string> = new Set(['loss', 'losses', 'error', 'errors', 'err', 'rmse', 'mae', 'mse', 'mape', 'smape', 'rmsle', 'wape', 'logloss', 'wer', 'cer', 'perplexity', 'brier'])
/** scikit-learn turns a loss around so that more is better: `neg_mean_squared_error`. */
const TURNED: ReadonlySet<string> = new Set(['neg', 'negative'])
/** What is told of a metric here is no value of it. */
const OF_A_METRIC: ReadonlySet<string> = new Set(['reduction', 'improvement', 'gain', 'delta', 'diff', 'difference', 'change', 'ratio', 'relative', 'std', 'var', 'threshold', 'min', 'max', 'target', 'goal', 'tolerance', 'support'])

/** Whether a name is that of a number which says how good a model is: a metric's, a loss or an error. */
export function isModelMetric(name: string): boolean {
  const tokens = tokensOf(name)
  return tokens.some((token) => METRIC_WORDS.has(token) || LOWER.has(token)) && !tokens.some((token) => OF_A_METRIC.has(token))
}

/** Whether more of a metric is better, by its name; null where the name does not tell. */
export function isBetterHigher(name: string): boolean | null {
  const tokens = tokensOf(name)
  const [low, high] = [tokens.some((token) => LOWER.has(token)), tokens.some((token) => METRIC_WORDS.has(token) && !LOWER.has(token))]
  if (low === high) return null
  return tokens.some((token) => TURNED.has(token)) ? (low ? true : null) : high
}
