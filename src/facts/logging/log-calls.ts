import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { fileAt } from '../repository-facts.ts'
import { followName } from './follow-name.ts'
import { isLevel, isLoggingLibrary, isReadyMade, isTracker, looksLikeLogger } from './logging-names.ts'

/** One call that writes a record. `readyMade` where its library is configured as it comes. */
export type LogCall = { readonly path: string; readonly line: number; readonly text: string; readonly readyMade: boolean }

/** The log calls of one file. `made` is the line on which its logger is made, or its first log call. */
export type LoggingModule = PythonModule & { readonly calls: readonly LogCall[]; readonly made: { readonly line: number; readonly text: string } }

/** Every file of the project that logs, tests and notebooks too, in the order of the tree. */
export const loggingModulesOf = memoise((facts: RepositoryFacts): readonly LoggingModule[] => modulesOf(facts).flatMap((module) => {
  const calls = levelCallsOf(module.tree).flatMap((call) => logCallOf(facts, module, call))
  const [first] = calls
  return first === undefined ? [] : [{ ...module, calls, made: loggerMadeIn(facts, module) ?? first }]
}))

/** The calls of a file that are named as those of loggers are. */
const levelCallsOf = memoise((tree: PythonTree): readonly Call[] => callsOf(tree).filter((call) => isLevel(call.method)))

function logCallOf(facts: RepositoryFacts, module: PythonModule, call: Call): readonly LogCall[] {
  const { path } = module
  const place = { path, line: call.line, text: `${textOf(call.callee)}(…)` }
  if (call.callee.kind !== 'attribute') {
    // `from logging import info`
    const found = followName(facts, path, call.name)
    return found.kind === 'outside' && /^(?:logging|absl\.logging)\.\w+$/.test(found.dotted) ? [{ ...place, readyMade: false }] : []
  }
  const dotted = namesOf(module.tree).dotted(call.callee.of, call.context)
  const found = followName(facts, path, dotted)
  if (found.kind === 'outside' && isLoggingLibrary(found.dotted)) return [{ ...place, readyMade: isReadyMade(found.dotted) }]
  if (call.method === 'log' || !looksLikeLogger(lastName(call.callee.of)) || isTracker(dotted)) return []
  // A class of the project that only prints is no logger.
  return found.kind === 'project' && !importsLogging(facts, found.path) ? [] : [{ ...place, readyMade: found.kind === 'project' && importsReadyMade(facts, found.path) }]
}

function lastName(expression: Expression): string {
  if (expression.kind === 'name') return expression.id
  if (expression.kind === 'attribute') return expression.name
  if (expression.kind === 'call') return lastName(expression.callee).replace(/^get_?/i, '')
  const [index] = expression.kind === 'subscript' ? expression.index : []
  return index?.kind === 'string' ? index.text : ''
}

function importsLogging(facts: RepositoryFacts, path: string): boolean {
  return importedBy(facts, path).some(isLoggingLibrary)
}

function importsReadyMade(facts: RepositoryFacts, path: string): boolean {
  return importedBy(facts, path).some(isReadyMade)
}

function importedBy(facts: RepositoryFacts, path: string): readonly string[] {
  const read = fileAt(facts, path)?.facts
  if (read?.kind !== 'python') return []
  return definitionsOf(read.tree).imports.flatMap((one) => (one.level > 0 ? [] : [one.name === null ? one.module : `${one.module}.${one.name}`]))
}

/** `logger = logging.getLogger(__name__)`, also through a helper of the project. */
function loggerMadeIn(facts: RepositoryFacts, { path, tree }: PythonModule): { readonly line: number; readonly text: string } | null {
  for (const { statement, context } of definitionsOf(tree).statements) {
    if (statement.kind !== 'assign' || statement.value?.kind !== 'call') continue
    const found = followName(facts, path, namesOf(tree).dotted(statement.value.callee, context))
    const target = statement.targets[0]
    if (target === undefined || !looksLikeLogger(lastName(target))) continue
    if (found.kind === 'project' || isLoggingLibrary(found.dotted)) return { line: statement.line, text: `${textOf(target)} = ${textOf(statement.value)}` }
  }
  return null
}
