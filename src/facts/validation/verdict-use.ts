import type { FunctionStatement } from '../../parse/python/tree.ts'
import { callsOf, type Call } from '../python/calls.ts'
import type { PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { callersOf } from './callers.ts'
import { isReached } from './reached.ts'
import { flowIn, type PassedVerdict } from './verdict-flow.ts'

const HOPS = 3

/** Where the verdict of a call ends the run, or keeps bad data out, when it is bad; null where nothing acts on it. */
export type VerdictUse = { readonly path: string; readonly line: number }

/** Follows what a call returns: into an `if` that raises, exits, returns or skips, an `assert`, a function that gets it, or out of its own function to the callers. */
export function useOfVerdict(facts: RepositoryFacts, module: PythonModule, call: Call, hops = HOPS): VerdictUse | null {
  const inner = call.context.functions.at(-1) ?? null
  const flow = flowIn(inner === null ? module.tree.body : inner.body, { call })
  if (flow.line !== null) return isReached(facts, module, inner) ? { path: module.path, line: flow.line } : null
  if (hops === 0) return null
  for (const passed of flow.passedTo) {
    const use = useOfPassed(facts, module, passed)
    if (use !== null && isReached(facts, module, inner)) return use
  }
  return flow.handsOn && inner !== null ? useOfResult(facts, inner, hops - 1) : null
}

/** The same for what a function returns to the callers of project code; the first that acts. */
export function useOfResult(facts: RepositoryFacts, node: FunctionStatement, hops = HOPS): VerdictUse | null {
  for (const caller of callersOf(facts, node)) {
    if (caller.handedOn) {
      // A branch of an orchestrator acts on the verdict by itself.
      if (/(?:Branch\w*|ShortCircuit)Operator$/.test(caller.call.name)) return { path: caller.module.path, line: caller.call.line }
      continue
    }
    const use = useOfVerdict(facts, caller.module, caller.call, hops)
    if (use !== null) return use
  }
  return null
}

/** The project function that gets the verdict as an argument (`enforce(report)`), and the line in it that acts. */
function useOfPassed(facts: RepositoryFacts, module: PythonModule, { callee, keyword, position }: PassedVerdict): VerdictUse | null {
  const call = callsOf(module.tree).find((one) => one.callee === callee)
  if (call === undefined) return null
  for (const { module: there, definition } of projectCallsOf(facts).targetsOf(call)) {
    const { parameters } = definition.node
    const skipped = definition.owner !== null && /^(?:self|cls)$/.test(parameters[0]?.name ?? '') ? 1 : 0
    const parameter = keyword ?? parameters[position + skipped]?.name
    const line = parameter === undefined ? null : flowIn(definition.node.body, { parameter }).line
    if (line !== null) return { path: there.path, line }
  }
  return null
}
