import { ERROR_WORDS, METRIC_WORDS, TURNED_WORDS, tokensOf } from '../../parse/metric-names.ts'

/** What is told of a metric here is no value of it. */
const OF_A_METRIC: ReadonlySet<string> = new Set(['reduction', 'improvement', 'gain', 'delta', 'diff', 'difference', 'change', 'ratio', 'relative', 'std', 'var', 'threshold', 'min', 'max', 'target', 'goal', 'tolerance', 'support'])

/** Whether a name is that of a number which says how good a model is: a metric's, a loss or an error. */
export function isModelMetric(name: string): boolean {
  const tokens = tokensOf(name)
  return tokens.some((token) => METRIC_WORDS.has(token) || ERROR_WORDS.has(token)) && !tokens.some((token) => OF_A_METRIC.has(token))
}

/** Whether more of a metric is better, by its name: every word of `METRIC_WORDS` that is none of `ERROR_WORDS` is of one that is. Null where the name does not tell. */
export function isBetterHigher(name: string): boolean | null {
  const tokens = tokensOf(name)
  const [low, high] = [tokens.some((token) => ERROR_WORDS.has(token)), tokens.some((token) => METRIC_WORDS.has(token) && !ERROR_WORDS.has(token))]
  if (low === high) return null
  return tokens.some((token) => TURNED_WORDS.has(token)) ? (low ? true : null) : high
}
