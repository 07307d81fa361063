import type { Expression, PythonTree, Statement } from '../../parse/python/tree.ts'
import { expressionsIn, someExpression, wordsIn } from '../python/expressions.ts'
import { layoutOf, statementsAfter, statementsWithin } from '../python/layout.ts'
import type { PythonModule } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isSwallowed } from './endings.ts'
import { promotionsIn } from './promotions.ts'

/**
 * Whether a branch alone fills what began empty and is read by its keys further down: `best = {}`, `if accuracy > BAR: best = {"model": model}`, `best["model"]`.
 * Where the condition never holds, the run ends there for want of a key; under `if best:` it keeps a model only where it holds.
 */
export function fillsWhatIsNeeded(facts: RepositoryFacts, module: PythonModule, statement: Statement, body: readonly Statement[]): boolean {
  const { tree } = module
  const around = functionOrTop(tree, statement)
  const filled = statementsWithin(body).flatMap((one) => one.kind === 'assign' && one.value?.kind === 'dict' && one.value.entries.length > 0 ? one.targets.flatMap((target) => target.kind === 'name' ? [target.id] : []) : [])
  return filled.some((name) => {
    const given = statementsWithin(around).filter((one) => one.kind === 'assign' && one.targets.some((target) => target.kind === 'name' && target.id === name))
    const first = given.find((one) => one.line < statement.line)
    if (given.length !== 2 || first?.kind !== 'assign' || first.value?.kind !== 'dict' || first.value.entries.length > 0) return false
    return needs(facts, module, statementsAfter(statement, tree), name)
  })
}

/** Whether a block reads the choice by a key: outright, or under a question for it that keeps a model. */
function needs(facts: RepositoryFacts, module: PythonModule, block: readonly Statement[], name: string): boolean {
  return block.some((one) => {
    if (one.kind === 'if' && one.branches.some(({ test }) => test !== null && wordsIn(test).includes(name))) return one.branches.some((branch) => promotionsIn(facts, module, branch.body).length > 0)
    const reads = one.kind === 'with' ? needs(facts, module, one.body, name) : statementsWithin([one]).some((inner) => readsKey(inner, name))
    return reads && !isSwallowed(one, module.tree)
  })
}

function readsKey(statement: Statement, name: string): boolean {
  if (statement.kind === 'assign' && statement.targets.some((target) => isKeyOf(target, name))) return false
  return expressionsIn(statement).some((expression) => someExpression(expression, (one) => isKeyOf(one, name)))
}

function isKeyOf(one: Expression, name: string): boolean {
  return one.kind === 'subscript' && one.of.kind === 'name' && one.of.id === name && one.index[0]?.kind === 'string'
}

function functionOrTop(tree: PythonTree, statement: Statement): readonly Statement[] {
  for (let current: Statement | null = statement; current !== null; current = layoutOf(tree).get(current)?.parent ?? null) if (current.kind === 'function') return current.body
  return tree.body
}
