import type { FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from './calls.ts'
import { definitionsOf, type FunctionDefinition } from './definitions.ts'
import type { Context, PlacedStatement } from './walk.ts'

/** What stands in one function, in the functions inside it too, in source order. */
type FunctionParts = { readonly definition: FunctionDefinition; readonly statements: readonly PlacedStatement[]; readonly calls: readonly Call[] }

type Growing = { readonly statements: PlacedStatement[]; readonly calls: Call[] }

/** The statements and calls of a file by the function they stand in, and those that stand outside of every function. */
export const functionPartsOf = memoise((tree: PythonTree): { readonly byNode: ReadonlyMap<FunctionStatement, FunctionParts>; readonly outside: Omit<FunctionParts, 'definition'> } => {
  const { functions, statements } = definitionsOf(tree)
  const outside: Growing = { statements: [], calls: [] }
  const byNode = new Map<FunctionStatement, FunctionParts & Growing>(functions.map((definition) => [definition.node, { definition, statements: [], calls: [] }]))
  const owners = (context: Context): readonly Growing[] => {
    if (context.functions.length === 0) return [outside]
    return context.functions.flatMap((node) => byNode.get(node) ?? [])
  }
  for (const placed of statements) for (const owner of owners(placed.context)) owner.statements.push(placed)
  for (const call of callsOf(tree)) for (const owner of owners(call.context)) owner.calls.push(call)
  return { byNode, outside }
})

/** What stands in one function of a file; nothing where it can never run. */
export function partsOfFunction(tree: PythonTree, node: FunctionStatement): Omit<FunctionParts, 'definition'> {
  return functionPartsOf(tree).byNode.get(node) ?? { statements: [], calls: [] }
}
