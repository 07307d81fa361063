import type { ClassStatement, Expression, FunctionStatement, Handler, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'

/** What surrounds a statement. Lists are from the outside in. */
export type Context = {
  readonly functions: readonly FunctionStatement[]
  readonly classes: readonly ClassStatement[]
  /** Can never run: after a return, raise or exit of its block, or under a condition that is always false. */
  readonly dead: boolean
  /** Under `if __name__ == "__main__":`. */
  readonly main: boolean
  /** The tests of the `if`, `while` and `for` it stands under; an else branch gives the tests before it. */
  readonly tests: readonly Expression[]
  readonly loop: boolean
  /** Inside the body of a `try` that has handlers. */
  readonly guarded: boolean
  readonly handler: Handler | null
}

/** A statement of a file with what surrounds it. */
export type PlacedStatement = { readonly statement: Statement; readonly context: Context }

export type Visit = (statement: Statement, context: Context) => void

/** What surrounds a statement at the top of a file: nothing. */
export const TOP: Context = { functions: [], classes: [], dead: false, main: false, tests: [], loop: false, guarded: false, handler: null }

/** Visits every statement of a file in source order, those in functions and classes too. */
export function walk(tree: PythonTree, visit: Visit): void {
  for (const { statement, context } of placedStatementsOf(tree)) visit(statement, context)
}

/** A dozen views walk every file: what surrounds each statement is found once. */
const placedStatementsOf = memoise((tree: PythonTree): readonly PlacedStatement[] => {
  const placed: PlacedStatement[] = []
  walkBlock(tree.body, TOP, (statement, context) => { placed.push({ statement, context }) })
  return placed
})

/** Visits the statements of one function's body, with what lies in it. */
export function walkBody(body: readonly Statement[], visit: Visit): void {
  walkBlock(body, TOP, visit)
}

function walkBlock(block: readonly Statement[], context: Context, visit: Visit): void {
  const after: Context = { ...context, dead: true }
  let current = context
  for (const statement of block) {
    visit(statement, current)
    walkInside(statement, current, visit)
    if (endsBlock(statement)) current = after
  }
}

function walkInside(statement: Statement, context: Context, visit: Visit): void {
  switch (statement.kind) {
    case 'function': return walkBlock(statement.body, { ...context, functions: [...context.functions, statement], tests: [], loop: false, guarded: false, handler: null }, visit)
    case 'class': return walkBlock(statement.body, { ...context, classes: [...context.classes, statement] }, visit)
    case 'if': return walkBranches(statement, context, visit)
    case 'for':
      walkBlock(statement.body, { ...context, loop: true }, visit)
      return walkBlock(statement.otherwise, context, visit)
    case 'while':
      walkBlock(statement.body, { ...context, loop: true, tests: [...context.tests, statement.test], dead: context.dead || isFalse(statement.test) }, visit)
      return walkBlock(statement.otherwise, context, visit)
    case 'with': return walkBlock(statement.body, context, visit)
    case 'try':
      walkBlock(statement.body, { ...context, guarded: context.guarded || statement.handlers.length > 0 }, visit)
      for (const handler of statement.handlers) walkBlock(handler.body, { ...context, handler }, visit)
      walkBlock(statement.otherwise, context, visit)
      return walkBlock(statement.finally, context, visit)
    case 'match':
      for (const one of statement.cases) walkBlock(one.body, context, visit)
      break
    default:
      break
  }
}

/** A chain of more `elif`s gives the nearest tests only: all of them at every branch would be the square of its length. */
const MOST_TESTS_BEFORE = 100

function walkBranches(statement: Statement & { readonly kind: 'if' }, context: Context, visit: Visit): void {
  const before = statement.branches.map((branch) => branch.test)
  let dead = context.dead
  for (const [index, branch] of statement.branches.entries()) {
    const tests = [...context.tests, ...before.slice(Math.max(0, index + 1 - MOST_TESTS_BEFORE), index + 1).filter((test) => test !== null)]
    const never = dead || (branch.test !== null && isFalse(branch.test))
    walkBlock(branch.body, { ...context, tests, dead: never, main: context.main || isMainGuard(branch.test) }, visit)
    if (branch.test !== null && isTrue(branch.test)) dead = true
  }
}

/** Whether nothing after this statement runs in its block. */
function endsBlock(statement: Statement): boolean {
  switch (statement.kind) {
    case 'return': case 'raise': case 'break': case 'continue': return true
    case 'expression': return isExit(statement.value)
    case 'if': return statement.branches.some((branch) => branch.test === null) && statement.branches.every((branch) => branch.body.some(endsBlock))
    case 'with': return statement.body.some(endsBlock)
    default: return false
  }
}

function isExit(expression: Expression): boolean {
  if (expression.kind !== 'call') return false
  const { callee } = expression
  if (callee.kind === 'name') return callee.id === 'exit' || callee.id === 'quit'
  return callee.kind === 'attribute' && callee.of.kind === 'name' && ((callee.of.id === 'sys' && callee.name === 'exit') || (callee.of.id === 'os' && (callee.name === '_exit' || callee.name === 'abort')))
}

function isFalse(test: Expression): boolean {
  return isNeverMain(test) || (test.kind === 'constant' && (test.value === false || test.value === null)) || (test.kind === 'number' && test.value === 0)
}

function isTrue(test: Expression): boolean {
  return (test.kind === 'constant' && test.value === true) || (test.kind === 'number' && test.value === 1)
}

/** `__name__ == "__mian__"`: a name in underscores that Python gives no module. */
function isNeverMain(test: Expression): boolean {
  return test.kind === 'compare' && test.operators.length === 1 && test.operators[0] === '==' && test.operands.some((operand) => operand.kind === 'name' && operand.id === '__name__')
    && test.operands.some((operand) => operand.kind === 'string' && operand.parts.length === 0 && /^__\w*__$/.test(operand.text) && operand.text !== '__main__' && operand.text !== '__mp_main__')
}

function isMainGuard(test: Expression | null): boolean {
  return test?.kind === 'compare' && test.operands.some((operand) => operand.kind === 'name' && operand.id === '__name__')
    && test.operands.some((operand) => operand.kind === 'string' && operand.text === '__main__')
}
