import type { ClassStatement, Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf, type ClassDefinition, type FunctionDefinition } from '../python/definitions.ts'
import { expressionsIn, partsOf } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { Context, PlacedStatement } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A name or attribute chain that a part of the code speaks of: what it calls, and what it hands on to be called. Parts are kept as long as their module. */
export type Reference = { readonly expression: Expression; readonly context: Context }

/**
 * A piece of a Python file that runs as one: a function with what is nested in it, a method (`Class.method`),
 * the file's top (name `''`), or what stands under `if __name__ == "__main__"` (name `__main__`).
 */
export type CodePart = {
  readonly key: string
  readonly module: PythonModule
  readonly name: string
  readonly line: number
  readonly definition: FunctionDefinition | null
  readonly owner: ClassDefinition | null
  readonly calls: readonly Call[]
  readonly statements: readonly PlacedStatement[]
  readonly references: readonly Reference[]
}

/** The key of a part of a file, by the part's name. */
export function partKey(path: string, name: string): string {
  return `${path}::${name}`
}

/** The parts of the project's code and notebooks by their keys, in the order of the tree; tests are left out. */
export const codePartsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, CodePart> =>
  new Map(modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap(partsOfModule).map((part) => [part.key, part])))

type Made = { -readonly [Key in keyof CodePart]: CodePart[Key] extends readonly (infer Item)[] ? Item[] : CodePart[Key] }

/** The parts of one file, in the order in which its calls and statements name them. */
export const partsOfModule = memoise((module: PythonModule): readonly CodePart[] => {
  const { functions, classes, statements } = definitionsOf(module.tree)
  const parts = new Map<string, Made>()
  const byNode = new Map(functions.map((one) => [one.node, one]))
  const ownerOf = new Map(classes.map((one) => [one.node, one]))
  const at = (context: Context, line: number): Made => {
    const name = nameAt(context)
    const known = parts.get(name)
    if (known !== undefined) return known
    const node = context.functions[0]
    const definition = node === undefined ? null : byNode.get(node) ?? null
    const owner = definition?.owner
    const made: Made = {
      key: partKey(module.path, name), module, name, line: node?.line ?? line, definition,
      owner: owner === null || owner === undefined ? null : ownerOf.get(owner) ?? null, calls: [], statements: [], references: [],
    }
    parts.set(name, made)
    return made
  }
  for (const call of callsOf(module.tree)) at(call.context, call.line).calls.push(call)
  for (const { statement, context } of statements) {
    if (statement.kind === 'function' && context.functions.length === 0) {
      const inside: Context = { ...context, functions: [statement], tests: [], loop: false }
      const own = at(inside, statement.line)
      // Defaults run with the function in frameworks that inject what they name: `Depends(get_detector)`.
      for (const parameter of statement.parameters) {
        if (parameter.value !== null) visitReferences(parameter.value, (expression) => { own.references.push({ expression, context }) })
      }
    }
    const part = at(context, statement.line)
    part.statements.push({ statement, context })
    if (statement.kind === 'function' || statement.kind === 'class' || statement.kind === 'import') continue
    for (const expression of expressionsIn(statement)) visitReferences(expression, (one) => { part.references.push({ expression: one, context }) })
  }
  return [...parts.values()]
})

/** The name of the part that a place belongs to. */
function nameAt(context: Context): string {
  const node = context.functions[0]
  if (node === undefined) return context.main ? '__main__' : ''
  const owner = context.classes.find((one) => holds(one, node))
  return owner === undefined ? node.name : `${owner.name}.${node.name}`
}

function holds(owner: ClassStatement, node: FunctionStatement): boolean {
  return owner.body.includes(node) || owner.body.some((statement) => statement.kind === 'if' && statement.branches.some((branch) => branch.body.includes(node)))
}

/** Visits the names and attribute chains of an expression, each as long as it stands; arguments of calls in a chain too. */
function visitReferences(expression: Expression, visit: (expression: Expression) => void): void {
  if (expression.kind === 'name') return visit(expression)
  if (expression.kind !== 'attribute') {
    for (const part of partsOf(expression)) visitReferences(part, visit)
    return
  }
  visit(expression)
  let base: Expression = expression
  while (base.kind === 'attribute') base = base.of
  if (base.kind !== 'name') visitReferences(base, visit)
}
