import type { Argument, Expression, Handler, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { lastName, rootName, someExpression } from '../python/expressions.ts'
import { holdsAnyway, isSameAgain } from '../python/holds-anyway.ts'
import { walkBody, type Context, type PlacedStatement } from '../python/walk.ts'

/**
 * One thing a test claims. `test` is the condition as Python would write it: `self.assertEqual(a, b)` and `np.testing.assert_allclose(a, b)` are `a == b`.
 * Null for a claim about an exception, a mock or a failure that is not a condition.
 */
export type Assertion = {
  readonly line: number
  readonly test: Expression | null
  readonly form: 'condition' | 'raises' | 'mock' | 'fails'
  readonly context: Context
  readonly statement: Statement
  /** A handler around it takes its failure: the test passes all the same. */
  readonly swallowed: boolean
}

const COMPARES: Readonly<Record<string, string>> = {
  assertEqual: '==', assertEquals: '==', assertAlmostEqual: '==', assertListEqual: '==', assertDictEqual: '==', assertTupleEqual: '==', assertSetEqual: '==', assertSequenceEqual: '==', assertMultiLineEqual: '==', assertCountEqual: '==',
  assertNotEqual: '!=', assertNotAlmostEqual: '!=', assertGreater: '>', assertGreaterEqual: '>=', assertLess: '<', assertLessEqual: '<=', assertIn: 'in', assertNotIn: 'not in', assertIs: 'is', assertIsNot: 'is not',
}
const EQUALS = /^assert_(?:(?:array_)?(?:almost_)?equal|allclose|array_equal|array_almost_equal|almost_equal|frame_equal|series_equal|index_equal|extension_array_equal|approx_equal|close|equals?)$/
const ORDERS: Readonly<Record<string, string>> = { assert_array_less: '<' }

/** The claims among a function's statements, in source order; what holds anyway (`assert True`, `assert 1 == 1`), or is asserted only where it was found to hold, claims nothing. */
export const assertionsIn = memoise((statements: readonly PlacedStatement[]): readonly Assertion[] => {
  const swallowed = swallowedIn(statements)
  const held = heldIn(statements)
  return statements.flatMap(({ statement, context }): readonly Assertion[] => {
    const claimsNothing = (test: Expression): boolean => holdsAnyway(test) || (held.get(statement) ?? []).some((around) => isSameAgain(around, test))
    const at = (line: number, test: Expression | null, form: Assertion['form']): Assertion => ({ line, test, form, context, statement, swallowed: swallowed.has(statement) })
    if (statement.kind === 'assert') return claimsNothing(statement.test) ? [] : [at(statement.line, statement.test, 'condition')]
    if (statement.kind === 'with') return statement.items.some((item) => isRaises(item.value)) ? [at(statement.line, null, 'raises')] : []
    if (statement.kind === 'raise') return statement.value !== null && /^AssertionError$/.test(calleeName(statement.value)) ? [at(statement.line, null, 'fails')] : []
    if (statement.kind !== 'expression') return []
    const value = statement.value.kind === 'await' && statement.value.value !== null ? statement.value.value : statement.value
    if (value.kind !== 'call') return []
    const made = claimOf(value)
    return made === null || (made.test !== null && claimsNothing(made.test)) ? [] : [at(statement.line, made.test, made.form)]
  })
})

/** The first condition among them whose failure nothing takes: what makes a script fail that is no test function. */
export function conditionIn(statements: readonly PlacedStatement[]): Assertion | null {
  return assertionsIn(statements).find((one) => !one.swallowed && one.test !== null) ?? null
}

/** The conditions of the branches that a statement stands in, as far as nothing in the branch gives their names anew. An `else` stands where its conditions did not hold. */
function heldIn(statements: readonly PlacedStatement[]): ReadonlyMap<Statement, readonly Expression[]> {
  const held = new Map<Statement, Expression[]>()
  for (const { statement } of statements) {
    if (statement.kind !== 'if') continue
    for (const { test, body } of statement.branches) {
      const inside: Statement[] = []
      walkBody(body, (inner) => { inside.push(inner) })
      const given = new Set(inside.flatMap((inner) => inner.kind === 'assign' ? inner.targets.map(rootName) : []))
      if (test === null || someExpression(test, (one) => one.kind === 'name' && given.has(one.id))) continue
      for (const inner of inside) held.set(inner, [...held.get(inner) ?? [], test])
    }
  }
  return held
}

/** The statements whose failure a handler takes: it catches AssertionError, and neither raises, fails nor claims anything itself. */
function swallowedIn(statements: readonly PlacedStatement[]): ReadonlySet<Statement> {
  const found = new Set<Statement>()
  for (const { statement } of statements) {
    if (statement.kind === 'try' && statement.handlers.some(swallows)) walkBody(statement.body, (inner) => { found.add(inner) })
  }
  return found
}

function swallows({ types, body }: Handler): boolean {
  if (types.length > 0 && !types.flatMap((type) => (type.kind === 'collection' ? type.items : [type])).some((type) => /^(?:AssertionError|Exception|BaseException)$/.test(calleeName(type)))) return false
  let speaks = false
  walkBody(body, (statement) => {
    if (statement.kind === 'raise' || statement.kind === 'assert') speaks = true
    if (statement.kind === 'expression' && statement.value.kind === 'call' && /^(?:fail|exit|_exit|assert[A-Z_]\w*|abort)$/.test(calleeName(statement.value))) speaks = true
  })
  return !speaks
}

function claimOf(call: Expression & { readonly kind: 'call' }): { readonly test: Expression | null; readonly form: Assertion['form'] } | null {
  const name = calleeName(call)
  const [first, second] = call.args.filter((argument) => argument.spread === '' && !isOption(argument)).map((argument) => argument.value)
  const condition = (test: Expression): { readonly test: Expression; readonly form: 'condition' } => ({ test, form: 'condition' })
  const compared = Object.hasOwn(COMPARES, name) ? COMPARES[name] : Object.hasOwn(ORDERS, name) ? ORDERS[name] : EQUALS.test(name) ? '==' : undefined
  if (compared !== undefined && first !== undefined && second !== undefined) return condition({ kind: 'compare', operands: [first, second], operators: [compared], line: call.line })
  if ((name === 'assertTrue' || name === 'assert_' || name === 'assertIsNotNone') && first !== undefined) return condition(name === 'assertIsNotNone' ? compareNone(first, 'is not', call.line) : first)
  if (name === 'assertIsNone' && first !== undefined) return condition(compareNone(first, 'is', call.line))
  if (name === 'assertFalse' && first !== undefined) return condition({ kind: 'unary', operator: 'not', operand: first, line: call.line })
  if ((name === 'assertIsInstance' || name === 'assertNotIsInstance') && first !== undefined) return condition({ kind: 'call', callee: { kind: 'name', id: 'isinstance', line: call.line }, args: call.args.slice(0, 2), line: call.line })
  if (/^assert(?:Raises|RaisesRegex|Warns|Logs)\w*$/.test(name) || (name === 'raises' && call.args.length > 1)) return { test: null, form: 'raises' }
  if (/^assert_(?:called|any_call|has_calls|not_called|awaited|any_await)\w*$/.test(name)) return { test: null, form: 'mock' }
  // Schemathesis checks the answer against the API's own schema.
  if (name === 'call_and_validate' || name === 'validate_response') return { test: null, form: 'fails' }
  if (name === 'fail') return { test: null, form: 'fails' }
  // `assertHttpStatus`, `assertDataFrameEqual`, `response.assert_ok()`: a claim whose words are not known.
  return /^(?:assert[A-Z_]\w+|assert_\w+|check_equal|assert_that)$/.test(name) && first !== undefined ? condition(first) : null
}

/** The last part of what a call calls, or of what an expression names. */
export function calleeName(expression: Expression): string {
  if (expression.kind === 'call') return calleeName(expression.callee)
  return lastName(expression)
}

function compareNone(operand: Expression, operator: string, line: number): Expression {
  return { kind: 'compare', operands: [operand, { kind: 'constant', value: null, line }], operators: [operator], line }
}

function isOption({ name }: Argument): boolean {
  return name !== null && !/^(?:first|second|actual|expected|desired|x|y|left|right|a|b|expr|obj|member|container)$/.test(name)
}

function isRaises(expression: Expression): boolean {
  return expression.kind === 'call' && /^(?:raises|warns|deprecated_call|assertRaises\w*|assertWarns\w*|assertLogs)$/.test(calleeName(expression))
}

/** The lines of a test that stand where an error is expected: what is asked there may never be asked, since the error may come before. */
export function linesOfFailure(statements: readonly Statement[]): ReadonlySet<number> {
  const lines = new Set<number>()
  for (const statement of statements) {
    if (statement.kind !== 'with' || !statement.items.some(({ value }) => isRaises(value) && !/Warns$|Logs$|^warns$|deprecated/.test(lastName(value.kind === 'call' ? value.callee : value)))) continue
    walkBody(statement.body, (inside) => { lines.add(inside.line) })
  }
  return lines
}
