import { tokensOf } from '../../parse/metric-names.ts'
import type { Expression, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { literalOf, numberOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, someExpression, textOf, walkExpression, wordsIn } from '../python/expressions.ts'
import { statementsWithin } from '../python/layout.ts'
import { namesOf } from '../python/names.ts'
import { walk, type Context } from '../python/walk.ts'
import { besidesFallback } from './fallbacks.ts'
import { isBarName, metricKindOf, ownWords } from './metric-words.ts'

/**
 * A model's metric compared with what it is measured against. `bar` says what that is: a number, a name that says it is a bar
 * (threshold, baseline, champion), another measured metric, or something else.
 */
export type Comparison = {
  readonly node: Expression & { readonly kind: 'compare' | 'call' }
  readonly bar: 'number' | 'named' | 'metric' | 'other'
  readonly sure: boolean
  /** What beats the bar becomes it (`if score > best: best = score`): the best so far is kept, and nothing is refused. */
  readonly keepsBest: boolean
  readonly metric: Expression
  readonly against: Expression
  readonly line: number
  readonly says: string
  readonly statement: Statement
  readonly context: Context
}

type Place = { readonly tree: PythonTree; readonly context: Context; readonly statement: Statement }

const OPERATORS: Readonly<Record<string, string>> = { assertGreater: '>', assertGreaterEqual: '>=', assertLess: '<', assertLessEqual: '<=' }

/** The comparisons of a file by which a metric can fail, in source order; ranges (`0 <= accuracy <= 1`), zero bars and equality are left out. */
export const comparisonsOf = memoise((tree: PythonTree): readonly Comparison[] => {
  const found: Comparison[] = []
  walk(tree, (statement, context) => {
    if (context.dead) return
    for (const expression of expressionsIn(statement)) {
      const masks = masksIn(expression)
      walkExpression(expression, (one) => found.push(...comparisonsIn(one, { tree, context, statement }).filter((comparison) => !masks.has(one) || isColumn(comparison))))
    }
  })
  return found
})

/** Functions and methods that take an answer for every element of an array. */
const ELEMENTWISE = /^(?:where|nonzero|count_nonzero|argwhere|flatnonzero|masked_select|masked_fill|logical_\w+|sum|mean|astype|float|int|long|bool|cpu|any|all|squeeze)$/

/** The comparisons of an expression that are made for every element of an array: they choose rows, and judge no model. */
function masksIn(expression: Expression): ReadonlySet<Expression> {
  const masks = new Set<Expression>()
  const add = (one: Expression): void => {
    if (one.kind === 'compare') masks.add(one)
    else if (one.kind === 'unary') add(one.operand)
    else if (one.kind === 'binary') { add(one.left); add(one.right) }
  }
  walkExpression(expression, (one) => {
    if (one.kind === 'subscript') one.index.forEach(add)
    else if ((one.kind === 'binary' && /^[&|^]$/.test(one.operator)) || (one.kind === 'unary' && one.operator === '~')) add(one)
    else if (one.kind === 'call' && one.callee.kind === 'attribute' && ELEMENTWISE.test(one.callee.name)) { add(one.callee.of); one.args.forEach((argument) => add(argument.value)) }
  })
  return masks
}

/** A column of a table of runs (`runs["metrics.f1"] >= 0.8`) holds a metric in each row. */
function isColumn({ metric, sure }: Comparison): boolean {
  return sure && (metric.kind === 'subscript' || metric.kind === 'attribute')
}

function comparisonsIn(one: Expression, place: Place): readonly Comparison[] {
  if (one.kind === 'call' && one.callee.kind === 'attribute' && Object.hasOwn(OPERATORS, one.callee.name)) {
    const [left, right] = one.args.map((argument) => argument.value)
    return left === undefined || right === undefined ? [] : compared(one, left, right, OPERATORS[one.callee.name] ?? '>', place)
  }
  if (one.kind !== 'compare') return []
  return one.operators.flatMap((operator, index) => {
    const [left, right] = [one.operands[index], one.operands[index + 1]]
    return /^[<>]=?$/.test(operator) && left !== undefined && right !== undefined ? compared(one, left, right, operator, place) : []
  })
}

function compared(node: Comparison['node'], left: Expression, right: Expression, operator: string, { tree, context, statement }: Place): readonly Comparison[] {
  const [leftKind, rightKind] = kindsOf(left, right, { tree, context, statement })
  const named = (side: Expression): boolean => ownWords(side).some(isBarName)
  // The side that says it is a bar is the bar, also where it is called a metric too (`min_accuracy`).
  const leftIsMetric = leftKind !== null && (rightKind === null || named(right) || !named(left))
  const [metric, against] = leftIsMetric ? [left, right] : [right, left]
  const kind = leftIsMetric ? leftKind : rightKind
  const keepsBest = becomesBar(statement, node, metric, against)
  const asked = besidesFallback(against, { tree, context, statement })
  if (kind === null || isLiteralOnly(metric, tree, context) || (!keepsBest && isTrivial(asked, metric, tree, context))) return []
  const bar = !keepsBest && numberOf(asked, tree, context) !== null ? 'number' : named(against) || (isBetweenTwo(metric, { tree, context, statement }) && ownWords(against).some((word) => MARGIN.test(word))) ? 'named' : (leftIsMetric ? rightKind : leftKind) !== null ? 'metric' : 'other'
  // What only the threshold is called a score by may be the score of anything.
  if (kind === 'likely' && (bar === 'other' || ownWords(metric).some((word) => /thresh|(?:^|_)(?:min|max)|limit|cutoff/i.test(word)))) return []
  return [{ node, bar, sure: kind === 'sure', keepsBest, metric, against, line: node.line, says: `${textOf(left)} ${operator} ${textOf(right)}`, statement, context }]
}

const JUDGES = /better|beats|outperform|exceeds|meets|promot|pass(?:es)?_|compare_(?:models?|metrics?|with|to)|quality_gate|acceptable|champion|challenger/i

/** The kinds of both sides. In a function that is called what a gate is, two values that say nothing of themselves are metrics. */
function kindsOf(left: Expression, right: Expression, place: Place): readonly [ReturnType<typeof metricKindOf>, ReturnType<typeof metricKindOf>] {
  const kinds = [kindOf(left, place), kindOf(right, place)] as const
  if (kinds[0] !== null || kinds[1] !== null) return kinds
  const around = place.context.functions.at(-1)
  if (around !== undefined && JUDGES.test(around.name) && isBetweenTwo(left, place)) return ['likely', null]
  const isParameter = (side: Expression): boolean => side.kind === 'name' && around?.parameters.some((parameter) => parameter.name === side.id) === true
  return around !== undefined && JUDGES.test(around.name) && isParameter(left) && isParameter(right) ? ['likely', 'likely'] : kinds
}

/** `gap = of_new - of_old`, each worked out from the metrics of another model that the function is given: how much better one is than the other. */
function isBetweenTwo(side: Expression, { tree, context }: Place): boolean {
  const value = literalOf(side, tree, context)
  if (value?.kind !== 'binary' || value.operator !== '-') return false
  const [left, right] = [value.left, value.right].map((one) => metricsBehind(one, tree, context, 3))
  return left !== undefined && right !== undefined && left.length > 0 && right.length > 0 && (left.some((one) => !right.includes(one)) || right.some((one) => !left.includes(one)))
}

/** The parameters called metrics that an expression is worked out from. */
function metricsBehind(side: Expression, tree: PythonTree, context: Context, hops: number): readonly string[] {
  const parameters = context.functions.at(-1)?.parameters ?? []
  const found: string[] = []
  walkExpression(side, (one) => {
    if (one.kind !== 'name') return
    if (parameters.some((parameter) => parameter.name === one.id)) {
      if (metricKindOf(one, tree, context, 0) !== null) found.push(one.id)
      return
    }
    const value = hops === 0 ? null : namesOf(tree).valueOf(one.id, context, one.line)
    if (value !== null && value !== side) found.push(...metricsBehind(value, tree, context, hops - 1))
  })
  return found.slice(0, 20)
}

/** By how much one has to be better. */
const MARGIN = /^(?:eps|epsilon|tol|margin|min_delta|delta|min_gain|improvement)$/

/** What a name of a bar says of itself does not make it a measured metric: a literal is none. */
function kindOf(side: Expression, place: Place): ReturnType<typeof metricKindOf> {
  const { tree, context } = place
  const meant = besidesFallback(side, place)
  return numberOf(meant, tree, context) !== null ? null : metricKindOf(side, tree, context) ?? (meant === side ? null : metricKindOf(meant, tree, context))
}

function becomesBar(statement: Statement, node: Expression, metric: Expression, against: Expression): boolean {
  if (statement.kind !== 'if') return false
  const branch = statement.branches.find((one) => one.test !== null && someExpression(one.test, (inner) => inner === node))
  const written = (target: Expression): string => wordsIn(target).join('.')
  const [bar, measured] = [written(against), written(metric)]
  return bar !== '' && bar !== measured && statementsWithin(branch?.body ?? []).some((one) => one.kind === 'assign' && one.targets.flatMap((target) => (target.kind === 'collection' ? target.items : [target])).some((target) => written(target) === bar))
}

/** A metric that was written down two lines above (`metrics = {"accuracy": 0.9}`) is none. */
function isLiteralOnly(metric: Expression, tree: PythonTree, context: Context): boolean {
  const root = metric.kind === 'subscript' ? metric.of : metric
  const value = literalOf(root, tree, context)
  if (value?.kind !== 'dict') return false
  return value.entries.length > 0 && value.entries.every((entry) => entry.value.kind === 'number')
}

/** Zero asks for nothing, one is an end of the scale, infinity a start value. */
function isTrivial(against: Expression, metric: Expression, tree: PythonTree, context: Context): boolean {
  if (against.kind === 'constant' || against.kind === 'string') return true
  const words = ownWords(against)
  if (words.includes('inf') || words.includes('nan')) return true
  if (movesWith(against, metric, tree, context)) return true
  const value = numberOf(against, tree, context) ?? defaultOf(against, context)
  if (value === null) return against.kind === 'call' && against.args.some((argument) => argument.value.kind === 'string' && /^[-+]?inf/.test(argument.value.text))
  if (isDifference(metric, tree, context)) return false
  if (value === 0) return true
  // A share of 1 or less than nothing cannot be missed; an error of at most 1 can.
  const isError = ownWords(metric).flatMap(tokensOf).some((token) => /^(?:rmse|mae|mse|mape|smape|rmsle|loss|error|logloss|perplexity|wer|cer|brier)$/.test(token))
  return !isError && (value === 1 || value < 0 || value === 100)
}

/** A bar that is worked out from the metric itself (`accuracy - 0.1`) moves with it; one from what the metric was before it was measured anew stands still. */
function movesWith(against: Expression, metric: Expression, tree: PythonTree, context: Context): boolean {
  const bar = literalOf(against, tree, context)
  if (metric.kind !== 'name' || bar?.kind !== 'binary' || bar.line > metric.line || !someExpression(bar, (one) => one.kind === 'name' && one.id === metric.id)) return false
  return !definitionsOf(tree).statements.some(({ statement }) => statement.kind === 'assign' && statement.line > bar.line && statement.line < metric.line
    && statement.targets.some((target) => someExpression(target, (one) => one.kind === 'name' && one.id === metric.id)))
}

/** How much better or worse than another a model is: more than nothing is a bar for it, and so is a loss that is allowed. */
function isDifference(metric: Expression, tree: PythonTree, context: Context): boolean {
  if (ownWords(metric).flatMap(tokensOf).some((token) => /^(?:delta|diff|improvement|gain|change|drop|uplift|margin|degradation|regression)$/.test(token))) return true
  const value = literalOf(metric, tree, context)
  return value?.kind === 'binary' && value.operator === '-' && [value.left, value.right].every((side) => metricKindOf(side, tree, context, 1) !== null)
}

/** The number that a parameter has when nobody gives it. */
function defaultOf(expression: Expression, context: Context): number | null {
  if (expression.kind !== 'name') return null
  const parameter = context.functions.at(-1)?.parameters.find((one) => one.name === expression.id)
  return parameter?.value?.kind === 'number' ? parameter.value.value : null
}
