import type { Expression, Statement } from '../../../parse/python/tree.ts'
import type { FunctionDefinition } from '../../python/definitions.ts'
import type { PythonModule } from '../../python/modules.ts'
import type { Context } from '../../python/walk.ts'
import type { RepositoryFacts } from '../../repository-facts.ts'
import { assertionsIn, calleeName } from '../assertions.ts'
import { fixturesOf, resultsOf } from '../fixtures.ts'
import { functionPartsOf, partsOf, type PlacedStatement } from '../function-parts.ts'
import { helperOf } from '../reach.ts'
import type { TestCase } from '../test-cases.ts'
import { claim } from './claims.ts'
import { evaluate } from './evaluate.ts'
import { isMetricKey } from './names.ts'
import { copyOf, placeOf, scopeIn, signOf, type Claim, type Scope, type Trace } from './scope.ts'
import { merged, valueOf, type Value } from './value.ts'

const TOP: Context = { functions: [], classes: [], dead: false, main: false, tests: [], loop: false, guarded: false, handler: null }
const DEEPEST = 4
/** Parameters that no fixture explains and that are models by their names. */
const MODEL_NAME = /(?:^|_)(?:model|net|network|classifier|clf|regressor|predictor|estimator|recommender|detector|pipe|nlp)$/

/** What a test claims about predictions, in the order in which it does. */
export function claimsOfTest(facts: RepositoryFacts, test: TestCase): readonly Claim[] {
  const trace = traceOf(facts)
  const scope = moduleScope(trace, test.module)
  for (const part of test.parts) if (part.as === 'setup') followInto(part.module, part.definition, scope, scope)
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
    const inner = scopeIn(trace, module, TOP, 0)
    copyInto(scope, inner)
    follow(partsOf(module.tree, definition.node).statements, inner, true, asks)
  }
  return trace.claims
}

function traceOf(facts: RepositoryFacts): Trace {
  return { facts, claims: [], failed: new Set(), running: new Set(), files: new Map(), callHelper, steps: 0, quiet: 0 }
}

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
    const held = value ?? (MODEL_NAME.test(name) ? valueOf('model') : null)
    if (held !== null) scope.values.set(name, held)
    else scope.values.delete(name)
    scope.signs.set(name, `parameter ${name}`)
  }
  trace.quiet += claims ? 0 : 1
  follow(partsOf(module.tree, definition.node).statements, scope, claims, false)
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
  const value = enter(helper.definition, inner)
  copyFields(inner, scope)
  return value
}

function follow(statements: readonly PlacedStatement[], scope: Scope, claims: boolean, asks: boolean): void {
  const assertions = new Map(claims ? assertionsIn(statements).filter((one) => !one.swallowed && one.test !== null).map((one) => [one.statement, one]) : [])
  for (const { statement, context } of statements) {
    scope.context = context
    const assertion = assertions.get(statement)
    if (assertion !== undefined && assertion.test !== null) claim(assertion.test, assertion.line, scope)
    else step(statement, scope, asks)
  }
}

function step(statement: Statement, scope: Scope, asks: boolean): void {
  switch (statement.kind) {
    case 'assign': {
      if (statement.value === null) return
      const value = evaluate(statement.value, scope)
      for (const target of statement.targets) bind(target, statement.value, value, scope, statement.operator === '=' ? '' : `'${statement.line}`)
      return
    }
    case 'for': return bindLoop(statement.target, statement.iterable, scope)
    case 'with': {
      for (const item of statement.items) if (item.as !== null) bind(item.as, item.value, evaluate(item.value, scope), scope, '')
      return
    }
    case 'expression': return expressionStep(statement.value, scope)
    case 'if':
      if (asks) for (const { test, line } of statement.branches) if (test !== null) claim(test, line, scope)
      break
    default:
  }
}

