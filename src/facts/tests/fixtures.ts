import type { Expression } from '../../parse/python/tree.ts'
import { groupedBy } from '../grouped.ts'
import { memoise } from '../memoise.ts'
import { keywordOf } from '../python/calls.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { partsOfFunction } from '../python/function-parts.ts'

/** A pytest fixture by the name that tests ask for. */
export type Fixture = { readonly name: string; readonly module: PythonModule; readonly definition: FunctionDefinition; readonly automatic: boolean }

export type Fixtures = {
  /** The fixture a name stands for in a file: its own, one it imports, one of the nearest conftest above, else any of that name. */
  readonly find: (module: PythonModule, name: string) => Fixture | null
  /** The fixtures that run for every test of a file without being asked for. */
  readonly automaticFor: (module: PythonModule) => readonly Fixture[]
}

/** The fixtures of the project. */
export const fixturesOf = memoise((facts: RepositoryFacts): Fixtures => {
  const all = modulesOf(facts).filter(({ role }) => role !== 'notebook').flatMap((module) => definitionsOf(module.tree).functions.flatMap((definition) => fixtureIn(module, definition) ?? []))
  const byName = groupedBy(all, ({ name }) => name)
  return {
    find: (module, name) => {
      const named = byName.get(name) ?? []
      return named.find((one) => one.module.path === module.path)
        ?? named.filter((one) => isAbove(one.module.path, module.path)).toSorted((a, b) => b.module.path.length - a.module.path.length)[0]
        ?? named[0] ?? null
    },
    automaticFor: (module) => all.filter((one) => one.automatic && (one.module.path === module.path || isAbove(one.module.path, module.path))),
  }
})

/** Whether a decorator, by its resolved dotted name, makes a function a fixture. */
export function isFixtureMark(decorator: string): boolean {
  return /^pytest(?:_asyncio|_trio)?\.(?:fixture|yield_fixture)$/.test(decorator)
}

function fixtureIn(module: PythonModule, definition: FunctionDefinition): Fixture | null {
  const at = definition.decorators.findIndex(isFixtureMark)
  if (at < 0) return null
  const decorator = definition.node.decorators[at]
  const given = decorator?.kind === 'call' ? keywordOf(decorator, 'name') : null
  const automatic = decorator?.kind === 'call' ? keywordOf(decorator, 'autouse') : null
  return { name: given?.kind === 'string' ? given.text : definition.name, module, definition, automatic: automatic?.kind === 'constant' && automatic.value === true }
}

function isAbove(conftest: string, path: string): boolean {
  const folder = folderOf(conftest)
  return nameOf(conftest) === 'conftest.py' && (folder === '.' || path.startsWith(`${folder}/`))
}

/** What a function gives back: the expressions it returns or yields, the last one first. */
export function resultsOf(module: PythonModule, definition: FunctionDefinition): readonly { readonly expression: Expression; readonly context: Context }[] {
  const results: { expression: Expression; context: Context }[] = []
  for (const { statement, context } of partsOfFunction(module.tree, definition.node).statements) {
    if (context.functions.at(-1) !== definition.node) continue
    const value = statement.kind === 'return' ? statement.value : statement.kind === 'expression' && statement.value.kind === 'yield' ? statement.value.value : null
    if (value !== null) results.push({ expression: value, context })
  }
  return results.reverse()
}
