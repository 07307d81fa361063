import { memoise } from '../memoise.ts'
import { keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf } from './code-parts.ts'

/** Whether a call has Prefect run a deployment: `run_deployment("learn/weekly")`. */
export function runsDeployment({ method }: Call): boolean {
  return /^a?run_deployment$/.test(method)
}

/** The flows of the project that a call has Prefect run, by the name before the deployment's. */
export function deployedFlows(facts: RepositoryFacts, call: Call, module: PythonModule): readonly string[] {
  const written = runsDeployment(call) ? stringOf(keywordOf(call, 'name') ?? positionalOf(call, 0), module.tree, call.context) : null
  const [flow = ''] = written?.split('/') ?? []
  return flowsByName(facts).get(flow) ?? []
}

/** The parts that are flows of Prefect by what they are called there: the name that is given, else the function's with hyphens. */
const flowsByName = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly string[]> => {
  const flows = new Map<string, string[]>()
  for (const { key, definition, module } of codePartsOf(facts).values()) {
    const at = definition?.decorators.findIndex((name) => /^prefect\.(?:[\w.]*\.)?flow$/.test(name)) ?? -1
    const decorator = definition?.node.decorators[at]
    if (definition === null || decorator === undefined) continue
    const given = decorator.kind === 'call' ? decorator.args.find((argument) => argument.name === 'name')?.value ?? null : null
    const name = given === null ? definition.name.replaceAll('_', '-') : stringOf(given, module.tree, definition.context)
    if (name !== null) flows.set(name, [...flows.get(name) ?? [], key])
  }
  return flows
})
