import type { Expression } from '../../parse/python/tree.ts'
import { lastName, partsOf, someExpression } from './expressions.ts'

/** Comparisons that a value passes beside itself. */
const REFLEXIVE = new Set(['==', '<=', '>=', 'is'])

/**
 * Whether a condition holds or fails whatever the project gives, so that asserting it claims nothing: it is made of literals only, is a tuple, a text or a
 * lambda (each true by being there), has such a way out behind an `or`, compares a value with itself, or asks a length for zero at least.
 */
export function holdsAnyway(test: Expression): boolean {
  if (isLiteral(test) || isTruth(test)) return true
  if (test.kind === 'boolean') return test.operator === 'or' ? isTrue(test.left) || isTrue(test.right) : holdsAnyway(test.left) && holdsAnyway(test.right)
  if (test.kind === 'named') return holdsAnyway(test.value)
  // `isinstance(answer, object)`, and a status that is a number other than zero.
  if (test.kind === 'call') return lastName(test.callee) === 'isinstance' && test.args[1]?.value.kind === 'name' && test.args[1].value.id === 'object'
  if (test.kind === 'attribute') return test.name === 'status_code'
  return test.kind === 'compare' && test.operators.every((operator, at) => isCertain(test.operands[at], operator, test.operands[at + 1]))
}

/** Whether two expressions are written alike; where they stand does not matter. */
export function isSame(one: Expression, other: Expression): boolean {
  return JSON.stringify(one, withoutLine) === JSON.stringify(other, withoutLine)
}

/** Whether two expressions are written alike and ask nobody: a call that is made twice may be a claim, that the answer is steady. */
export function isSameAgain(one: Expression, other: Expression): boolean {
  return isSame(one, other) && !someExpression(one, (part) => part.kind === 'call' || part.kind === 'await')
}

function withoutLine(key: string, value: unknown): unknown {
  return key === 'line' ? undefined : value
}

function isTrue(expression: Expression): boolean {
  if (expression.kind === 'number') return expression.value !== 0
  if (expression.kind === 'constant') return expression.value === true || expression.value === 'ellipsis'
  return isTruth(expression) || holdsAnyway(expression)
}

/** True by being there: a text, a lambda, a collection that holds something. */
function isTruth(expression: Expression): boolean {
  if (expression.kind === 'string') return expression.text !== '' || expression.parts.length > 0
  if (expression.kind === 'collection') return expression.items.some((item) => item.kind !== 'starred')
  if (expression.kind === 'dict') return expression.entries.some((entry) => entry.key !== null)
  return expression.kind === 'lambda'
}

function isCertain(left: Expression | undefined, operator: string, right: Expression | undefined): boolean {
  if (left === undefined || right === undefined) return false
  if (operator === '>=' && left.kind === 'call' && lastName(left.callee) === 'len' && right.kind === 'number') return right.value <= 0
  return REFLEXIVE.has(operator) && isSameAgain(left, right)
}

/** Whether an expression is made of literals only, so that it says nothing of the project. */
export function isLiteral(expression: Expression): boolean {
  switch (expression.kind) {
    case 'string': return expression.parts.length === 0
    case 'number': case 'constant': return true
    case 'binary': case 'boolean': case 'unary': case 'compare': case 'collection': case 'dict': return partsOf(expression).every(isLiteral)
    default: return false
  }
}