function bind(target: Expression, source: Expression, value: Value | null, scope: Scope, mark: string): void {
  if (target.kind === 'collection') {
    const parts = source.kind === 'collection' && source.items.length === target.items.length ? source.items : null
    target.items.forEach((item, index) => {
      const part = parts?.[index]
      bind(item.kind === 'starred' && item.value !== null ? item.value : item, part ?? source, part === undefined ? value : evaluate(part, scope), scope, part === undefined ? `${mark}#${index}` : mark)
    })
    return
  }
  const place = placeOf(target)
  if (place !== null) {
    const sign = mark.startsWith('\'') ? `${scope.signs.get(place) ?? place}${mark}` : `${signOf(source, scope)}${mark}`
    scope.signs.set(place, sign)
    const held = value?.form === 'model' && isMetricKey(place) ? { ...value, form: 'metric' as const } : value
    if (held === null) scope.values.delete(place)
    else scope.values.set(place, held)
    if (source.kind === 'compare' || source.kind === 'boolean' || (source.kind === 'unary' && source.operator === 'not') || (source.kind === 'call' && /^(?:allclose|isclose|array_equal|equal|all)$/.test(calleeName(source)))) scope.conditions.set(place, source)
    else scope.conditions.delete(place)
    return
  }
  // `row["age"] = 60` changes the row; `answers[name] = predict(row)` makes it hold predictions.
  const base = target.kind === 'subscript' || target.kind === 'attribute' ? baseOf(target) : null
  if (base === null) return
  scope.signs.set(base, `${scope.signs.get(base) ?? base}'${signOf(target, scope, 3)}=${signOf(source, scope)}`.slice(-600))
  const known = merged(scope.values.get(base) ?? null, value?.form === 'model' ? null : value)
  if (known !== null) scope.values.set(base, known)
}

function baseOf(expression: Expression): string | null {
  const place = placeOf(expression)
  if (place !== null) return place
  return expression.kind === 'subscript' || expression.kind === 'attribute' ? baseOf(expression.of) : null
}

/** Gives the variables of a loop what the members of its iterable hold: each of a `zip` its own. */
function bindLoop(target: Expression, iterable: Expression, scope: Scope): void {
  const name = iterable.kind === 'call' ? calleeName(iterable.callee) : ''
  if (iterable.kind === 'call' && name === 'enumerate' && target.kind === 'collection' && target.items.length === 2) {
    const [index, member] = target.items
    const [source] = iterable.args
    if (index !== undefined) loopName(index, null, scope)
    if (member !== undefined && source !== undefined) bindLoop(member, source.value, scope)
    return
  }
  if (iterable.kind === 'call' && name === 'zip' && target.kind === 'collection') {
    target.items.forEach((item, index) => { loopName(item, iterable.args[index] === undefined ? null : evaluate(iterable.args[index].value, scope), scope) })
    return
  }
  loopName(target, evaluate(iterable, scope), scope)
}

function loopName(target: Expression, value: Value | null, scope: Scope): void {
  if (target.kind === 'collection') {
    for (const item of target.items) loopName(item, value, scope)
    return
  }
  if (target.kind !== 'name') return
  scope.loops.add(target.id)
  scope.signs.set(target.id, `each ${target.id}@${target.line}`)
  const held = value?.form === 'model' && !MODEL_NAME.test(target.id) && isMetricKey(target.id) ? { ...value, form: 'metric' as const } : value
  if (held === null) scope.values.delete(target.id)
  else scope.values.set(target.id, held)
}

/** A call for its effect: `results.append(answer)` holds the answer from then on; `row.update(age=60)` is another row. */
function expressionStep(value: Expression, scope: Scope): void {
  const given = evaluate(value, scope)
  const call = value.kind === 'await' && value.value !== null ? value.value : value
  if (call.kind !== 'call' || call.callee.kind !== 'attribute') return
  const base = baseOf(call.callee.of)
  if (base === null || !/^(?:append|add|extend|update|insert|setdefault|pop|drop|fit|train|fill_?|write)$/.test(call.callee.name) || copyOf(call) !== null) return
  const member = call.args.reduce<Value | null>((known, argument) => merged(known, evaluate(argument.value, scope)), null)
  const known = scope.values.get(base) ?? null
  if (call.callee.name === 'fit' || call.callee.name === 'train') scope.values.set(base, known ?? given ?? valueOf('model'))
  else if (member !== null && member.form !== 'model' && member.form !== 'response') {
    const whole = known === null || known.form === 'model' ? member : merged(known, member) ?? member
    // What is added to is a set: it holds each prediction once.
    scope.values.set(base, call.callee.name === 'add' ? { ...whole, over: 'distinct' } : whole)
  }
  scope.signs.set(base, `${scope.signs.get(base) ?? base}'${call.args.map((argument) => signOf(argument.value, scope)).join(',')}`.slice(-600))
}
