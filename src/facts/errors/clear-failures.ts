import type { Expression, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { caughtErrorsOf, isOptionalImport } from '../python/handlers.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/**
 * A place where project code makes a failure clear. `kind`: `raise` for an error that says what is wrong, `translation` for a caught error that is
 * raised on or answered, `typed` for one that is handled by its type.
 */
export type ClearFailure = { readonly path: string; readonly line: number; readonly kind: 'raise' | 'translation' | 'typed'; readonly says: string; readonly context: Context }

/** Errors that say nothing about a failure: ends of loops, methods that a subclass fills in, framework signals. */
const NO_FAILURE = /^(?:StopIteration|StopAsyncIteration|KeyboardInterrupt|GeneratorExit|SystemExit|optuna\.\w+|TrialPruned|RerunException|AirflowSkipException)$/

/** Every place where project code makes a failure clear, in the order of the tree. Optional imports, interrupts of a person and what is only handed on are none. */
export const clearFailuresOf = memoise((facts: RepositoryFacts): readonly ClearFailure[] =>
  projectModulesOf(facts).flatMap((module) => [
    ...raisesIn(module.tree).map(({ value, line, context }): ClearFailure => ({ path: module.path, line, kind: 'raise', says: `raises ${textOf(value).slice(0, 80)}`, context })),
    ...caughtErrorsOf(module.tree).flatMap((caught): readonly ClearFailure[] => {
      if (isOptionalImport(caught) || caught.handsOn) return []
      const place = { path: module.path, line: caught.line, context: caught.context }
      if (caught.does === 'raises' || caught.does === 'answers') return [{ ...place, kind: 'translation', says: caught.does === 'raises' ? 'raises what went wrong again' : 'answers with what went wrong' }]
      return caught.breadth === 'typed' && caught.does !== 'nothing' ? [{ ...place, kind: 'typed', says: `handles ${caught.types.join(', ')}` }] : []
    }),
  ]))

/** The `raise` statements of a file outside `except` that name an error with a message, or a class of the project. */
const raisesIn = memoise((tree: PythonTree): readonly { readonly value: Expression; readonly line: number; readonly context: Context }[] =>
  definitionsOf(tree).statements.flatMap(({ statement, context }) => statement.kind === 'raise' && statement.value !== null && context.handler === null && isFailure(statement.value, statement, context) ? [{ value: statement.value, line: statement.line, context }] : []))

function isFailure(value: Expression, statement: Statement, context: Context): boolean {
  const name = textOf(value.kind === 'call' ? value.callee : value)
  if (name === 'SystemExit') return value.kind === 'call' && value.args.some((argument) => argument.value.kind === 'string')
  if (NO_FAILURE.test(name) || value.kind === 'string') return false
  // A method that only says that it is not written.
  const around = context.functions.at(-1)
  const isWhole = around?.body.filter((one) => one.kind !== 'expression').every((one) => one === statement) === true && context.tests.length === 0
  return !(name.endsWith('NotImplementedError') && (isWhole || value.kind !== 'call' || value.args.length === 0))
}
