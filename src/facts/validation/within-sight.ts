import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { outsideWordsOf } from '../python/outside-words.ts'
import { textsIn } from '../python/texts-in.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'

/**
 * Whether the rest of the project could call a function that no call was seen to lead to: one at the top of its file has to be imported,
 * named in its own file or in a text; a method of the same name elsewhere is another function.
 */
export function isWithinSight(facts: RepositoryFacts, module: PythonModule, { name, owner, context }: FunctionDefinition): boolean {
  if (owner !== null || context.functions.length > 0 || module.role === 'notebook') return true
  return plainNamesIn(module.tree).has(name) || outsideWordsOf(facts).has(name) || isImported(facts, module, name) || wordsInTexts(facts).has(name)
}

/** Whether code imports a function, or all of the file that holds it. */
function isImported(facts: RepositoryFacts, module: PythonModule, name: string): boolean {
  const stem = nameOf(module.path).replace(/\.py$/, '')
  const importers = moduleGraphOf(facts).importersOf(module.path)
  return modulesOf(facts).some(({ path, role, tree }) => role !== 'test' && role !== 'notebook' && importers.has(path) && definitionsOf(tree).imports.some((one) =>
    one.name === name || one.name === '*' || one.name === stem || (one.name === null && one.module.split('.').at(-1) === stem)))
}

/** What the expressions of a file name by a plain name. */
const plainNamesIn = memoise((tree: PythonTree): ReadonlySet<string> => {
  const names = new Set<string>()
  for (const { statement } of definitionsOf(tree).statements) for (const expression of expressionsIn(statement)) walkExpression(expression, (one) => { if (one.kind === 'name') names.add(one.id) })
  return names
})

/** The words of short texts of the project's code that can stand for code: `"src.checks:check_rows"`. */
const wordsInTexts = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(modulesOf(facts).filter(({ role }) => role === 'code').flatMap(({ tree }) =>
  textsIn(tree).flatMap((text) => text.length < 200 && /^[\w.:/-]+$/.test(text) ? text.match(/\w+/g) ?? [] : []))))
