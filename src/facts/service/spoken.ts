import type { FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { partsOfFunction } from '../python/function-parts.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** What a function speaks of: its name, and the names and texts in its body. */
export function spokenOf(tree: PythonTree, node: FunctionStatement): readonly string[] {
  return spoken(tree).get(node) ?? []
}

/** The same, with what the functions of the project that it calls speak of, two calls deep. */
export function spokenWithin(facts: RepositoryFacts, tree: PythonTree, node: FunctionStatement): readonly string[] {
  const calls = projectCallsOf(facts)
  const words: string[] = []
  const seen = new Set<FunctionStatement>([node])
  let level: readonly { readonly tree: PythonTree; readonly node: FunctionStatement }[] = [{ tree, node }]
  for (let hop = 0; hop < 3; hop += 1) {
    words.push(...level.flatMap((one) => spokenOf(one.tree, one.node)))
    level = level.flatMap((one) => partsOfFunction(one.tree, one.node).calls.flatMap(calls.targetsOf))
      .filter(({ definition }) => !seen.has(definition.node)).map(({ module, definition }) => ({ tree: module.tree, node: definition.node }))
    for (const one of level) seen.add(one.node)
  }
  return words
}

const spoken = memoise((tree: PythonTree): ReadonlyMap<FunctionStatement, readonly string[]> => {
  const words = new Map<FunctionStatement, string[]>()
  for (const { statement, context } of definitionsOf(tree).statements) {
    const here: string[] = []
    for (const expression of expressionsIn(statement)) walkExpression(expression, (one) => { here.push(...one.kind === 'name' ? [one.id] : one.kind === 'attribute' ? [one.name] : one.kind === 'string' ? [one.text] : []) })
    for (const around of context.functions) (words.get(around) ?? words.set(around, [around.name]).get(around))?.push(...here)
  }
  return words
})
