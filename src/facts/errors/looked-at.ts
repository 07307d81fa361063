import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** Whether some test of the project looks at one of these names (as written, or as `keyOf` gives them). */
export function isLookedAt(facts: RepositoryFacts, names: readonly string[]): boolean {
  const tested = testedNamesOf(facts)
  return names.some((name) => tested.has(name.startsWith('[') ? name : lastName(name)))
}

/** What something is kept or asked for under: `["model"]` of `state["model"]` and `state.get("model")`; null for anything else. */
export function keyOf(expression: Expression): string | null {
  const by = expression.kind === 'subscript' ? expression.index[0] : expression.kind === 'call' && expression.callee.kind === 'attribute' && expression.callee.name === 'get' ? expression.args[0]?.value : undefined
  return by?.kind === 'string' ? keyed(by.text) : null
}

function keyed(text: string): string {
  return `[${JSON.stringify(text)}]`
}

/** The names that an assignment gives a value, as written. */
export function namesIn(target: Expression): readonly string[] {
  return target.kind === 'collection' ? target.items.flatMap(namesIn) : [textOf(target)]
}

/** `model` of `self.model` and of `models["churn"].model`; `models` of `models["churn"]` and of `models.append`. */
export function lastName(name: string): string {
  return (name.split('[')[0] ?? '').split('.').filter((part) => part !== 'append').at(-1) ?? ''
}

/** `model` of `model is None`, `not self.model`, `if model:`, `"model" in state`; a comparison with a text or another name looks at something else. */
const testedNamesOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const names = new Set<string>()
  const kept: { readonly name: string; readonly key: string }[] = []
  const look = (test: Expression): void => {
    const key = keyOf(test)
    if (key !== null) names.add(key)
    if (test.kind === 'name' || test.kind === 'attribute') names.add(lastName(textOf(test)))
    else if (test.kind === 'unary') look(test.operand)
    else if (test.kind === 'boolean') { look(test.left); look(test.right) }
    else if (test.kind === 'compare' && test.operators.every((one) => one === 'in' || one === 'not in') && test.operands[0]?.kind === 'string') names.add(keyed(test.operands[0].text))
    else if (test.kind === 'compare' && test.operands.some((one) => one.kind === 'constant' || one.kind === 'number')) test.operands.forEach(look)
    else if (test.kind === 'subscript') look(test.of)
    else if (test.kind === 'call' && test.callee.kind === 'name' && /^(?:all|any|len|bool)$/.test(test.callee.id)) test.args.forEach(({ value }) => { look(value) })
    else if (test.kind === 'call' && test.callee.kind === 'attribute' && test.callee.name === 'values') look(test.callee.of)
  }
  for (const module of projectModulesOf(facts)) {
    for (const { statement } of definitionsOf(module.tree).statements) {
      if (statement.kind === 'if') for (const branch of statement.branches) if (branch.test !== null) look(branch.test)
      if (statement.kind === 'while' || statement.kind === 'assert') look(statement.test)
      const key = statement.kind === 'assign' && statement.value !== null ? keyOf(statement.value) : null
      if (statement.kind === 'assign' && key !== null) kept.push(...statement.targets.flatMap(namesIn).map((name) => ({ name: lastName(name), key })))
    }
  }
  // `model = state.get("model")`, then `if model is None`.
  for (const { key } of kept.filter((one) => names.has(one.name))) names.add(key)
  return names
})
