import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { keywordOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** Where loguru catches every error, logs it and goes on; `around` is the function that then answers nothing, null for a block. */
export type LoggedAway = { readonly line: number; readonly around: FunctionStatement | null }

/** `@logger.catch` and `with logger.catch():` in a file of a project that logs with loguru. With `reraise=True`, a type of its own or `onerror` it swallows nothing. */
export function loggedAwayIn(facts: RepositoryFacts, { tree }: PythonModule): readonly LoggedAway[] {
  if (!logsWithLoguru(facts)) return []
  const { functions, statements } = definitionsOf(tree)
  return [
    ...functions.flatMap(({ node }) => node.decorators.filter(catchesAll).map(({ line }) => ({ line, around: node }))),
    ...statements.flatMap(({ statement }) => statement.kind === 'with' && statement.items.some(({ value }) => value.kind === 'call' && catchesAll(value)) ? [{ line: statement.line, around: null }] : []),
  ]
}

const logsWithLoguru = memoise((facts: RepositoryFacts): boolean => projectModulesOf(facts).some(({ tree }) => definitionsOf(tree).imports.some((one) => one.level === 0 && one.module.split('.')[0] === 'loguru')))

function catchesAll(expression: Expression): boolean {
  if (expression.kind !== 'call') return /(?:^|\.)_?(?:logger|log)\.catch$/.test(textOf(expression))
  if (!catchesAll(expression.callee)) return false
  const type = keywordOf(expression, 'exception') ?? expression.args.find(({ name }) => name === null)?.value ?? null
  const again = keywordOf(expression, 'reraise')
  return (type === null || /^(?:Base)?Exception$/.test(textOf(type))) && (again === null || (again.kind === 'constant' && again.value === false)) && keywordOf(expression, 'onerror') === null
}
