import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, literalOf, positionalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { followName } from './follow-name.ts'
import { configuresLogging, looksLikeLogger } from './logging-names.ts'
import { runningWith } from './running-together.ts'
import { isHydraSilent } from './server-log-settings.ts'
import { runnersOf } from './who-runs.ts'

/**
 * A place in Python that sets up where and how records are written, and the project files that run with it: none where nothing calls it.
 * `byItself` where a framework does it unasked, which is worth nothing without a logger.
 */
export type LogConfiguration = { readonly path: string; readonly line: number; readonly says: string; readonly byItself: boolean; readonly covers: ReadonlySet<string> }

type Found = { readonly line: number; readonly says: string; readonly context: Context }

/** Every configuration of logging in the project's code, in the order of the tree. */
export const logConfigurationsOf = memoise((facts: RepositoryFacts): readonly LogConfiguration[] => modulesOf(facts).filter((module) => module.role === 'code').flatMap((module) =>
  [...configuringCallsOf(facts, module).flatMap((call) => fromCall(facts, module, call)), ...definitionsOf(module.tree).statements.flatMap(({ statement, context }) => fromAssignment(module.path, statement, context))]
    .map(({ line, says, context }): LogConfiguration => ({ path: module.path, line, says, byItself: false, covers: coveredBy(facts, module.path, context) }))
    .concat(byHydra(facts, module))))

/** Hydra gives the logging of a program that it starts a console and a file, unless its settings say otherwise. */
function byHydra(facts: RepositoryFacts, { path, tree }: PythonModule): readonly LogConfiguration[] {
  const started = definitionsOf(tree).functions.filter(({ decorators }) => decorators.includes('hydra.main'))
  return started.length === 0 || isHydraSilent(facts) ? [] : started.map(({ node }) => ({ path, line: node.line, says: '@hydra.main configures logging as it comes', byItself: true, covers: new Set(runningWith(facts, path, true)) }))
}

/** The calls of a file that may configure logging: by their own name or method, or by where their name leads; each name is followed once. */
function configuringCallsOf(facts: RepositoryFacts, module: PythonModule): readonly Call[] {
  const { names, calls } = namedCallsOf(module)
  const leads = new Set(names.filter((name) => {
    const followed = followName(facts, module.path, name)
    return followed.kind === 'outside' && configures(followed.dotted)
  }))
  return leads.size === 0 && !calls.some(isToldByItself) ? [] : calls.filter((call) => leads.has(call.name) || isToldByItself(call))
}

const namedCallsOf = memoise((module: PythonModule): { readonly names: readonly string[]; readonly calls: readonly Call[] } => {
  const calls = callsOf(module.tree).filter((call) => call.name !== '' || isToldByItself(call))
  return { names: [...new Set(calls.map((call) => call.name))].filter((name) => name !== ''), calls }
})

function isToldByItself({ method, name }: Call): boolean {
  return method === 'addHandler' || method === 'setLevel' || name.startsWith('uvicorn.')
}

function configures(dotted: string): boolean {
  return configuresLogging(dotted) || /^(?!self\.).*\.(?:setup|configure|init)_logging$/.test(dotted)
}

function coveredBy(facts: RepositoryFacts, path: string, context: Context): ReadonlySet<string> {
  return new Set(runnersOf(facts, path, context).flatMap((runner) => [...runningWith(facts, runner.path, runner.asScript)]))
}

function fromCall(facts: RepositoryFacts, module: PythonModule, call: Call): readonly Found[] {
  const { line, context } = call
  const found = (at = line): readonly Found[] => [{ line: at, says: `${textOf(call.callee)}(…) configures logging`, context }]
  if (call.method === 'addHandler' && call.callee.kind === 'attribute') {
    const handler = literalOf(positionalOf(call, 0) ?? keywordOf(call, 'hdlr'), module.tree, context)
    const made = handler?.kind === 'call' ? namesOf(module.tree).dotted(handler.callee, context) : ''
    if (made.endsWith('NullHandler')) return []
    return handler?.kind === 'call' && made !== '' ? [{ line: handler.line, says: `${textOf(handler.callee)} is added as a handler`, context }] : found()
  }
  if (/^uvicorn\.(?:run|Config)$/.test(call.name)) return isGiven(keywordOf(call, 'log_config')) ? found() : []
  // `app.logger` of Flask has a handler of its own; its level is all that is left to set.
  if (call.method === 'setLevel' && call.callee.kind === 'attribute' && /^flask\.(?:Flask\(\)|current_app)\.logger$/.test(namesOf(module.tree).dotted(call.callee.of, context))) return found()
  if (call.name === '') return []
  const name = followName(facts, module.path, call.name)
  if (name.kind === 'project') return []
  return configures(name.dotted) ? found() : []
}

function isGiven(value: Expression | null): boolean {
  return value !== null && !(value.kind === 'constant' && value.value === null)
}

/** `logger.handlers = gunicorn_logger.handlers`, Django's `LOGGING`, Gunicorn's `logconfig_dict`. */
function fromAssignment(path: string, statement: Statement, context: Context): readonly Found[] {
  if (statement.kind !== 'assign' || statement.value === null) return []
  const [target] = statement.targets
  if (target === undefined) return []
  const found = [{ line: statement.line, says: `${textOf(target)} configures logging`, context }]
  if (target.kind === 'attribute') return target.name === 'handlers' && looksLikeLogger(lastName(target.of)) && !isEmptyList(statement.value) ? found : []
  if (target.kind !== 'name' || statement.value.kind !== 'dict') return []
  const setsDjango = target.id === 'LOGGING' && /(?:^|\/)settings(?:\/[^/]+)?\.py$/.test(path)
  const setsGunicorn = target.id === 'logconfig_dict' && /gunicorn[^/]*\.py$/.test(path)
  return setsDjango || setsGunicorn ? found : []
}

function lastName(expression: Expression): string {
  return expression.kind === 'name' ? expression.id : expression.kind === 'attribute' ? expression.name : expression.kind === 'call' ? 'logger' : ''
}

function isEmptyList(value: Expression): boolean {
  return value.kind === 'collection' && value.items.length === 0
}
