import type { Expression } from '../../../parse/python/tree.ts'
import { memoise } from '../../memoise.ts'
import { definitionsOf, type FunctionDefinition } from '../../python/definitions.ts'
import { pythonFileAt, type PythonModule } from '../../python/modules.ts'
import { TOP } from '../../python/walk.ts'
import type { RepositoryFacts } from '../../repository-facts.ts'
import { fixturesOf, resultsOf } from '../fixtures.ts'
import { functionPartsOf, partsOfFunction } from '../../python/function-parts.ts'
import type { ProjectName } from '../origins.ts'
import { helperOf } from '../reach.ts'
import type { TestCase } from '../test-cases.ts'
import { evaluate } from './evaluate.ts'
import { isModelName } from './names.ts'
import { scopeIn, signOf, type Claim, type ProjectAnswer, type Scope, type Trace } from './scope.ts'
import { follow } from './statements.ts'
import { merged, valueOf, type Value } from './value.ts'

const DEEPEST = 4

/** What a test claims about predictions, in the order in which it does. */
export function claimsOfTest(facts: RepositoryFacts, test: TestCase): readonly Claim[] {
  const trace = traceOf(facts)
  const scope = moduleScope(trace, test.module)
  for (const part of test.parts) if (part.as === 'setup' || isStep(part.definition)) followInto(part.module, part.definition, scope, scope)
  const body = scopeIn(trace, test.module, TOP, 0)
  copyInto(scope, body)
  enter(test.definition, body)
  return trace.claims.filter((one) => !one.sites.some((site) => trace.failed.has(site)) || one.kind === 'invariance' || one.kind === 'direction')
}

/** What a script claims, or with `asks` only looks at in an `if`, on its top level and in its functions. */
export function claimsOfScript(facts: RepositoryFacts, module: PythonModule, asks: boolean): readonly Claim[] {
  const trace = traceOf(facts)
  const scope = scopeIn(trace, module, TOP, 0)
  const { outside, byNode } = functionPartsOf(module.tree)
  follow(outside.statements, scope, true, asks)
  for (const { definition } of byNode.values()) {
    // What the script itself calls was followed with what it is given there.
    if (!asks && trace.called.has(definition.node)) continue
    const inner = scopeIn(trace, module, TOP, 0)
    copyInto(scope, inner)
    follow(partsOfFunction(module.tree, definition.node).statements, inner, true, asks)
  }
  return trace.claims
}

function traceOf(facts: RepositoryFacts): Trace {
  return { facts, claims: [], failed: new Set(), running: new Set(), called: new Set(), files: new Map(), callHelper, answerOf: (project) => answerOf(facts, project), steps: 0, quiet: 0 }
}

const answering = memoise((_facts: RepositoryFacts): Map<string, ProjectAnswer> => new Map())

/** Whether what a function of the project returns is a model's predictions or a metric of them: its body is followed as a test's is. */
function answerOf(facts: RepositoryFacts, { path, name }: ProjectName): ProjectAnswer {
  const bare = name.replaceAll('()', '')
  const key = `${path} ${bare}`
  const known = answering(facts)
  const before = known.get(key)
  if (before !== undefined) return before
  // While it is followed it answers with nothing: it may call itself.
  known.set(key, null)
  const module = pythonFileAt(facts, path)
  const definition = module === null || WORKS_ON.test(bare) ? undefined : definitionsOf(module.tree).functions.find((one) => one.qualified === bare)
  if (module === null || definition === undefined) return null
  const form = enter(definition, scopeFor(traceOf(facts), module, DEEPEST), false)?.form
  const answer = form === 'prediction' || form === 'metric' ? form : null
  known.set(key, answer)
  return answer
}

/** Functions that work on a model or on what it gave, by their names: they return something else beside it. */
const WORKS_ON = /train|fit|tune|evaluat|valid|test|metric|accura|drift|outlier|anomal|plot|explain|shap|monitor|report|save|log|compare|main|pipeline|run_/i

