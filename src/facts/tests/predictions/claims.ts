import type { Expression } from '../../../parse/python/tree.ts'
import { calleeName } from '../assertions.ts'
import { evaluate, withMembers } from './evaluate.ts'
import { isBeside, isNumber, pair, type Found } from './comparisons.ts'
import type { Scope } from './scope.ts'
import { merged, type Value } from './value.ts'

const SAME_CALL = /^(?:allclose|isclose|array_equal|array_equiv|equal|equals|eq|approx_equal|assert_close)$/
const CLOSE_HELPER = /close|within|equal|match|same|approx|near|tolerance/i

/** What a condition claims about predictions, put on the trace of its scope. */
export function claim(test: Expression, line: number, scope: Scope): void {
  if (scope.trace.quiet > 0) return
  noteRefusal(test, scope)
  for (const one of claimsIn(test, scope, 0)) {
    const { kind, value } = one.value.sites.length > 0 && one.value.sites.every((site) => site.untrained === true) ? weakened(one) : one
    scope.trace.claims.push({ kind, module: scope.module, line, sites: value.sites.map((site) => site.id) })
  }
}

/** `response.status_code == 422`, `answer["success"] is False`, `"error" in answer`: what this answer says is no prediction. */
function noteRefusal(test: Expression, scope: Scope): void {
  const refused = refusedStatus(test) ?? (scope.context.tests.length === 0 ? toldFailure(test) : null)
  if (refused === null) return
  for (const site of evaluate(refused, scope)?.sites ?? []) scope.trace.failed.add(site.id)
}

/** The answer whose status a condition compares with one that refuses. */
function refusedStatus(test: Expression): Expression | null {
  if (test.kind !== 'compare') return null
  const status = test.operands.find((one) => one.kind === 'attribute' && /^status(?:_code)?$/.test(one.name))
  const refused = test.operands.some((one) => (one.kind === 'number' && one.value >= 400) || (one.kind === 'collection' && one.items.every((item) => item.kind === 'number' && item.value >= 400)) || (one.kind === 'attribute' && /HTTP_[45]/.test(one.name)))
  return status?.kind === 'attribute' && refused ? status.of : null
}

const WENT_WELL = /^(?:success|successful|succeeded|ok|valid|is_valid)$/i
const WENT_WRONG = /^(?:errors?|error_message|exception|traceback)$/i

/** The answer of which a condition holds that it failed, by a field or key of its own. */
function toldFailure(test: Expression): Expression | null {
  if (test.kind === 'unary' && test.operator === 'not') return ownerOf(test.operand, WENT_WELL)
  if (test.kind !== 'compare' || test.operands.length !== 2) return null
  const [left, right] = test.operands
  const [operator] = test.operators
  if (left === undefined || right === undefined) return null
  if (operator === 'in') return left.kind === 'string' && WENT_WRONG.test(left.text) ? right : null
  if (operator !== '==' && operator !== 'is') return null
  if (right.kind === 'constant' && right.value === false) return ownerOf(left, WENT_WELL)
  return right.kind === 'string' && /^(?:error|failed|failure|invalid)$/i.test(right.text) ? ownerOf(left, /^status$/i) : null
}

/** What a field is picked out of, where its name is one of some: `answer` of `answer["ok"]`, `answer.get("ok")` and `answer.ok`. */
function ownerOf(expression: Expression, name: RegExp): Expression | null {
  if (expression.kind === 'attribute') return name.test(expression.name) ? expression.of : null
  const picked = expression.kind === 'subscript' ? { of: expression.of, key: expression.index[0] } : expression.kind === 'call' && expression.callee.kind === 'attribute' && expression.callee.name === 'get' ? { of: expression.callee.of, key: expression.args[0]?.value } : null
  return picked?.key?.kind === 'string' && name.test(picked.key.text) ? picked.of : null
}

