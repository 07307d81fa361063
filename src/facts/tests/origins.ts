import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { topNamesOf } from '../python/top-names.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { fixturesOf, resultsOf } from './fixtures.ts'
import { importsAny } from './reach.ts'

/** A dotted name and the file whose imports it follows. */
export type TestName = { readonly module: PythonModule; readonly dotted: string }

/** Something of the project that test code names: the file that holds it and its name there (`Model().predict`). */
export type ProjectName = { readonly path: string; readonly name: string }

const DEEPEST = 4
/** Methods of an app or of a stand-in for it that are no behaviour of the project. */
const CLIENT = /(?:test_client|TestClient|AsyncClient|APIClient|test_cli_runner)\(\)|\.(?:test_client|test_cli_runner|dependency_overrides)\b/

/** What an expression of test code stands for, with fixtures put in for the parameters that ask for them. */
export function nameIn(facts: RepositoryFacts, module: PythonModule, expression: Expression, context: Context, depth = DEEPEST): TestName {
  return withFixtures(facts, module, namesOf(module.tree).dotted(expression, context), context, depth)
}

/** What a call of test code calls, with fixtures put in. */
export function nameOfCall(facts: RepositoryFacts, module: PythonModule, call: Pick<Call, 'name' | 'context'>): TestName {
  return withFixtures(facts, module, call.name, call.context, DEEPEST)
}

function withFixtures(facts: RepositoryFacts, module: PythonModule, dotted: string, context: Context, depth: number): TestName {
  const head = /^[A-Za-z_]\w*/.exec(dotted)?.[0] ?? ''
  const isParameter = context.functions.some((one) => one.parameters.some((parameter) => parameter.name === head))
  if (!isParameter || depth === 0) return { module, dotted }
  const fixture = fixturesOf(facts).find(module, head)
  if (fixture === null) return { module, dotted }
  for (const { expression, context: inside } of resultsOf(fixture.module, fixture.definition)) {
    const given = nameIn(facts, fixture.module, expression, inside, depth - 1)
    if (given.dotted !== '') return { module: given.module, dotted: `${given.dotted}${dotted.slice(head.length)}` }
  }
  return { module, dotted }
}

/** The project's function, class or object that a name of test code leads to; null where it is the test's own, installed, a test client, or not there. */
export function projectNameOf(facts: RepositoryFacts, { module, dotted }: TestName): ProjectName | null {
  if (dotted === '' || CLIENT.test(dotted)) return null
  const dynamic = /^(?:importlib\.(?:import_module|reload)|importlib\.util\.module_from_spec|runpy\.run_(?:path|module))\(\)\.(.+)$/.exec(dotted)?.[1]
  if (dynamic !== undefined) return loadedName(facts, dynamic)
  if (!importsAny(module, dotted)) return starredName(facts, module, dotted)
  const there = moduleGraphOf(facts).resolveDotted(module.path, dotted)
  if (there === null || there.rest === '' || there.path === module.path) return null
  const target = codeModuleAt(facts).get(there.path)
  const first = /^\w+/.exec(there.rest)?.[0] ?? ''
  return target !== undefined && topNamesOf(target.tree).has(first) ? { path: there.path, name: there.rest } : null
}

/** A name that `from src.data import *` brought. */
function starredName(facts: RepositoryFacts, module: PythonModule, dotted: string): ProjectName | null {
  const first = /^\w+/.exec(dotted)?.[0] ?? ''
  for (const one of definitionsOf(module.tree).imports) {
    const there = one.name === '*' ? moduleGraphOf(facts).resolve(module.path, one) : null
    const target = there?.kind === 'project' ? codeModuleAt(facts).get(there.path) : undefined
    if (target !== undefined && topNamesOf(target.tree).has(first)) return { path: target.path, name: dotted }
  }
  return null
}

/** A name of a module that is loaded by its path: any project file that defines it. */
function loadedName(facts: RepositoryFacts, name: string): ProjectName | null {
  const first = /^\w+/.exec(name)?.[0] ?? ''
  for (const module of codeModuleAt(facts).values()) {
    if (definitionsOf(module.tree).functions.some((one) => one.qualified === first) || definitionsOf(module.tree).classes.some((one) => one.name === first)) return { path: module.path, name }
  }
  return null
}

const codeModuleAt = memoise((facts: RepositoryFacts): ReadonlyMap<string, PythonModule> =>
  new Map(modulesOf(facts).filter((module) => module.role === 'code' || (module.role === 'notebook' && module.path.endsWith('.py'))).map((module) => [module.path, module])))