/** The names that a test file gives values at its top. */
function moduleScope(trace: Trace, module: PythonModule): Scope {
  const known = trace.files.get(module.path)
  if (known !== undefined) return known
  const scope = scopeIn(trace, module, TOP, 0)
  trace.files.set(module.path, scope)
  trace.quiet++
  follow(functionPartsOf(module.tree).outside.statements.filter(({ context }) => context.classes.length === 0 && !context.main), scope, false, false)
  trace.quiet--
  return scope
}

function copyInto(from: Scope, to: Scope): void {
  for (const [name, value] of from.values) to.values.set(name, value)
  for (const [name, sign] of from.signs) to.signs.set(name, sign)
}

/** A step of a scenario that comes before its `then`. */
function isStep({ decorators }: FunctionDefinition): boolean {
  return decorators.some((name) => /^(?:behave|pytest_bdd)\.(?:given|when)$/.test(name))
}

/** Runs a set-up method so that the fields it gives are known to the test. */
function followInto(module: PythonModule, definition: FunctionDefinition, from: Scope, to: Scope): void {
  const scope = scopeIn(from.trace, module, TOP, 1)
  copyInto(from, scope)
  enter(definition, scope, false)
  copyFields(scope, to)
}

/** What a method gives the fields of its class. */
function copyFields(from: Scope, to: Scope): void {
  for (const [name, value] of from.values) if (name.startsWith('self.')) to.values.set(name, value)
  for (const [name, sign] of from.signs) if (name.startsWith('self.')) to.signs.set(name, sign)
}

/** Follows a function's body in a scope whose parameters may be given; those that are not are fixtures or models by their names. */
function enter(definition: FunctionDefinition, scope: Scope, claims = true): Value | null {
  const { trace, module } = scope
  if (trace.running.has(definition.node) || trace.running.size > 12) return null
  trace.running.add(definition.node)
  for (const { name } of definition.node.parameters) {
    if (scope.signs.has(`(${name}`) || name === 'self' || name === 'cls') continue
    const fixture = fixturesOf(trace.facts).find(module, name)
    const value = fixture === null || scope.depth >= DEEPEST ? null : enter(fixture.definition, scopeFor(trace, fixture.module, scope.depth + 1), false)
    const held = value ?? (isModelName(name) ? valueOf('model') : null)
    if (held !== null) scope.values.set(name, held)
    else scope.values.delete(name)
    scope.signs.set(name, `parameter ${name}`)
  }
  trace.quiet += claims ? 0 : 1
  follow(partsOfFunction(module.tree, definition.node).statements, scope, claims, false)
  trace.quiet -= claims ? 0 : 1
  trace.running.delete(definition.node)
  return resultsOf(module, definition).reduce<Value | null>((known, { expression, context }) => {
    scope.context = context
    return merged(known, evaluate(expression, scope))
  }, null)
}

function scopeFor(trace: Trace, module: PythonModule, depth: number): Scope {
  const scope = scopeIn(trace, module, TOP, depth)
  copyInto(moduleScope(trace, module), scope)
  return scope
}

/** Follows a function of the test code with what a call gives it. */
function callHelper(call: Expression & { readonly kind: 'call' }, dotted: string, scope: Scope): Value | null | undefined {
  if (dotted === '' || scope.depth >= DEEPEST) return undefined
  const helper = helperOf(scope.trace.facts, scope.module, { name: dotted, callee: call.callee, context: scope.context })
  if (helper === null) return undefined
  const inner = scopeFor(scope.trace, helper.module, scope.depth + 1)
  copyFields(scope, inner)
  const parameters = helper.definition.node.parameters.filter(({ name }) => name !== 'self' && name !== 'cls')
  let position = 0
  for (const argument of call.args) {
    const name = argument.name ?? parameters[position++]?.name
    if (name === undefined) continue
    const value = evaluate(argument.value, scope)
    if (value === null) inner.values.delete(name)
    else inner.values.set(name, value)
    inner.signs.set(name, signOf(argument.value, scope))
    inner.signs.set(`(${name}`, '')
  }
  for (const { name } of parameters) if (!inner.signs.has(`(${name}`)) inner.signs.set(`(${name}`, '')
  scope.trace.called.add(helper.definition.node)
  const value = enter(helper.definition, inner)
  copyFields(inner, scope)
  return value
}
