import { METRIC_WORDS, tokensOf } from '../../parse/metric-names.ts'
import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { lastName, walkExpression } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'

/** How surely an expression is a model's metric: `sure` by a metric's own name, `likely` by a word such as score or loss that others use too. */
export type MetricKind = 'sure' | 'likely' | null

const LIKELY = new Set(['score', 'scores', 'loss', 'metric', 'metrics', 'performance', 'perf', 'improvement', 'error', 'errors', 'evaluate', 'evaluation', 'fitness', 'reward'])
/** Words of what is compared for other reasons, whatever stands beside them: drift, time, amounts. */
const NEVER = new Set(['drift', 'drifted', 'psi', 'ks', 'zscore', 'pvalue', 'pval', 'latency', 'time', 'timestamp', 'duration', 'seconds', 'elapsed', 'missing', 'null', 'nulls', 'nan', 'len', 'count', 'counts', 'size', 'patience', 'num', 'columns', 'rows', 'shape', 'length', 'days', 'date', 'retry', 'retries', 'bias', 'fairness', 'disparity', 'parity', 'difference'])
/** Words of one prediction and of the subject, which make a bare "score" or "error" something else. */
const SUBJECT = new Set(['anomaly', 'anomalies', 'outlier', 'outliers', 'fraud', 'sentiment', 'similarity', 'confidence', 'conf', 'prob', 'probs', 'proba', 'probability', 'probabilities', 'risk', 'credit', 'request', 'requests', 'rating', 'http', 'status', 'logits', 'softmax', 'quality', 'health', 'relevance', 'churn', 'lead', 'toxicity', 'distance', 'dq', 'match', 'rerank', 'index', 'rate', 'decision'])
const BAR = /thresh|(?:^|_)min(?:imum)?(?:_|$)|(?:^|_)max(?:imum)?(?:_|$)|limit|baseline|champion|champ(?:_|$)|incumbent|prod(?:uction)?(?:_|$)|(?:^|_)(?:current|deployed|existing|registered|old|prev|previous|last|best|latest|reference|benchmark|target|required|requirement|expected|acceptable|cutoff|tolerance|bar|goal|gate|naive|dummy|majority|random)(?:_|$)/i

/** The names, attributes and key texts an expression itself is made of, without what is inside the arguments of its calls. */
export function ownWords(expression: Expression): readonly string[] {
  const words: string[] = []
  const gather = (one: Expression): void => {
    switch (one.kind) {
      case 'name': words.push(one.id); return
      case 'attribute': words.push(one.name); return gather(one.of)
      case 'subscript': gather(one.of); for (const index of one.index) if (index.kind === 'string') words.push(index.text); else if (index.kind !== 'number') gather(index); return
      case 'call':
        gather(one.callee)
        // What a getter is asked for, and what a conversion or aggregate is given, is what it is about.
        for (const { value } of one.args.slice(0, 2)) if (value.kind === 'string') words.push(value.text); else if (isTransparent(one.callee)) gather(value)
        return
      case 'binary': case 'boolean': gather(one.left); return gather(one.right)
      case 'unary': return gather(one.operand)
      case 'conditional': gather(one.then); return gather(one.otherwise)
      case 'await': if (one.value !== null) gather(one.value); return
      case 'named': words.push(one.name); return gather(one.value)
      default:
    }
  }
  gather(expression)
  return words
}

const TRANSPARENT = new Set(['float', 'round', 'abs', 'max', 'min', 'mean', 'median', 'sqrt', 'sum', 'int', 'item', 'average', 'str', 'Decimal'])

function isTransparent(callee: Expression): boolean {
  return TRANSPARENT.has(lastName(callee))
}

/** Whether an expression is a model's metric, by its own words, else by those of the values its names were given. */
export function metricKindOf(expression: Expression, tree: PythonTree, context: Context, hops = 2): MetricKind {
  const kind = kindOfWords(ownWords(expression))
  if (kind === 'other') return null
  if (kind === 'sure' || hops === 0) return kind
  let found: MetricKind = kind
  walkExpression(expression, (one) => {
    if (one.kind !== 'name' || found === 'sure') return
    const value = namesOf(tree).valueOf(one.id, context, one.line)
    if (value === null || value === expression) return
    const inner = metricKindOf(value, tree, context, hops - 1)
    if (inner !== null) found = inner
    else if (found === 'likely' && kindOfWords(ownWords(value)) === 'other') found = null
  })
  return found
}

function kindOfWords(words: readonly string[]): MetricKind | 'other' {
  const tokens = words.flatMap(tokensOf)
  if (tokens.some((token, index) => NEVER.has(token) || (token === 'z' && tokens[index + 1] === 'score'))) return 'other'
  if (tokens.some((token, index) => METRIC_WORDS.has(token) || (token === 'mean' && /^(?:absolute|squared)$/.test(tokens[index + 1] ?? '')) || (token === 'r' && tokens[index + 1] === '2') || (token === 'iou' && /^(?:mean|avg|val|test)$/.test(tokens[index - 1] ?? ''))) || words.some((word) => word.startsWith('mAP'))) return 'sure'
  if (tokens.some((token) => SUBJECT.has(token) || token.startsWith('predict') || token === 'y')) return 'other'
  return tokens.some((token) => LIKELY.has(token)) ? 'likely' : null
}

/** Whether a name says that it is what something is measured against: a threshold, a baseline, the model in production. */
export function isBarName(word: string): boolean {
  return BAR.test(word.replace(/([a-z0-9])([A-Z])/g, '$1_$2'))
}

/** Whether a name is that of a metric, by a metric's own word: `val_f1`, `min_accuracy`. */
export function isMetricName(word: string): boolean {
  const tokens = tokensOf(word)
  return tokens.some((token) => METRIC_WORDS.has(token)) && !tokens.some((token) => NEVER.has(token))
}

/** Whether a text (a shell condition, a jq filter) speaks of a model's metric. */
export function textSpeaksOfMetric(text: string): boolean {
  const tokens = tokensOf(text.slice(0, 120)).concat(tokensOf(text.slice(120, 240)))
  return !tokens.some((token) => token === 'drift' || token === 'psi' || /^(?:coverage|cov|pylint|lint|flake8|lighthouse|trivy|security|sonar)$/.test(token)) && tokens.some((token) => METRIC_WORDS.has(token) || token === 'score' || token === 'loss' || token === 'metric')
}
