import { loggingModulesOf, type LoggingModule } from '../facts/logging/log-calls.ts'
import { logConfigurationsOf } from '../facts/logging/log-configurations.ts'
import { isBesideProject, isLoggingModule } from '../facts/logging/logging-names.ts'
import { ownLogWritersOf } from '../facts/logging/own-log-writers.ts'
import { printsOf } from '../facts/logging/prints.ts'
import { serverLogSettingsOf } from '../facts/logging/server-log-settings.ts'
import { silencesOf } from '../facts/logging/silenced-logging.ts'
import { isReached } from '../facts/logging/who-runs.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `logging`. */
export const logging: Check = {
  id: 'logging',
  title: 'Logging configured',
  proof: 'reading',
  lesson: '4-2-monitoring#logs',
  revision: 5,
  needs: ['python', 'configuration'],
  lookedFor: 'Logging that is configured (basicConfig, dictConfig, handlers, structlog; loguru as it comes) and a logger that the code of the service or pipeline writes to.',
  levels: {
    present: 'Logging is configured, and code of the service or pipeline writes to a logger.',
    partial: 'A logger is used and never configured, or configured and never used.',
    missing: 'The code prints, or says nothing.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const users = loggingModulesOf(facts).filter((module) => module.role === 'code' && !isLoggingModule(module.path) && !isBesideProject(facts.project, module.path)).toSorted((left, right) => right.calls.length - left.calls.length)
  const reached = users.filter((module) => isReached(facts, module))
  const working = workingOf(facts, reached)
  const silent = silencesOf(facts, reached.map(({ path }) => path)).map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  if (isNonEmpty(working) && isNonEmpty(silent)) return partial(working, { found: `${working[0].says} (${working[0].path}), and ${silent[0].says} (${silent[0].path}).`, against: silent, next: `Take line ${silent[0].line} of ${silent[0].path} out, and choose by levels what is written.` })
  if (isNonEmpty(working)) return present(working, { found: `${working[0].says} (${working[0].path}); ${users.length === 1 ? 'one file of the service or pipeline logs' : `${users.length} files of the service or pipeline log`}.` })
  const set = logConfigurationsOf(facts).filter((one) => !one.byItself).map((one) => fileEvidence(facts, one.path, one.line, one.says))
  return usedOnly(facts, users, set) ?? withoutUse(facts, set)
}

/** What configures logging for code that logs, the widest reach first, then the likeliest start of a service or pipeline; then some of that code. */
function workingOf(facts: RepositoryFacts, users: readonly LoggingModule[]): readonly FileEvidence[] {
  const ownCalls = (path: string): number => users.find((module) => module.path === path)?.calls.length ?? 0
  const ranked = logConfigurationsOf(facts).map((one) => ({ one, by: users.filter((module) => one.covers.has(module.path)) })).filter(({ by }) => by.length > 0)
    .toSorted((left, right) => Number(left.one.byItself) - Number(right.one.byItself) || right.by.length - left.by.length || Number(isLikelyStart(right.one.path)) - Number(isLikelyStart(left.one.path)) || callsIn(right.by) - callsIn(left.by) || ownCalls(right.one.path) - ownCalls(left.one.path))
  const [best] = ranked
  const firsts = ranked.filter(({ one }, index) => index === 0 || one.path !== best?.one.path).map(({ one }) => one)
  const servers = users.length === 0 ? [] : serverLogSettingsOf(facts)
  const ready = users.flatMap((module) => module.calls.find((call) => call.readyMade) ?? []).map((call) => ({ ...call, says: `${call.text} logs through a library that is configured as it comes` }))
  const explicit = firsts.filter((one) => !one.byItself)
  const set = [...explicit.slice(0, 2), ...servers, ...(explicit.length === 0 ? firsts.slice(0, 1) : []), ...ready.slice(0, 2)]
  const uses = (best?.by ?? users).flatMap((module) => module.calls.slice(0, 1)).map((call) => ({ ...call, says: call.text }))
  return set.length === 0 ? [] : [...set, ...uses].map((one) => fileEvidence(facts, one.path, one.line, one.says))
}

function callsIn(modules: readonly LoggingModule[]): number {
  return modules.reduce((sum, module) => sum + module.calls.length, 0)
}

function isLikelyStart(path: string): boolean {
  return isLoggingModule(path) || /(?:^|[/_])(?:main|app|api|server|serve|service|train|training|predict|inference|pipeline|flow)[^/]*\.py$/.test(path)
}

function usedOnly(facts: RepositoryFacts, users: readonly LoggingModule[], [setting]: readonly FileEvidence[]): Finding | null {
  const used = users.map((module) => fileEvidence(facts, module.path, module.made.line, `${module.made.text}; ${module.calls.length === 1 ? 'one log call' : `${module.calls.length} log calls`} in this file`))
  if (!isNonEmpty(used)) return null
  const [{ path }] = used
  if (setting === undefined) return partial(used, { found: `${path} logs, and nothing in the project configures logging: no basicConfig, dictConfig or handler was found.`, against: printsOf(facts), next: `Configure logging once where ${path} is started: a level, a format with time and logger name, and a handler.` })
  return partial(used, { found: `${path} logs, and nothing that runs it reaches the configuration in ${setting.path}.`, against: [setting], next: `Call the configuration of ${setting.path} where ${path} is started.` })
}

function withoutUse(facts: RepositoryFacts, set: readonly FileEvidence[]): Finding {
  const against = printsOf(facts)
  const noisy = against[0]?.path ?? 'the service'
  const worth = 'what is worth knowing in production: start, model version, each failure'
  if (isNonEmpty(set)) return partial(set, { found: `${set[0].says} (${set[0].path}), and no code of the service or pipeline logs.`, against, next: `Take a logger from it in ${noisy} and log there ${worth}.` })
  const own = ownLogWritersOf(facts).map((one) => fileEvidence(facts, one.path, one.line, `${one.name} writes messages to a log of its own; ${one.calls} calls`))
  if (isNonEmpty(own)) return partial(own, { found: `${own[0].says} (${own[0].path}); Python's logging is not used.`, against, next: `Let ${own[0].path} hand its messages to Python's logging, with a handler for that place: levels, formats and filters come with it.` })
  const notebooks = loggingModulesOf(facts).filter((module) => module.role === 'notebook').map((module) => fileEvidence(facts, module.path, module.made.line, module.made.text))
  if (isNonEmpty(notebooks)) return partial(notebooks, { found: `Only a notebook logs (${notebooks[0].path}).`, against, next: `Configure logging in the code that runs in production and log there ${worth}.` })
  const printing = against.length === 0 ? '' : `; ${noisy}${against.length === 1 ? ' prints' : ` and ${against.length - 1} more print`}`
  return missing({ found: `No logger was found in project code${printing}.`, against, next: `Configure logging once where the service or pipeline starts, take a logger in ${noisy}, and log there ${worth}.` })
}
