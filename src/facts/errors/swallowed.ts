import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { someExpression, textOf } from '../python/expressions.ts'
import { caughtErrorsOf, isOptionalImport, type CaughtError } from '../python/handlers.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import { walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** An error that project code caught whatever it was, and that nobody hears of. */
export type SwallowedError = { readonly path: string; readonly line: number; readonly says: string }

/**
 * The errors that project code swallows: a bare `except` that does not raise, and an `except Exception` that does nothing, only logs, or leaves an
 * empty result that nobody looks at. Errors caught by their type are handled.
 */
export const swallowedErrorsOf = memoise((facts: RepositoryFacts): readonly SwallowedError[] =>
  projectModulesOf(facts).filter((module) => !isLoadTest(module)).flatMap((module) => [
    ...caughtErrorsOf(module.tree).flatMap((caught) => {
      const how = swallowedHow(facts, module, caught)
      return how === null ? [] : [{ path: module.path, line: caught.line, says: `${caught.breadth === 'bare' ? 'a bare except' : 'except Exception'} ${how}` }]
    }),
    ...callsOf(module.tree).filter((call) => call.name === 'contextlib.suppress' && call.args.some(({ value }) => value.kind === 'name' && /^(?:Base)?Exception$/.test(value.id))).map(({ line }) => ({ path: module.path, line, says: 'suppress(Exception) hides every error' })),
    ...droppedIn(module),
  ]))

/** A load test is a test: what it catches, it counts as a failed request. */
function isLoadTest({ tree }: PythonModule): boolean {
  return definitionsOf(tree).imports.some((one) => one.level === 0 && one.module.split('.')[0] === 'locust')
}

/** A `return` under `finally` drops what no handler took, and what a handler raises. */
function droppedIn({ path, tree }: PythonModule): readonly SwallowedError[] {
  return definitionsOf(tree).statements.flatMap(({ statement }) => {
    const last = statement.kind === 'try' ? statement.finally.find((one) => one.kind === 'return') : undefined
    if (statement.kind !== 'try' || last === undefined) return []
    const caught = caughtErrorsOf(tree).filter(({ handler }) => statement.handlers.includes(handler))
    const isAllTaken = caught.some(({ breadth }) => breadth !== 'typed') && caught.every(({ does }) => does !== 'raises')
    return isAllTaken ? [] : [{ path, line: last.line, says: 'a return under finally drops every error' }]
  })
}

function swallowedHow(facts: RepositoryFacts, module: PythonModule, caught: CaughtError): string | null {
  if (caught.breadth === 'typed' || caught.does === 'raises' || caught.does === 'answers') return null
  // An optional import that is not there, and an extra whose absence is told while the rest of the work is guarded.
  if (isOptionalImport(caught) || (caught.does === 'logs' && caught.breadth === 'broad' && isInsideTranslated(module, caught))) return null
  switch (caught.does) {
    case 'nothing': return 'does nothing'
    case 'logs': return caught.breadth !== 'bare' && staysEmpty(facts, module, caught) ? null : 'only logs'
    case 'recovers': return caught.breadth === 'bare' ? 'goes on with something else' : null
    case 'notes': return caught.breadth !== 'bare' && isLookedAt(facts, caught.notes) ? null : 'goes on with a default'
    case 'gives up': return caught.breadth !== 'bare' && isResultTested(facts, module, caught) ? null : `answers with ${givesNothing(caught) ? 'an empty result' : 'a default'}`
  }
}

/** Whether what a handler returns is nothing at all: None, False, an empty text or collection, or no value. */
function givesNothing({ handler }: CaughtError): boolean {
  let full = false
  walkBody(handler.body, (statement) => { full ||= statement.kind === 'return' && statement.value !== null && !isEmpty(statement.value) })
  return !full
}

/** Whether it stands in the body of a `try` that raises on or answers what went wrong. */
function isInsideTranslated(module: PythonModule, caught: CaughtError): boolean {
  return caughtErrorsOf(module.tree).some((outer) => {
    if (outer.does !== 'raises' && outer.does !== 'answers') return false
    let inside = false
    walkBody(outer.guards, (statement) => { inside ||= statement.kind === 'try' && statement.handlers.includes(caught.handler) })
    return inside
  })
}

/** Whether some test of the project looks at one of these names. */
function isLookedAt(facts: RepositoryFacts, names: readonly string[]): boolean {
  const tested = testedNamesOf(facts)
  return names.some((name) => tested.has(lastName(name)))
}

