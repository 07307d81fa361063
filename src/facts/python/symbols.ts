import type { Expression, FunctionStatement, ClassStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { definitionsOf } from './definitions.ts'
import { rootName, textOf } from './expressions.ts'
import { moduleGraphOf } from './module-graph.ts'
import { importedName, namesOf } from './names.ts'
import type { Context } from './walk.ts'

/** A name of a project file: where something is defined. `self.app` is a name too. */
export type Origin = { readonly path: string; readonly name: string }

/** A function or class of the project with the file it stands in. */
export type Definition = Origin & { readonly tree: PythonTree; readonly node: FunctionStatement | ClassStatement; readonly context: Context }

const HOPS = 6

/** Where what an expression names is defined in the project, through imports and re-exports; null where it leads out of it or is no name. */
export function originOf(facts: RepositoryFacts, path: string, tree: PythonTree, expression: Expression, context: Context): Origin | null {
  const root = rootName(expression)
  if (root === null) return null
  if (!importedNames(tree).has(root)) return { path, name: textOf(expression) }
  const dotted = namesOf(tree).dotted(expression, context)
  return dotted === '' ? null : followed(facts, path, dotted, HOPS)
}

/** The function or class that an expression names, wherever in the project it is defined. */
export function definitionAt(facts: RepositoryFacts, path: string, tree: PythonTree, expression: Expression, context: Context): Definition | null {
  const origin = originOf(facts, path, tree, expression, context)
  if (origin === null) return null
  const file = fileAt(facts, origin.path)?.facts
  return file?.kind === 'python' || file?.kind === 'notebook' ? definitionsByName(file.tree).get(origin.name)?.(origin.path) ?? null : null
}

function followed(facts: RepositoryFacts, path: string, dotted: string, hops: number): Origin | null {
  if (hops === 0) return null
  const there = moduleGraphOf(facts).resolveDotted(path, dotted)
  if (there === null || there.rest === '') return null
  const file = fileAt(facts, there.path)?.facts
  if (file?.kind !== 'python') return null
  const [first = '', ...rest] = there.rest.split('.')
  const again = importedNames(file.tree).get(first)
  return again === undefined ? { path: there.path, name: there.rest } : followed(facts, there.path, [again, ...rest].join('.'), hops - 1)
}

const importedNames = memoise((tree: PythonTree): ReadonlyMap<string, string> => new Map(definitionsOf(tree).imports.map((one) => [one.as, importedName(one)])))

const definitionsByName = memoise((tree: PythonTree): ReadonlyMap<string, (path: string) => Definition> => {
  const { functions, classes } = definitionsOf(tree)
  return new Map([...functions.map(({ name, qualified, owner, node, context }) => ({ name: owner === null ? name : qualified, node, context })), ...classes]
    .map(({ name, node, context }) => [name, (path: string) => ({ path, name, tree, node, context })]))
})
