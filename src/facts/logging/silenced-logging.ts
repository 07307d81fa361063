import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { lastName } from '../python/expressions.ts'
import { modulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { runningWith, startersOf } from './running-together.ts'

type Place = { readonly path: string; readonly line: number; readonly says: string }

/** Where project code switches the records of all of these files off, in whatever way they are started. Empty where one of them can be heard. */
export function silencesOf(facts: RepositoryFacts, paths: readonly string[]): readonly Place[] {
  const places = silencedLoggingOf(facts)
  const starters = places.length === 0 ? [] : [...new Set(paths.flatMap((path) => startersOf(facts, path)))]
  const running = starters.map((starter) => runningWith(facts, starter, true))
  const isSilent = (files: ReadonlySet<string>): boolean => places.some(({ path }) => files.has(path))
  return running.every(isSilent) ? places.filter(({ path }) => running.some((files) => files.has(path))) : []
}

/**
 * Where project code switches every record off as it is loaded: `logging.disable` for all levels and for good, or loguru's only place taken away
 * (`logger.remove()`) with no other added anywhere.
 */
const silencedLoggingOf = memoise((facts: RepositoryFacts): readonly Place[] => {
  const calls = modulesOf(facts).filter(({ role }) => role === 'code').flatMap(({ path, tree }) => callsOf(tree).map((call) => ({ path, call })))
  // The logger may have come through a module of the project.
  const adds = calls.some(({ call }) => /(?:^|\.)log(?:ger)?\.(?:add|configure)$/.test(call.name))
  const opened = new Map(calls.filter(({ call }) => call.name === 'logging.disable' && !isEveryLevel(call)).map(({ path, call }) => [path, call.line]))
  return calls.flatMap(({ path, call }): readonly Place[] => {
    // Under a condition or in a function it may be for a test, a quiet option or a while.
    if (call.context.functions.length > 0 || call.context.tests.length > 0) return []
    if (call.name === 'logging.disable' && isEveryLevel(call) && (opened.get(path) ?? 0) < call.line) return [{ path, line: call.line, says: 'logging.disable(…) lets no record through' }]
    return call.name === 'loguru.logger.remove' && !adds && isDefault(call) ? [{ path, line: call.line, says: 'logger.remove() takes away the only place that loguru writes to' }] : []
  })
})

/** Without a level, `logging.disable` means CRITICAL. */
function isEveryLevel(call: Call): boolean {
  const level = positionalOf(call, 0) ?? keywordOf(call, 'level')
  if (level === null) return true
  return level.kind === 'number' ? level.value >= 50 : /^(?:CRITICAL|FATAL)$/.test(lastName(level))
}

function isDefault(call: Call): boolean {
  const given = positionalOf(call, 0)
  return given === null || (given.kind === 'number' && given.value === 0)
}
