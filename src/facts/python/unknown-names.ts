import type { Expression, FunctionStatement, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { expressionsIn, partsOf, walkExpression } from './expressions.ts'
import { walk, walkBody } from './walk.ts'

/** A name that is read, and the line on which that happens. */
export type ReadName = { readonly name: string; readonly line: number }

const BUILT_IN = new Set(('abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits delattr dict dir divmod enumerate eval exec exit filter float format frozenset '
  + 'getattr globals hasattr hash help hex id input int isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range repr reversed round set setattr slice sorted '
  + 'staticmethod str sum super tuple type vars zip Ellipsis NotImplemented KeyboardInterrupt SystemExit StopIteration StopAsyncIteration GeneratorExit').split(' '))
/** What gives a file names that its text does not tell. */
const MAKES_NAMES = new Set(['globals', 'locals', 'exec', 'vars', 'builtins', 'get_ipython'])

/**
 * The first name that a function reads whenever it is called and that nothing in its file gives a value: neither an import nor a definition, an
 * assignment or Python itself. Null where there is none, or where the file takes names over that its text does not tell.
 */
export function unknownNameIn(tree: PythonTree, node: FunctionStatement): ReadName | null {
  const known = knownNamesOf(tree)
  if (known === null) return null
  let found: ReadName | null = null
  walkBody(node.body, (statement, { dead, tests, guarded, handler, loop, functions, classes }) => {
    if (found !== null || dead || guarded || loop || handler !== null || tests.length + functions.length + classes.length > 0) return
    for (const expression of surelyRead(statement)) {
      eachSurelyRead(expression, ({ id, line }) => { if (!known.has(id) && !isBuiltIn(id)) found ??= { name: id, line } })
    }
  })
  return found
}

function isBuiltIn(name: string): boolean {
  return name.startsWith('__') || BUILT_IN.has(name) || /^(?:[A-Z]\w*(?:Error|Warning|Exception|ExceptionGroup)|Exception)$/.test(name)
}

/** Every name that a file gives a value anywhere; null where it may have others. */
const knownNamesOf = memoise((tree: PythonTree): ReadonlySet<string> | null => {
  const names = new Set<string>()
  let open = tree.errors.length > 0
  const addTarget = (target: Expression): void => walkExpression(target, (one) => { if (one.kind === 'name') names.add(one.id) })
  walk(tree, (statement) => {
    open ||= statement.kind === 'match' || statement.kind === 'other'
    if (statement.kind === 'import') {
      for (const { as } of statement.names) names.add(as)
      open ||= statement.names.some(({ name }) => name === '*')
    }
    for (const name of namesOfStatement(statement)) names.add(name)
    for (const target of targetsOf(statement)) addTarget(target)
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind === 'named') names.add(one.name)
        open ||= one.kind === 'name' && MAKES_NAMES.has(one.id)
      })
    }
  })
  return open ? null : names
})

function namesOfStatement(statement: Statement): readonly string[] {
  switch (statement.kind) {
    case 'function': return [statement.name, ...statement.parameters.map((parameter) => parameter.name)]
    case 'class': return [statement.name]
    case 'try': return statement.handlers.flatMap((handler) => handler.as ?? [])
    default: return []
  }
}

function targetsOf(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'assign': return statement.targets
    case 'for': return [statement.target]
    case 'with': return statement.items.flatMap((item) => item.as ?? [])
    case 'global': return statement.names
    default: return []
  }
}

/** What of a statement is read each time that it is come to. */
function surelyRead(statement: Statement): readonly Expression[] {
  switch (statement.kind) {
    case 'if': return statement.branches.slice(0, 1).flatMap((branch) => branch.test ?? [])
    case 'function': case 'class': case 'try': case 'global': return []
    // What annotates a variable of a function is never looked up.
    case 'assign': return [...(statement.value === null ? [] : [statement.value]), ...statement.targets]
    default: return expressionsIn(statement)
  }
}

/** Visits the names that are read whatever the rest gives: not those of a comprehension or lambda, whose own names are not told, nor of a part that may be left out. */
function eachSurelyRead(expression: Expression, visit: (name: Expression & { readonly kind: 'name' }) => void): void {
  switch (expression.kind) {
    case 'name': return visit(expression)
    case 'comprehension': case 'lambda': return
    case 'boolean': return eachSurelyRead(expression.left, visit)
    case 'conditional': return eachSurelyRead(expression.test, visit)
    default: for (const part of partsOf(expression)) eachSurelyRead(part, visit)
  }
}
