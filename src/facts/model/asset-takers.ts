import type { FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { keywordOf } from '../python/calls.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A function that an orchestrator gives what another returns, and the parameter that it gets it in. */
export type Taker = { readonly module: PythonModule; readonly node: FunctionStatement; readonly parameter: string }

const ASSET = /^dagster\.(?:\w+\.)*(?:asset|multi_asset|asset_check)$/

/** The assets of Dagster that take what the asset of a function returns: their parameter is called as it is. Empty for a function that is no asset. */
export function takersOf(facts: RepositoryFacts, { tree }: Pick<PythonModule, 'tree'>, node: FunctionStatement): readonly Taker[] {
  const definition = definitionsOf(tree).functions.find((one) => one.node === node)
  return definition === undefined || !isAsset(definition) ? [] : takers(facts).get(nameOfAsset(definition)) ?? []
}

const takers = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly Taker[]> => {
  const found = new Map<string, Taker[]>()
  for (const module of projectModulesOf(facts)) {
    for (const definition of definitionsOf(module.tree).functions.filter(isAsset)) {
      for (const { name } of definition.node.parameters) {
        const taker = { module, node: definition.node, parameter: name }
        const known = found.get(name)
        if (known === undefined) found.set(name, [taker])
        else known.push(taker)
      }
    }
  }
  return found
})

function isAsset({ decorators }: FunctionDefinition): boolean {
  return decorators.some((one) => ASSET.test(one))
}

/** An asset is called as its function, unless its decorator says how. */
function nameOfAsset({ name, node }: FunctionDefinition): string {
  const given = node.decorators.flatMap((decorator) => decorator.kind === 'call' ? keywordOf(decorator, 'name') ?? [] : []).find((one) => one.kind === 'string')
  return given?.kind === 'string' ? given.text : name
}
