import type { Argument, Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { expressionsIn, lastName, walkExpression } from './expressions.ts'
import { namesOf } from './names.ts'
import { walk, type Context } from './walk.ts'

/** One call. `name` is its resolved dotted name (see `Names.dotted`), `''` where it cannot be named; `method` is the last part of it as written. */
export type Call = {
  readonly name: string
  readonly method: string
  readonly line: number
  readonly args: readonly Argument[]
  readonly callee: Expression
  readonly context: Context
}

/** Every call of a file that can run, decorators with arguments included, in source order. */
export const callsOf = memoise((tree: PythonTree): readonly Call[] => allCallsOf(tree).filter((call) => !call.context.dead))

/** Every call of a file, dead ones too. */
export const allCallsOf = memoise((tree: PythonTree): readonly Call[] => {
  const names = namesOf(tree)
  const calls: Call[] = []
  walk(tree, (statement, context) => {
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind !== 'call') return
        const method = lastName(one.callee)
        calls.push({ name: names.dotted(one.callee, context), method, line: one.line, args: one.args, callee: one.callee, context })
      })
    }
  })
  return calls
})

/** The value of a keyword argument, or null. */
export function keywordOf(call: { readonly args: readonly Argument[] }, name: string): Expression | null {
  return call.args.find((argument) => argument.name === name)?.value ?? null
}

/** As `keywordOf`, also where the keywords come from a dictionary that was given a name (`DAG(**settings)`). */
export function keywordThrough(call: { readonly args: readonly Argument[] }, name: string, tree: PythonTree, context: Context): Expression | null {
  const direct = keywordOf(call, name)
  if (direct !== null) return direct
  for (const argument of call.args) {
    const given = argument.spread === '**' ? literalOf(argument.value, tree, context) : null
    if (given?.kind === 'call' && given.callee.kind === 'name' && given.callee.id === 'dict') return keywordOf(given, name)
    const entry = given?.kind === 'dict' ? given.entries.find(({ key }) => key?.kind === 'string' && key.text === name) : undefined
    if (entry !== undefined) return entry.value
  }
  return null
}

/** The value of the positional argument at an index from 0, or null. */
export function positionalOf(call: { readonly args: readonly Argument[] }, index: number): Expression | null {
  return call.args.filter((argument) => argument.name === null && argument.spread === '')[index]?.value ?? null
}

/** The text of a string literal or of a name that was given one, seen from a place; replacements of an f-string are left out. Null where it is no text. */
export function stringOf(expression: Expression | null, tree: PythonTree, context: Context): string | null {
  const literal = literalOf(expression, tree, context)
  return literal?.kind === 'string' ? literal.text : null
}

/** As `stringOf`, also what a setting is where the environment does not say: `os.getenv("STATUS_AT", "/health")`. */
export function stringOrDefaultOf(expression: Expression | null, tree: PythonTree, context: Context): string | null {
  const given = literalOf(expression, tree, context)
  if (given?.kind !== 'call') return given?.kind === 'string' ? given.text : null
  const reads = /^(?:os\.getenv|os\.environ\.get|decouple\.config)$/.test(namesOf(tree).dotted(given.callee, context))
  return reads ? stringOf(positionalOf(given, 1) ?? keywordOf(given, 'default'), tree, context) : null
}

/** The number of a literal, with its sign, or of a name that was given one; null where it is no number. */
export function numberOf(expression: Expression | null, tree: PythonTree, context: Context): number | null {
  const literal = literalOf(expression, tree, context)
  if (literal?.kind === 'number') return literal.value
  return literal?.kind === 'unary' && literal.operator === '-' && literal.operand.kind === 'number' ? -literal.operand.value : null
}

/** What a name was given, followed through at most three names; any other expression is itself. */
export function literalOf(expression: Expression | null, tree: PythonTree, context: Context): Expression | null {
  let current = expression
  for (let hop = 0; hop < 3 && current?.kind === 'name'; hop++) current = namesOf(tree).valueOf(current.id, context, current.line)
  return current
}