function claimsIn(test: Expression, scope: Scope, depth: number): readonly Found[] {
  if (depth > 6) return []
  const inner = (one: Expression): readonly Found[] => claimsIn(one, scope, depth + 1)
  switch (test.kind) {
    case 'boolean': {
      const both = [...inner(test.left), ...inner(test.right)]
      // One of several labels is a range of labels.
      return test.operator === 'and' ? both : both.map(weakened)
    }
    case 'unary': return test.operator === 'not' ? negated(test.operand, inner(test.operand), scope) : inner(test.operand)
    case 'compare': return compared(test, scope)
    case 'call': return called(test, scope, inner)
    case 'comprehension': return comprehended(test, scope, depth)
    case 'name': {
      const condition = scope.conditions.get(test.id)
      return condition === undefined ? truthy(test, scope) : inner(condition)
    }
    default: return truthy(test, scope)
  }
}

function weakened({ kind, value }: Found): Found {
  return { kind: kind === 'metric' || kind === 'shape' ? kind : 'range', value }
}

function negated(operand: Expression, found: readonly Found[], scope: Scope): readonly Found[] {
  const value = evaluate(operand, scope)
  // `assert not diff` of DeepDiff: nothing differs from what was expected.
  if (operand.kind === 'name' && value?.form === 'match') return [{ kind: 'known', value }]
  return found.map(weakened)
}

function truthy(test: Expression, scope: Scope): readonly Found[] {
  const value = evaluate(test, scope)
  if (value === null || value.form === 'model' || value.form === 'response') return []
  return [{ kind: value.form === 'metric' ? 'metric' : 'shape', value }]
}

function called(test: Expression & { readonly kind: 'call' }, scope: Scope, inner: (one: Expression) => readonly Found[]): readonly Found[] {
  const name = calleeName(test.callee)
  const positional = test.args.filter((argument) => argument.name === null || /^(?:actual|desired|expected|input|other|a|b)$/.test(argument.name)).map((argument) => argument.value)
  const receiver = test.callee.kind === 'attribute' ? test.callee.of : null
  const [first, second] = positional
  if (SAME_CALL.test(name)) {
    const sides = first !== undefined && second !== undefined ? [first, second] as const : receiver !== null && first !== undefined ? [receiver, first] as const : null
    if (sides !== null) return pair('==', sides[0], sides[1], scope)
  }
  if ((name === 'all' || name === 'any' || name === 'bool') && (first ?? receiver) !== null) {
    const about = first ?? receiver
    return about === null ? [] : inner(about)
  }
  if ((name === 'startswith' || name === 'endswith') && receiver !== null) return pair('==', receiver, first ?? receiver, scope)
  if (name === 'item' && receiver !== null) return inner(receiver)
  const given = positional.reduce<Value | null>((known, one) => merged(known, evaluate(one, scope)), null)
  if (given?.form === 'prediction' && CLOSE_HELPER.test(name) && !name.startsWith('is')) return pair('==', first ?? test, second ?? test, scope)
  return truthy(test, scope)
}

/** `all(p in (0, 1) for p in predictions)`: the names that nothing gave a value stand for the members of what is gone through. */
function comprehended(test: Expression & { readonly kind: 'comprehension' }, scope: Scope, depth: number): readonly Found[] {
  return withMembers(test, scope, (element) => claimsIn(element, scope, depth + 1)) ?? []
}

function compared(test: Expression & { readonly kind: 'compare' }, scope: Scope): readonly Found[] {
  const { operands, operators } = test
  const [first, last] = [operands[0], operands.at(-1)]
  // `0 <= p <= 1` is a range, however narrow.
  if (operands.length === 3 && first !== undefined && last !== undefined && isNumber(first) && isNumber(last)) {
    const value = operands[1] === undefined ? null : evaluate(operands[1], scope)
    return value === null || value.form === 'model' || isBeside(value) ? [] : [{ kind: value.form === 'metric' ? 'metric' : value.form === 'aspect' ? 'shape' : 'range', value }]
  }
  return operators.flatMap((operator, index) => {
    const [left, right] = [operands[index], operands[index + 1]]
    return left === undefined || right === undefined ? [] : pair(operator, left, right, scope)
  })
}