/** Whether what could not be made stays None or empty, as it was set before, and some test looks at that. */
function staysEmpty(facts: RepositoryFacts, module: PythonModule, { guards }: CaughtError): boolean {
  const made = new Set<string>()
  walkBody(guards, (statement) => { if (statement.kind === 'assign') for (const target of statement.targets) for (const name of namesIn(target)) made.add(lastName(name)) })
  return isLookedAt(facts, [...presetNamesOf(module.tree)].filter((name) => made.has(name)))
}

/** What a file gives None, False or nothing to begin with, outside of every `except`. */
const presetNamesOf = memoise((tree: PythonTree): ReadonlySet<string> => new Set(definitionsOf(tree).statements.flatMap(({ statement, context }) =>
  statement.kind === 'assign' && statement.value !== null && context.handler === null && isEmpty(statement.value) ? statement.targets.flatMap(namesIn).map(lastName) : [])))

function isEmpty(value: Expression): boolean {
  if (value.kind === 'constant') return value.value === null || value.value === false
  return (value.kind === 'collection' && value.items.length === 0) || (value.kind === 'dict' && value.entries.length === 0) || (value.kind === 'string' && value.text === '')
}

/**
 * Whether a caller of the function around looks at what it answers: in a test at once, by the name it keeps it under, or as the status the program
 * ends with. A function that answers True where all went well is looked at wherever its answer is used.
 */
function isResultTested(facts: RepositoryFacts, module: PythonModule, caught: CaughtError): boolean {
  const around = caught.context.functions.at(-1)
  if (around === undefined) return false
  const tellsSuccess = definitionsOf(module.tree).statements.some(({ statement, context }) => context.functions.at(-1) === around && statement.kind === 'return' && statement.value?.kind === 'constant' && statement.value.value === true)
  const calls = projectCallsOf(facts).callsTo(around).filter((one) => one.module.role === 'code' && !one.handedOn)
  return calls.some(({ module: caller, call }) => definitionsOf(caller.tree).statements.some(({ statement }) => {
    const within = (expression: Expression): boolean => contains(expression, (one) => one === call.callee)
    if (statement.kind === 'if') return statement.branches.some(({ test }) => test !== null && within(test))
    if (statement.kind === 'while' || statement.kind === 'assert') return within(statement.test)
    if (statement.kind === 'expression') return isExit(statement.value) && within(statement.value)
    if (statement.kind === 'raise' || statement.kind === 'return') return statement.value !== null && (tellsSuccess || statement.kind === 'raise') && within(statement.value)
    return statement.kind === 'assign' && statement.value !== null && within(statement.value) && (tellsSuccess || isLookedAt(facts, statement.targets.flatMap(namesIn)))
  }))
}

function isExit(expression: Expression): boolean {
  return expression.kind === 'call' && /^(?:sys\.exit|exit|quit|os\._exit)$/.test(textOf(expression.callee))
}

function contains(expression: Expression, accepts: (callee: Expression) => boolean): boolean {
  return someExpression(expression, (one) => one.kind === 'call' && accepts(one.callee))
}

/** `model` of `model is None`, `not self.model`, `if model:`; a comparison with a text or another name looks at something else. */
const testedNamesOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const names = new Set<string>()
  const look = (test: Expression): void => {
    if (test.kind === 'name' || test.kind === 'attribute') names.add(lastName(textOf(test)))
    else if (test.kind === 'unary') look(test.operand)
    else if (test.kind === 'boolean') { look(test.left); look(test.right) }
    else if (test.kind === 'compare' && test.operands.some((one) => one.kind === 'constant' || one.kind === 'number')) test.operands.forEach(look)
    else if (test.kind === 'subscript') look(test.of)
    else if (test.kind === 'call' && test.callee.kind === 'name' && /^(?:all|any|len|bool)$/.test(test.callee.id)) test.args.forEach(({ value }) => { look(value) })
    else if (test.kind === 'call' && test.callee.kind === 'attribute' && test.callee.name === 'values') look(test.callee.of)
  }
  for (const module of projectModulesOf(facts)) {
    for (const { statement } of definitionsOf(module.tree).statements) {
      if (statement.kind === 'if') for (const branch of statement.branches) if (branch.test !== null) look(branch.test)
      if (statement.kind === 'while' || statement.kind === 'assert') look(statement.test)
    }
  }
  return names
})

function namesIn(target: Expression): readonly string[] {
  return target.kind === 'collection' ? target.items.flatMap(namesIn) : [textOf(target)]
}

function lastName(name: string): string {
  return (name.split('[')[0] ?? '').split('.').filter((part) => part !== 'append').at(-1) ?? ''
}
