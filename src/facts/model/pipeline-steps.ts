import type { FunctionStatement, PythonTree } from '../../parse/python/tree.ts'
import type { Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/**
 * The step that a call in a pipeline means, where the pipeline is given its steps as parameters (ZenML before 0.40): the only step of the project
 * that is called as the parameter. Null for every other call.
 */
export function stepOfPipeline(facts: RepositoryFacts, tree: PythonTree, call: Call): { readonly module: PythonModule; readonly node: FunctionStatement } | null {
  const around = call.context.functions.at(-1)
  if (call.callee.kind !== 'name' || around === undefined || !isDecorated(tree, around, /^zenml\.(?:\w+\.)*pipeline$/)) return null
  const name = call.callee.id
  if (!around.parameters.some((parameter) => parameter.name === name)) return null
  const steps = projectModulesOf(facts).flatMap((module) => definitionsOf(module.tree).functions.filter((one) => one.name === name && one.decorators.some((decorator) => /^zenml\.(?:\w+\.)*step$/.test(decorator))).map(({ node }) => ({ module, node })))
  return steps.length === 1 ? steps[0] ?? null : null
}

function isDecorated(tree: PythonTree, node: FunctionStatement, by: RegExp): boolean {
  return definitionsOf(tree).functions.some((one) => one.node === node && one.decorators.some((decorator) => by.test(decorator)))
}
