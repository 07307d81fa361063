import type { Expression } from '../../../parse/python/tree.ts'
import { calleeName } from '../assertions.ts'
import { evaluate } from './evaluate.ts'
import { isAnswerKey, isBesideAnswer } from './names.ts'
import { placeOf, signOf, type Claim, type Scope } from './scope.ts'
import { differInInput, isOfSeveralWays, joined, merged, type Value } from './value.ts'

/** A claim about what an expression holds. */
export type Found = { readonly kind: Claim['kind']; readonly value: Value }

/** Texts of a page that are on it whatever is predicted. */
const ANY_PAGE = /<|>|predict|result|title|html|form|score|prob|error|welcome|label|submit|confidence/i
/** Parts of an answer that hold a label or a text. */
const ANSWER_KEY = /label|class$|class_?name|category|sentiment|species|answer|output|prediction$|predicted|text|summary|translation/i
/** Texts that are keys of an answer rather than values in it. */
const KEY_LIKE = /^(?:\w*(?:label|class|score|pred|prob|confidence|box|value|name|result|version|time|latency|output|answer|error|detail|message|model|status|timestamp|metric)\w*|id|\w+_\w+)$/i

/** What one comparison of two expressions claims. */
export function pair(operator: string, left: Expression, right: Expression, scope: Scope): readonly Found[] {
  const [a, b] = [evaluate(left, scope), evaluate(right, scope)]
  const value = merged(a, b)
  if (value === null || value.form === 'model' || value.form === 'response') return []
  const found = (kind: Claim['kind']): readonly Found[] => [{ kind, value }]
  const isOrder = operator === '<' || operator === '>' || operator === '<=' || operator === '>='
  const isSame = operator === '==' || operator === 'is'
  if (value.form === 'metric') return isOrder || isSame ? found('metric') : []
  if (value.form === 'difference') return ofDifference(operator, value, isOrder)
  if (value.form === 'distance') return found(operator === '<' || operator === '<=' || isSame ? 'known' : 'range')
  // `"type_changes" not in diff` of DeepDiff: whatever the value is, its type is the expected one.
  if (value.form === 'match' && left.kind === 'string' && left.text === 'type_changes') return found('shape')
  // Two things that follow from one prediction agree whatever it is.
  if (value.form === 'match' && a !== null && b !== null && a.form !== 'model' && b.form !== 'model') return ofTwo(operator, a, b, [left, right], isOrder, isSame)
  if (value.form === 'match' && !(a?.form === 'prediction' || b?.form === 'prediction')) return found('known')
  if (value.form === 'aspect') {
    const isOne = [left, right].some((one) => one.kind === 'number' && one.value === 1)
    // `len(set(predictions)) == 1` over changing inputs.
    return found(isSame && isOne && value.over === 'distinct' && value.sites.some((site) => site.varies || site.batch) ? 'invariance' : 'shape')
  }
  if (isBeside(a) || isBeside(b)) return []
  if (a !== null && b !== null && a.form !== 'model' && b.form !== 'model') return ofTwo(operator, a, b, [left, right], isOrder, isSame)
  const [known, other] = a === null || a.form === 'model' ? [b, left] : [a, right]
  if (known === null) return []
  if (operator === 'in' || operator === 'not in') return membership(operator, known, left, right, a !== null)
  if (isOrder) return found(known.over === null && isInnerFraction(other) && known.sites.length === 1 && !/conf|certain|score$/i.test(known.key ?? '') ? 'known' : 'range')
  if (!isSame) return found('range')
  // A sum over all predictions says something only where it is told exactly: that probabilities add up to one is no behaviour.
  if (known.over === 'all') return found(/^-?\d+\.\d*[1-9]/.test(signOf(other, scope)) ? 'known' : 'range')
  // As many as were sent is how many there are, whatever is predicted.
  if (isNone(other) || isTypeLike(other) || (other.kind === 'call' && calleeName(other.callee) === 'len')) return found('shape')
  if (isRefusal(other) || isRefusalBefore(other, scope) || echoes(known, other, scope)) return []
  // A text under a key that does not speak of predictions: a name of the model or of what it is for.
  if (other.kind === 'string' && known.key !== null && !isAnswerKey(known.key)) return found('shape')
  return found('known')
}

function ofDifference(operator: string, value: Value, isOrder: boolean): readonly Found[] {
  const differs = differInInput(value, value) || (!isOfSeveralWays(value) && value.sites.some((site) => site.varies || site.batch))
  if (!differs) return [{ kind: 'same', value }]
  if (value.over === 'absolute') return [{ kind: operator === '<' || operator === '<=' || operator === '==' ? 'invariance' : 'range', value }]
  return [{ kind: isOrder ? 'direction' : operator === '==' ? 'invariance' : 'range', value }]
}

