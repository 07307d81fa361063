import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from './definitions.ts'

/** The names that a file gives to whoever imports it; `*` where it imports everything of another. */
export const topNamesOf = memoise((tree: PythonTree): ReadonlySet<string> => {
  const names = new Set<string>()
  const { functions, classes, imports, statements } = definitionsOf(tree)
  for (const one of functions) if (one.context.functions.length === 0 && one.context.classes.length === 0) names.add(one.name)
  for (const one of classes) if (one.context.functions.length === 0) names.add(one.name)
  for (const one of imports) if (one.context.functions.length === 0) names.add(one.name === '*' ? '*' : one.as)
  for (const { statement, context } of statements) {
    if (context.functions.length > 0 || context.classes.length > 0) continue
    if (statement.kind === 'assign') for (const target of statement.targets) addTarget(target, names)
    if (statement.kind === 'for') addTarget(statement.target, names)
    if (statement.kind === 'with') for (const item of statement.items) if (item.as !== null) addTarget(item.as, names)
  }
  return names
})

function addTarget(target: Expression, names: Set<string>): void {
  if (target.kind === 'name') names.add(target.id)
  else if (target.kind === 'collection') for (const item of target.items) addTarget(item, names)
}

/** Whether a module has a name for whoever imports it, as far as its text tells: what it takes over whole or makes up as it runs may be anything. */
export function offersName(tree: PythonTree, name: string): boolean {
  const names = topNamesOf(tree)
  return names.has(name) || ['*', '__getattr__', 'globals'].some((one) => names.has(one))
}
