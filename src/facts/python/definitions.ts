import type { ClassStatement, FunctionStatement, ImportedName, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { namesOf } from './names.ts'
import { walk, type Context, type PlacedStatement } from './walk.ts'

/** `qualified` is `Class.method` or `outer.inner`; decorators are resolved dotted names, a call's without its arguments. */
export type FunctionDefinition = { readonly name: string; readonly qualified: string; readonly owner: ClassStatement | null; readonly decorators: readonly string[]; readonly node: FunctionStatement; readonly context: Context }

export type ClassDefinition = { readonly name: string; readonly bases: readonly string[]; readonly decorators: readonly string[]; readonly node: ClassStatement; readonly context: Context }

export type Import = ImportedName & { readonly line: number; readonly context: Context }

type Definitions = { readonly functions: readonly FunctionDefinition[]; readonly classes: readonly ClassDefinition[]; readonly imports: readonly Import[]; readonly statements: readonly PlacedStatement[] }

/** Every function, class, import and statement of a file that can run, with what surrounds it, in source order. */
export const definitionsOf = memoise((tree: PythonTree): Definitions => {
  const names = namesOf(tree)
  const functions: FunctionDefinition[] = []
  const classes: ClassDefinition[] = []
  const imports: Import[] = []
  const statements: PlacedStatement[] = []
  walk(tree, (statement, context) => {
    if (context.dead) return
    statements.push({ statement, context })
    const resolved = (list: readonly Parameters<typeof names.dotted>[0][]): readonly string[] => list.map((one) => names.dotted(one.kind === 'call' ? one.callee : one, context))
    if (statement.kind === 'import') imports.push(...statement.names.map((name) => ({ ...name, line: statement.line, context })))
    if (statement.kind === 'class') classes.push({ name: statement.name, bases: resolved(statement.bases.map((base) => base.value)), decorators: resolved(statement.decorators), node: statement, context })
    if (statement.kind === 'function') {
      const around = [...context.classes.map((one) => one.name), ...context.functions.map((one) => one.name)]
      const owner = context.classes.at(-1)
      const isMethod = owner !== undefined && owner.body.includes(statement)
      functions.push({ name: statement.name, qualified: [...around, statement.name].join('.'), owner: isMethod ? owner : null, decorators: resolved(statement.decorators), node: statement, context })
    }
  })
  return { functions, classes, imports, statements }
})
