import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { lastName } from '../python/expressions.ts'
import { modulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

type Place = { readonly path: string; readonly line: number; readonly says: string }

/**
 * Where project code switches every record off as it is loaded: `logging.disable` for all levels, or loguru's only place taken away (`logger.remove()`) with
 * no other added anywhere. Empty where records are written.
 */
export const silencedLoggingOf = memoise((facts: RepositoryFacts): readonly Place[] => {
  const calls = modulesOf(facts).filter(({ role }) => role === 'code').flatMap(({ path, tree }) => callsOf(tree).map((call) => ({ path, call })))
  const adds = calls.some(({ call }) => /^loguru\.logger\.(?:add|configure)$/.test(call.name))
  return calls.flatMap(({ path, call }): readonly Place[] => {
    // Under a condition or in a function it may be for a test, a quiet option or a while.
    if (call.context.functions.length > 0 || call.context.tests.length > 0) return []
    if (call.name === 'logging.disable' && isEveryLevel(positionalOf(call, 0) ?? keywordOf(call, 'level'))) return [{ path, line: call.line, says: 'logging.disable(…) lets no record through' }]
    return call.name === 'loguru.logger.remove' && !adds && isDefault(call) ? [{ path, line: call.line, says: 'logger.remove() takes away the only place that loguru writes to' }] : []
  })
})

/** Without a level, `logging.disable` means CRITICAL. */
function isEveryLevel(level: Expression | null): boolean {
  if (level === null) return true
  return level.kind === 'number' ? level.value >= 50 : /^(?:CRITICAL|FATAL)$/.test(lastName(level))
}

function isDefault(call: Call): boolean {
  const given = positionalOf(call, 0)
  return given === null || (given.kind === 'number' && given.value === 0)
}
