import type { FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { definitionsOf, type ClassDefinition, type FunctionDefinition } from '../python/definitions.ts'
import { partsOfFunction } from '../python/function-parts.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import type { PlacedStatement } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { fixturesOf } from './fixtures.ts'
import type { TestFunction } from './test-functions.ts'

/** A function of the test code that runs for a test, and why: the test itself, what it calls, what prepares it; `automatic` fixtures run unasked. */
export type TestPart = {
  readonly module: PythonModule
  readonly definition: FunctionDefinition
  readonly as: 'body' | 'helper' | 'setup' | 'fixture' | 'automatic'
  readonly statements: readonly PlacedStatement[]
  readonly calls: readonly Call[]
}

const SETUP = /^(?:setUp|asyncSetUp|setUpClass|setUpTestData|setup|setup_method|setup_class)$/
const MODULE_SETUP = /^(?:setUpModule|setup_module|setup_function)$/
const BUILT_IN = new Set(['self', 'cls', 'request', 'tmp_path', 'tmpdir', 'monkeypatch', 'capsys', 'caplog', 'mocker', 'benchmark', 'tmp_path_factory', 'tmpdir_factory', 'context'])
const MOST_PARTS = 60

/** The functions of test code that run when a test runs: its body first, then set-up methods, fixtures and the helpers each of them calls. */
export function reachOfTest(facts: RepositoryFacts, test: TestFunction): readonly TestPart[] {
  const parts: TestPart[] = []
  const seen = new Set<FunctionStatement>()
  const add = (module: PythonModule, definition: FunctionDefinition, as: TestPart['as']): void => {
    if (seen.has(definition.node) || parts.length >= MOST_PARTS) return
    seen.add(definition.node)
    parts.push({ module, definition, as, ...partsOfFunction(module.tree, definition.node) })
  }
  add(test.module, test.definition, 'body')
  const fixtures = fixturesOf(facts)
  for (const step of stepsBefore(test)) add(test.module, step, 'helper')
  for (const setup of setupsOf(test)) add(setup.module, setup.definition, 'setup')
  for (const name of usedFixtures(test)) {
    const fixture = fixtures.find(test.module, name)
    if (fixture !== null) add(fixture.module, fixture.definition, 'fixture')
  }
  const addAsked = (part: Pick<TestPart, 'module' | 'definition'>, as: TestPart['as']): void => {
    for (const { name } of part.definition.node.parameters) {
      const fixture = BUILT_IN.has(name) ? null : fixtures.find(part.module, name)
      if (fixture !== null) add(fixture.module, fixture.definition, as)
    }
  }
  addAsked(test, 'fixture')
  for (const fixture of fixtures.automaticFor(test.module)) add(fixture.module, fixture.definition, 'automatic')
  // Grows while it is walked: what a part asks for or calls is a part too.
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]
    if (part === undefined) break
    // The parameters of a helper are given by whoever calls it.
    if (part.as === 'fixture' || part.as === 'automatic') addAsked(part, part.as)
    const as = part.as === 'body' || part.as === 'helper' ? 'helper' : part.as
    for (const call of part.calls) {
      const helper = helperOf(facts, part.module, call)
      if (helper !== null) add(helper.module, helper.definition, as)
    }
  }
  return parts
}

/** The function of the test code that a call runs: one of its file, a method of its class, or one imported from another test file. */
export function helperOf(facts: RepositoryFacts, module: PythonModule, call: Pick<Call, 'name' | 'context' | 'callee'>): { readonly module: PythonModule; readonly definition: FunctionDefinition } | null {
  const name = call.name.replaceAll('()', '')
  if (name === '' || name.length > 120) return null
  const own = functionsByName(module).get(name.startsWith('self.') || name.startsWith('cls.') ? `${call.context.classes.at(-1)?.name ?? ''}.${name.slice(name.indexOf('.') + 1)}` : name)
  if (own !== undefined) return { module, definition: own }
  const there = importsAny(module, name) ? moduleGraphOf(facts).resolveDotted(module.path, name) : null
  const other = there === null || there.path === module.path ? undefined : testModuleAt(facts).get(there.path)
  const definition = other === undefined || there === null ? undefined : functionsByName(other).get(there.rest)
  return other === undefined || definition === undefined ? null : { module: other, definition }
}

/** Whether a dotted name starts at something that the file imports. */
export function importsAny(module: PythonModule, dotted: string): boolean {
  return importRoots(module).has(rootOf(dotted))
}

function rootOf(dotted: string): string {
  const dots = /^\.*/.exec(dotted)?.[0].length ?? 0
  return dotted.slice(0, dots) + (dotted.slice(dots).split(/[.([]/, 1)[0] ?? '')
}

const importRoots = memoise(({ tree }: PythonModule): ReadonlySet<string> => new Set(definitionsOf(tree).imports.map((one) => rootOf(`${'.'.repeat(one.level)}${one.module === '' ? one.name ?? '' : one.module}`))))

const functionsByName = memoise(({ tree }: PythonModule): ReadonlyMap<string, FunctionDefinition> =>
  new Map(definitionsOf(tree).functions.toReversed().map((one) => [one.owner === null ? one.name : one.qualified, one])))

const testModuleAt = memoise((facts: RepositoryFacts): ReadonlyMap<string, PythonModule> =>
  new Map(modulesOf(facts).filter((module) => module.role === 'test').map((module) => [module.path, module])))

function setupsOf(test: TestFunction): readonly { readonly module: PythonModule; readonly definition: FunctionDefinition }[] {
  const { functions, classes } = definitionsOf(test.module.tree)
  const around = test.owner === null ? [] : withBases(test.owner, classes)
  return functions.filter((one) => (one.owner !== null && SETUP.test(one.name) && around.some((owner) => owner.node === one.owner)) || (one.owner === null && MODULE_SETUP.test(one.name)))
    .map((definition) => ({ module: test.module, definition }))
}

function withBases(owner: ClassDefinition, classes: readonly ClassDefinition[]): readonly ClassDefinition[] {
  const found = [owner]
  for (const one of found) {
    for (const base of one.bases) {
      const known = classes.find((candidate) => candidate.name === base)
      if (known !== undefined && !found.includes(known) && found.length < 8) found.push(known)
    }
  }
  return found
}

/** The steps of a behaviour file that go before its `then`: they share one scenario. */
function stepsBefore(test: TestFunction): readonly FunctionDefinition[] {
  if (!test.definition.decorators.some((name) => /^(?:behave|pytest_bdd)\./.test(name))) return []
  return definitionsOf(test.module.tree).functions.filter((one) => one.decorators.some((name) => /^(?:behave|pytest_bdd)\.(?:given|when|step)$/.test(name)))
}

function usedFixtures(test: TestFunction): readonly string[] {
  return [...test.definition.node.decorators, ...test.owner?.node.decorators ?? []].flatMap((decorator) =>
    (decorator.kind === 'call' && decorator.callee.kind === 'attribute' && decorator.callee.name === 'usefixtures' ? decorator.args.flatMap(({ value }) => (value.kind === 'string' ? [value.text] : [])) : []))
}