/** Two predictions side by side: of different inputs a behaviour, of the same one only that the model is steady. */
function ofTwo(operator: string, a: Value, b: Value, sides: readonly [Expression, Expression], isOrder: boolean, isSame: boolean): readonly Found[] {
  const value = { ...a, sites: joined(a.sites, b.sites) }
  // `predictions == sorted(predictions)` over inputs that go one way.
  if (isSame && sides.some((side) => side.kind === 'call' && calleeName(side) === 'sorted') && value.sites.some((site) => site.varies || site.batch)) return [{ kind: 'direction', value }]
  const members = sides.every((side) => indexOf(side) !== null) && indexOf(sides[0]) !== indexOf(sides[1])
  const differs = differInInput(a, b) || (members && value.sites.some((site) => site.batch || site.varies))
  if (isOrder && (differs || (members && (operator === '<' || operator === '>')))) return [{ kind: 'direction', value }]
  return [{ kind: isSame && differs && a.form === b.form ? 'invariance' : 'same', value }]
}

function membership(operator: string, known: Value, left: Expression, right: Expression, isLeft: boolean): readonly Found[] {
  if (isLeft) return [{ kind: right.kind === 'collection' && right.items.length === 1 && operator === 'in' ? 'known' : 'range', value: known }]
  if (left.kind !== 'string' || operator === 'not in') return [{ kind: 'shape', value: known }]
  const isLabel = known.page ? !ANY_PAGE.test(left.text) && left.text.length < 40 : known.key !== null && ANSWER_KEY.test(known.key) && !KEY_LIKE.test(left.text)
  return [{ kind: isLabel ? 'known' : 'shape', value: known }]
}

/** Whether what was picked out of an answer is not the prediction but a status, a version, a thing that was sent. */
export function isBeside(value: Value | null): boolean {
  return value?.key !== null && value?.key !== undefined && isBesideAnswer(value.key)
}

/** Whether an expression is a number, with or without a sign. */
export function isNumber(expression: Expression): boolean {
  return expression.kind === 'number' || (expression.kind === 'unary' && expression.operand.kind === 'number')
}

function isInnerFraction(expression: Expression): boolean {
  return expression.kind === 'number' && expression.value > 0 && expression.value < 1
}

function isNone(expression: Expression): boolean {
  return expression.kind === 'constant' && (expression.value === null || expression.value === 'ellipsis')
}

function isTypeLike(expression: Expression): boolean {
  return (expression.kind === 'name' && /^(?:int|float|str|bool|list|dict|tuple)$/.test(expression.id)) || (expression.kind === 'attribute' && /^(?:ndarray|DataFrame|Series|Tensor|float32|float64|int32|int64)$/.test(expression.name))
}

/** An answer that only reports an error or a state. */
function isRefusal(expression: Expression): boolean {
  if (expression.kind === 'collection') return expression.items.length === 0
  return expression.kind === 'dict' && expression.entries.every((entry) => entry.key?.kind === 'string' && isBesideAnswer(entry.key.text))
}

/** A variable or parameter that was given such an answer: every key of it is beside the prediction. */
function isRefusalBefore(expression: Expression, scope: Scope): boolean {
  const place = placeOf(expression)
  const sign = place === null ? '' : scope.signs.get(place) ?? ''
  const keys = sign.startsWith('{') ? [...sign.matchAll(/"(\w{1,60})":/g)].map(([, key = '']) => key) : []
  return keys.length > 0 && keys.every(isBesideAnswer)
}

/** `answer["town"] == request["town"]`, `answer["limit"] == 42` after a request with `limit=42`: what was sent comes back. */
function echoes(known: Value, other: Expression, scope: Scope): boolean {
  if (known.key === null || isAnswerKey(known.key)) return false
  const [index] = other.kind === 'subscript' ? other.index : []
  if (index?.kind === 'string' && index.text === known.key) return !(other.kind === 'subscript' && /expect|truth|label|target|known|reference/i.test(calleeName(other.of)))
  const sign = other.kind === 'string' || other.kind === 'number' || other.kind === 'unary' ? signOf(other, scope) : null
  return sign !== null && known.sites.some((site) => site.input.split(/[,:;{}()[\]]/).includes(sign))
}

function indexOf(expression: Expression): string | null {
  if (expression.kind === 'call' && expression.args.length > 0) return expression.args[0] === undefined ? null : indexOf(expression.args[0].value)
  if (expression.kind !== 'subscript') return expression.kind === 'attribute' || (expression.kind === 'call' && expression.callee.kind === 'attribute') ? indexOf(expression.kind === 'attribute' ? expression.of : expression.callee) : null
  const outer = indexOf(expression.of) ?? ''
  return `${outer}[${expression.index.map((one) => (one.kind === 'number' ? String(one.value) : one.kind === 'collection' ? 'list' : one.kind === 'string' ? one.text : one.kind)).join(',')}]`
}
