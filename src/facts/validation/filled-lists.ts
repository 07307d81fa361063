import { definitionsOf } from '../python/definitions.ts'
import { wordsIn } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { callersOf } from './callers.ts'
import type { OwnCheck } from './own-checks.ts'
import { flowIn } from './verdict-flow.ts'
import { useOfResult } from './verdict-use.ts'

/**
 * Whether somebody acts on the complaints that a check puts into a list that is not its own: the caller who handed it over (`check_column(df, errors)`),
 * or another method of its class (`self.errors`). A list of its own is followed where it stands.
 */
export function actsOnFilled(facts: RepositoryFacts, { module, node, owner }: OwnCheck, into: string): boolean {
  if (node === null) return false
  const field = /^self\.(\w+)$/.exec(into)?.[1]
  if (field !== undefined && owner !== null) {
    return definitionsOf(module.tree).functions.filter((one) => one.owner === owner).some((method) => {
      const flow = flowIn(method.node.body, { parameter: field })
      return flow.line !== null || (flow.handsOn && useOfResult(facts, method.node) !== null)
    })
  }
  const at = node.parameters.findIndex((parameter) => parameter.name === into)
  if (at < 0) return false
  const position = owner === null ? at : at - 1
  return callersOf(facts, node).some(({ call, module: from, handedOn }) => {
    const given = handedOn ? undefined : call.args.find((argument) => argument.name === into) ?? call.args.filter((argument) => argument.name === null)[position]
    const [name] = given === undefined ? [] : wordsIn(given.value).filter((word) => word !== 'self')
    if (name === undefined) return false
    const around = call.context.functions.at(-1)
    const flow = flowIn(around?.body ?? from.tree.body, { parameter: name })
    return flow.line !== null || (flow.handsOn && around !== undefined && useOfResult(facts, around) !== null)
  })
}
