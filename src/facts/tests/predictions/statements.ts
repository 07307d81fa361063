import type { Expression, Statement } from '../../../parse/python/tree.ts'
import type { PlacedStatement } from '../../python/walk.ts'
import { assertionsIn, calleeName } from '../assertions.ts'
import { claim } from './claims.ts'
import { evaluate } from './evaluate.ts'
import { isMetricKey, isModelName, isTrainingMethod } from './names.ts'
import { copyOf, placeOf, signOf, type Scope } from './scope.ts'
import { merged, valueOf, type Value } from './value.ts'

/** Follows statements in source order: what they give to which name, and with `claims` what they assert; with `asks` also what they only look at in an `if`. */
export function follow(statements: readonly PlacedStatement[], scope: Scope, claims: boolean, asks: boolean): void {
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
      noteTraining(statement.value, scope)
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
  const held = value?.form === 'model' && !isModelName(target.id) && isMetricKey(target.id) ? { ...value, form: 'metric' as const } : value
  if (held === null) scope.values.delete(target.id)
  else scope.values.set(target.id, held)
}

/** A call for its effect: `results.append(answer)` holds the answer from then on; `row.update(age=60)` is another row. */
function expressionStep(value: Expression, scope: Scope): void {
  const given = evaluate(value, scope)
  noteTraining(value, scope)
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

/** `model.load_state_dict(…)`, `model.fit(…)`, `train_epoch(model, loader)`, `Adam(model.parameters())`: from then on the weights of a model are not those that it was made with. */
function noteTraining(expression: Expression, scope: Scope): void {
  if (expression.kind !== 'call') return
  const name = calleeName(expression.callee)
  const own = expression.callee.kind === 'attribute' && isTrainingMethod(name) ? [expression.callee.of] : []
  const values = expression.args.map((argument) => argument.value)
  const handed = /train|fit|learn|load|restore|optimi[sz]/.test(name) ? values : values.filter((value) => /^[A-Z]/.test(name) && isParameters(value))
  for (const one of [...own, ...handed]) {
    const place = baseOf(one.kind === 'call' && one.callee.kind === 'attribute' ? one.callee.of : one)
    const held = place === null ? undefined : scope.values.get(place)
    if (place !== null && held?.untrained === true) scope.values.set(place, { ...held, untrained: false })
  }
}

/** `model.parameters()`: what is constructed with them is an optimiser, whichever. */
function isParameters(value: Expression): boolean {
  return value.kind === 'call' && calleeName(value.callee) === 'parameters'
}
