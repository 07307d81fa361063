import type { FileEvidence } from '../../model/evidence.ts'
import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { projectModulesOf } from '../python/modules.ts'
import { fileEvidence, type RepositoryFacts } from '../repository-facts.ts'
import { mainRouteOf } from '../service/main-service.ts'

const printCallsOf = memoise((tree: PythonTree): readonly Call[] => callsOf(tree).filter((call) => call.callee.kind === 'name' && call.method === 'print'))

/** The first print of every file of project code that prints: the service first, then the files with most prints. */
export const printsOf = memoise((facts: RepositoryFacts): readonly FileEvidence[] => {
  const service = mainRouteOf(facts)?.module
  return projectModulesOf(facts).map(({ path, tree }) => ({ path, calls: printCallsOf(tree) }))
    .filter(({ calls }) => calls.length > 0).toSorted((left, right) => Number(right.path === service) - Number(left.path === service) || right.calls.length - left.calls.length)
    .map(({ path, calls }) => fileEvidence(facts, path, calls[0]?.line ?? 1, `print; ${calls.length} in this file`))
})
