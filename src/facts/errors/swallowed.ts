import type { Expression, FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { someExpression, textOf } from '../python/expressions.ts'
import { caughtErrorsOf, isOptionalImport, type CaughtError } from '../python/handlers.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import { walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { loggedAwayIn } from './logged-away.ts'
import { isLookedAt, keyOf, lastName, namesIn } from './looked-at.ts'

/** An error that project code caught whatever it was, and that nobody hears of. */
export type SwallowedError = { readonly path: string; readonly line: number; readonly says: string }

/**
 * The errors that project code swallows: a bare `except` that does not raise, and an `except Exception` that does nothing, only logs, or leaves an
 * empty result that nobody looks at; and what loguru's `catch` only logs. Errors caught by their type are handled.
 */
export const swallowedErrorsOf = memoise((facts: RepositoryFacts): readonly SwallowedError[] =>
  projectModulesOf(facts).filter((module) => !isLoadTest(module)).flatMap((module) => [
    ...caughtErrorsOf(module.tree).flatMap((caught) => {
      const how = swallowedHow(facts, module, caught)
      return how === null ? [] : [{ path: module.path, line: caught.line, says: `${caught.breadth === 'bare' ? 'a bare except' : 'except Exception'} ${how}` }]
    }),
    ...callsOf(module.tree).filter((call) => call.name === 'contextlib.suppress' && call.args.some(({ value }) => value.kind === 'name' && /^(?:Base)?Exception$/.test(value.id))).map(({ line }) => ({ path: module.path, line, says: 'suppress(Exception) hides every error' })),
    ...droppedIn(module),
    ...loggedAwayIn(facts, module).filter(({ around }) => around === null || !isResultTested(facts, module, around)).map(({ line }) => ({ path: module.path, line, says: 'logger.catch only logs every error' })),
  ]))

/** A load test is a test: what it catches, it counts as a failed request. */
function isLoadTest({ tree }: PythonModule): boolean {
  return definitionsOf(tree).imports.some((one) => one.level === 0 && one.module.split('.')[0] === 'locust')
}

/** A `return` under `finally` drops what no handler took, and what a handler raises. */
const droppedIn = memoise(({ path, tree }: PythonModule): readonly SwallowedError[] => definitionsOf(tree).statements.flatMap(({ statement }) => {
  const last = statement.kind === 'try' ? statement.finally.find((one) => one.kind === 'return') : undefined
  if (statement.kind !== 'try' || last === undefined) return []
  const caught = caughtErrorsOf(tree).filter(({ handler }) => statement.handlers.includes(handler))
  const isAllTaken = caught.some(({ breadth }) => breadth !== 'typed') && caught.every(({ does }) => does !== 'raises')
  return isAllTaken ? [] : [{ path, line: last.line, says: 'a return under finally drops every error' }]
}))

function swallowedHow(facts: RepositoryFacts, module: PythonModule, caught: CaughtError): string | null {
  if (caught.breadth === 'typed' || caught.does === 'raises' || caught.does === 'answers') return null
  // An optional import that is not there, and an extra whose absence is told while the rest of the work is guarded.
  if (isOptionalImport(caught) || (caught.does === 'logs' && caught.breadth === 'broad' && isInsideTranslated(module, caught))) return null
  switch (caught.does) {
    case 'nothing': return 'does nothing'
    case 'logs': return caught.breadth !== 'bare' && staysEmpty(facts, module, caught) ? null : 'only logs'
    case 'recovers': return caught.breadth === 'bare' ? 'goes on with something else' : null
    case 'notes': return caught.breadth !== 'bare' && isLookedAt(facts, caught.notes.flatMap(named)) ? null : 'goes on with a default'
    case 'gives up': return caught.breadth !== 'bare' && isResultTested(facts, module, caught.context.functions.at(-1)) ? null : `answers with ${givesNothing(caught) ? 'an empty result' : 'a default'}`
  }
}

/** `state["model"]` by what it stands in and by its key. */
function named(note: string): readonly string[] {
  const key = note.lastIndexOf('["')
  return key > 0 && note.endsWith('"]') ? [note, note.slice(key)] : [note]
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

/** Whether what could not be made stays None or empty, as it was set before, and some test looks at that. */
function staysEmpty(facts: RepositoryFacts, module: PythonModule, { guards }: CaughtError): boolean {
  const preset = presetNamesOf(module.tree)
  const made: string[] = []
  walkBody(guards, (statement) => {
    if (statement.kind !== 'assign') return
    for (const target of statement.targets) {
      const key = keyOf(target)
      if (key === null) made.push(...namesIn(target).map(lastName).filter((name) => preset.has(name)))
      else if (preset.has(lastName(textOf(target)))) made.push(key)
    }
  })
  return isLookedAt(facts, made)
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
function isResultTested(facts: RepositoryFacts, module: PythonModule, around: FunctionStatement | undefined): boolean {
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
