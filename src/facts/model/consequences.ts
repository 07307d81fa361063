import type { Expression, FunctionStatement, Statement } from '../../parse/python/tree.ts'
import { expressionsIn, lastName, someExpression, stringsIn, walkExpression } from '../python/expressions.ts'
import { layoutOf, statementsAfter, statementsWithin } from '../python/layout.ts'
import type { PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { takersOf } from './asset-takers.ts'
import { fillsWhatIsNeeded } from './empty-choices.ts'
import { fieldUsesOf } from './field-uses.ts'
import { endOf, isExitCall, isSwallowed } from './endings.ts'
import { stepOfPipeline } from './pipeline-steps.ts'
import { doesSomething, promotionsIn, saysPromotion } from './promotions.ts'
import { bears, DECIDES, fieldOf, isField, isHandedOver, isTelling, keyWithin, mentions, namesStage, takesWhole, type Holds } from './verdict-fields.ts'
import { flagsSet } from './verdict-flags.ts'

/** How a question is followed: what was already asked, and how much may still be. `picks` says that the answer only chooses the better of several. */
type Trail = { readonly facts: RepositoryFacts; readonly seen: Set<string>; readonly depth: number; readonly picks: boolean }

/**
 * What a condition does, as words that follow "it": fails, stops, keeps a model from being registered or promoted. Followed through names,
 * fields and the functions that return it, at most `steps` times. Null where both of its answers lead to the same.
 */
export function consequenceOf(facts: RepositoryFacts, module: PythonModule, statement: Statement, condition: Expression, { picks = false, steps = 10 } = {}): string | null {
  return inStatement({ facts, seen: new Set(), depth: steps, picks }, module, statement, (one) => one === condition, null)
}

function inStatement(trail: Trail, module: PythonModule, statement: Statement, holds: Holds, key: string | null): string | null {
  if (trail.depth === 0 || trail.seen.size > 300) return null
  const contains = (expression: Expression | null): boolean => expression !== null && bears(expression, holds)
  switch (statement.kind) {
    case 'assert': return contains(statement.test) ? 'is asserted' : null
    case 'if': {
      const index = statement.branches.findIndex((branch) => contains(branch.test))
      return index < 0 ? null : inBranches(trail, module, statement, index)
    }
    case 'with': return statement.items.some((item) => contains(item.value) && item.value.kind === 'call' && /^(?:Condition|If|Elif)$/.test(lastName(item.value.callee))) ? 'runs the steps inside only then' : null
    case 'return': return statement.value === null || !contains(statement.value) ? null : ofFunction(trail, module, functionAround(module, statement), keyWithin(statement.value, holds) ?? key)
    case 'for': return contains(statement.iterable) ? inLoop(trail, module, statement) : null
    case 'raise': return statement.value !== null && contains(statement.value) ? 'ends the run with its result' : null
    case 'expression': return inExpression(trail, module, statement.value, holds)
    case 'assign': return statement.value === null || !contains(statement.value) ? null : inAssignment(trail, module, statement, statement.value, holds, key)
    default: return null
  }
}

function inBranches(trail: Trail, module: PythonModule, statement: Statement & { readonly kind: 'if' }, index: number): string | null {
  const { facts } = trail
  const then = statement.branches[index]?.body ?? []
  const others = statement.branches.slice(index + 1)
  const otherwise = others.flatMap((branch) => branch.body)
  const hasElse = others.some((branch) => branch.test === null)
  const [thenEnd, elseEnd] = [endOf(then), hasElse ? endOf(otherwise) : null]
  const after = statementsAfter(statement, module.tree)
  // One answer ends here and all is well (`sys.exit(0)`); for the other the run ends below.
  const restEnd = (thenEnd === 'returns' && elseEnd === null) || (thenEnd === null && elseEnd === 'returns') ? endOf(after) : null
  const stops = [thenEnd, elseEnd, restEnd].find((end) => end === 'exits' || end === 'raises')
  if (stops !== undefined && (stops === 'exits' || !isSwallowed(statement, module.tree))) return stops === 'exits' ? 'ends the run' : 'raises an error'
  const following = thenEnd === 'continues' || elseEnd === 'continues' ? restOfLoop(statement, module) : after
  const promotions = (body: readonly Statement[], end: string | null) => promotionsIn(facts, module, end === null || end === 'breaks' ? [...body, ...following] : body)
  const [ifTrue, ifFalse] = [promotions(then, thenEnd), promotions(otherwise, elseEnd)]
  const only = [...ifTrue.filter((one) => !ifFalse.some((other) => other.key === one.key)), ...ifFalse.filter((one) => !ifTrue.some((other) => other.key === one.key))]
  const strong = only.find((one) => !one.keeps) ?? (trail.picks ? undefined : only[0])
  if (strong !== undefined) return `decides whether ${strong.says} runs`
  const around = functionAround(module, statement)
  const left = thenEnd === 'returns' ? [...otherwise, ...after] : elseEnd === 'returns' ? [...then, ...after] : []
  if (around !== null && saysPromotion(around.name) && thenEnd !== elseEnd && doesSomething(left)) return `decides whether ${around.name}(…) goes on`
  const returned = [thenEnd, elseEnd].includes('returns') ? ofFunction(trail, module, around, null) : null
  if (returned !== null) return returned
  if (!trail.picks && !hasElse && fillsWhatIsNeeded(facts, module, statement, then)) return 'leaves nothing to go on with where it does not hold'
  return flagsSet([...then, ...otherwise]).filter(({ name, field }) => !trail.picks || DECIDES.test(field ?? name)).map(({ name, field }) => (field === null ? ofName(trail, module, statement, name, null) ?? (DECIDES.test(name) ? ofField(trail, name) : null) : ofField(trail, field))).find((found) => found !== null) ?? null
}

function inAssignment(trail: Trail, module: PythonModule, statement: Statement & { readonly kind: 'assign' }, value: Expression, holds: Holds, key: string | null): string | null {
  const inner = keyWithin(value, holds) ?? key
  const called = inExpression(trail, module, value, holds)
  if (called !== null) return called
  for (const target of statement.targets.flatMap((one) => (one.kind === 'collection' ? one.items : [one]))) {
    const field = fieldOf(target)
    const found = target.kind === 'name' ? ofName(trail, module, statement, target.id, inner) ?? (DECIDES.test(target.id) ? ofField(trail, target.id) : null) : field === null ? null : ofField(trail, field) ?? (target.kind === 'subscript' && target.of.kind === 'name' ? ofName(trail, module, statement, target.of.id, field) : null)
    if (found !== null) return found
  }
  return inner === null ? null : ofField(trail, inner)
}

/** A verdict that is handed to a call: to the end of the program, to a project function, or to what names a stage or an alias. */
function inExpression(trail: Trail, module: PythonModule, expression: Expression, holds: Holds): string | null {
  let found: string | null = null
  walkExpression(expression, (one) => {
    if (found !== null || one.kind !== 'call') return
    const at = one.args.findIndex((argument) => someExpression(argument.value, holds))
    const argument = one.args[at]
    if (argument === undefined) return
    if (isExitCall(one)) found = 'ends the run with its result'
    else if (namesStage(lastName(one.callee), argument.name, at)) found = `decides what ${lastName(one.callee)}(…) is told`
    else if (/^(?:assert_?[Tt]rue|assert_?[Ff]alse|assertTrue|assertFalse)$/.test(lastName(one.callee))) found = 'is asserted'
    else if (DECISION.test(argument.name ?? '')) found = `is the decision that ${lastName(one.callee)}(…) is given`
    else if (holds(argument.value)) found = ofParameter(trail, module, one, argument.name, at)
    else if (argument.name !== null) {
      const key = argument.name === 'value' ? one.args.find((other) => other.name === 'key')?.value : undefined
      found = ofField(trail, key?.kind === 'string' ? key.text : argument.name)
    } else if (argument.value.kind === 'dict') {
      const key = keyWithin(argument.value, holds)
      if (key !== null) found = ofField(trail, key)
    }
  })
  return found
}

const DECISION = /^(?:deploy_decision|should_deploy|deployment_decision|should_promote|promote|deploy|approve)$/

/** What a project function does with the parameter that it is handed the verdict in. */
function ofParameter(trail: Trail, module: PythonModule, called: Expression & { readonly kind: 'call' }, keyword: string | null, at: number): string | null {
  const call = callsOf(module.tree).find((one) => one.callee === called.callee)
  const [target] = call === undefined ? [] : projectCallsOf(trail.facts).targetsOf(call)
  const step = call === undefined || target !== undefined ? null : stepOfPipeline(trail.facts, module.tree, call)
  if (step !== null) return inParameter(trail, step.module, step.node, keyword ?? step.node.parameters[at]?.name)
  if (target === undefined) return null
  const { node, owner } = target.definition
  const name = keyword ?? node.parameters[at + (owner !== null && /^(?:self|cls)$/.test(node.parameters[0]?.name ?? '') ? 1 : 0)]?.name
  return inParameter(trail, target.module, node, name)
}

function inParameter(trail: Trail, module: PythonModule, node: FunctionStatement, name: string | undefined): string | null {
  const asked = `${module.path} ${node.line} takes ${name ?? ''}`
  if (name === undefined || trail.seen.has(asked)) return null
  trail.seen.add(asked)
  return usedIn({ ...trail, depth: trail.depth - 1 }, module, node.body, name, null)
}

/** Where a name that holds the verdict is used later in its function. */
function ofName(trail: Trail, module: PythonModule, from: Statement, name: string, key: string | null): string | null {
  const asked = `${module.path} ${from.line} ${name} ${key ?? ''}`
  if (trail.seen.has(asked)) return null
  trail.seen.add(asked)
  return usedIn(trail, module, statementsAfter(from, module.tree), name, key)
}

function inLoop(trail: Trail, module: PythonModule, statement: Statement & { readonly kind: 'for' }): string | null {
  const advanced = promotionsIn(trail.facts, module, statement.body).find((one) => !one.keeps)
  if (advanced !== undefined) return `decides what ${advanced.says} is called for`
  const targets = statement.target.kind === 'collection' ? statement.target.items : [statement.target]
  return targets.flatMap((target) => (target.kind === 'name' ? usedIn(trail, module, statement.body, target.id, null) ?? [] : []))[0] ?? null
}

function usedIn(trail: Trail, module: PythonModule, block: readonly Statement[], name: string, key: string | null): string | null {
  const holds = (one: Expression): boolean => one.kind === 'name' && one.id === name
  for (const statement of statementsWithin(block)) {
    const own = expressionsIn(statement)
    if (!own.some((expression) => someExpression(expression, holds))) continue
    const whole = own.some((expression) => takesWhole(expression, name))
    if (key !== null && !whole && !own.some((expression) => mentions(expression, key)) && statement.kind !== 'return') continue
    if (statement.kind === 'expression' && key !== null) continue
    // `decision.accepted`: from here on the verdict is by itself.
    const asked = key !== null && own.some((expression) => someExpression(expression, (one) => isField(one, key)))
    const found = inStatement({ ...trail, depth: trail.depth - 1 }, module, statement, asked ? (one) => isField(one, key) : holds, whole || asked ? null : key)
    if (found !== null) return found
  }
  return null
}

function ofFunction(trail: Trail, module: PythonModule, node: FunctionStatement | null, key: string | null): string | null {
  if (node === null) return null
  const asked = `${module.path} ${node.line} returns ${key ?? ''}`
  if (trail.seen.has(asked)) return null
  trail.seen.add(asked)
  if (startsTraining(node)) return null
  if (node.decorators.some((one) => /^(?:branch|short_circuit)$/.test(lastName(one.kind === 'call' ? one.callee : one)))) return 'chooses the task that follows'
  for (const { module: there, call, handedOn } of projectCallsOf(trail.facts).callsTo(node)) {
    if (there.role === 'test') continue
    if (handedOn) {
      if (/(?:Branch\w*|ShortCircuit\w*)Operator$/.test(call.name || call.method)) return 'chooses the task that follows'
      continue
    }
    const statement = statementOf(there, call.callee)
    const found = statement === null ? null : inStatement({ ...trail, depth: trail.depth - 1 }, there, statement, (one) => one.kind === 'call' && one.callee === call.callee, key)
    if (found !== null) return found
  }
  for (const taker of takersOf(trail.facts, module, node)) {
    const found = inParameter(trail, taker.module, taker.node, taker.parameter)
    if (found !== null) return found
  }
  return key === null ? null : ofField(trail, key)
}

/** A branch between training and not training asks whether a new model is needed, not whether one is good enough. */
function startsTraining(node: FunctionStatement): boolean {
  const answers = statementsWithin(node.body).flatMap((one) => (one.kind === 'return' && one.value !== null ? stringsIn(one.value) : []))
  return answers.some((answer) => /train|tune/i.test(answer)) && !answers.some((answer) => /deploy|promot|regist|push|publish|accept|releas|serve|stag|upload/i.test(answer))
}

/** Where a field or key of that name is asked for anywhere in project code. */
function ofField(trail: Trail, word: string): string | null {
  if (!isTelling(word) || trail.seen.has(`field ${word}`)) return null
  trail.seen.add(`field ${word}`)
  for (const { module, statement, context } of fieldUsesOf(trail.facts).get(word) ?? []) {
    const holds = (one: Expression): boolean => isField(one, word) || (one.kind === 'name' && one.id === word && isHandedOver(one, module, context))
    const found = inStatement({ ...trail, depth: trail.depth - 1 }, module, statement, holds, null)
    if (found !== null) return found
  }
  return null
}

function functionAround(module: PythonModule, statement: Statement): FunctionStatement | null {
  for (let current: Statement | null = statement; current !== null; current = layoutOf(module.tree).get(current)?.parent ?? null) if (current.kind === 'function') return current
  return null
}

function statementOf(module: PythonModule, callee: Expression): Statement | null {
  return definitionsOf(module.tree).statements.find(({ statement }) => statement.line <= callee.line && expressionsIn(statement).some((expression) => someExpression(expression, (one) => one === callee)))?.statement ?? null
}

function restOfLoop(statement: Statement, module: PythonModule): readonly Statement[] {
  const out: Statement[] = []
  for (let current: Statement | null = statement; current !== null && current.kind !== 'for' && current.kind !== 'while' && current.kind !== 'function'; current = layoutOf(module.tree).get(current)?.parent ?? null) {
    const position = layoutOf(module.tree).get(current)
    if (position !== undefined) out.push(...position.block.slice(position.index + 1))
  }
  return out
}
