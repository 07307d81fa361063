import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf, type ClassDefinition, type FunctionDefinition } from '../python/definitions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { isOrchestrated } from '../python/orchestrated.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isFixtureMark } from './fixtures.ts'
import { collectedFilesOf, isTemplate, pytestSettingOf } from './test-files.ts'

/** One test function or method, or the steps of one behaviour file (`behave`, `pytest-bdd`). */
export type TestFunction = {
  readonly module: PythonModule
  readonly definition: FunctionDefinition
  readonly owner: ClassDefinition | null
  readonly name: string
  /** Resolved names of what marks it: its own decorators, its class's, its file's `pytestmark`. */
  readonly marks: readonly string[]
  /** Why no runner collects it; null where one does. */
  readonly uncollected: string | null
  /** It never runs: marked to be skipped without a condition, or it skips itself first. */
  readonly skipped: boolean
  /** Marked as expected to fail, whatever holds (`xfail` without a condition). */
  readonly expectedToFail: boolean
  /** Marked, named or placed as an integration or end-to-end test. */
  readonly integration: boolean
}

/** Why a test of such a file does not run. */
export const UNOPENED = 'no test runner opens a file of this name'

const SKIPS = /^(?:pytest\.mark\.skip|unittest\.skip|skip|unittest\.case\.skip)$/
const SKIP_CALLS = /^(?:pytest\.skip|self\.skipTest|unittest\.SkipTest)$/
const TEST_CASE = /(?:^|\.)\w*(?:TestCase|TestBase)$/
const STEP = /^(?:behave|pytest_bdd)\.(?:then|step)$/
const INTEGRATION = /(?:^|[/_.-])(?:integrations?|e2e|end_?to_?end|end2end)(?:[/_.-]|$)/i

/** Every test function of the project, in the order of the tree. */
export const testFunctionsOf = memoise((facts: RepositoryFacts): readonly TestFunction[] => {
  const collected = collectedFilesOf(facts)
  const constructed = new Set(modulesOf(facts).flatMap((module) => constructedIn(module)))
  const carriedOn = new Set(modulesOf(facts).flatMap((module) => carriedOnIn(module)))
  const inherited = new Set(modulesOf(facts).flatMap((module) => basesIn(module)))
  const namesClasses = pytestSettingOf(facts, 'python_classes').length > 0
  return modulesOf(facts)
    .filter((module) => !isTemplate(module.path) && (collected.has(module.path) || module.role === 'test' || module.role === 'notebook'))
    .flatMap((module) => testsIn(module, collected.has(module.path) ? null : UNOPENED, { constructed, carriedOn, inherited, namesClasses }))
})

/** The files of which a runner collects a test function. */
export const filesWithTestsOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(testFunctionsOf(facts).filter((one) => one.uncollected === null).map((one) => one.module.path)))

const constructedIn = memoise((module: PythonModule): readonly string[] => [...new Set(callsOf(module.tree).flatMap((call) => (/^[A-Z]/.test(call.method) ? [call.method] : [])))])

/** The classes whose tests a class below them takes up again: `__test__ = True` under a base that says `__test__ = False`. */
const carriedOnIn = memoise((module: PythonModule): readonly string[] => definitionsOf(module.tree).classes.filter(({ node }) => saysOfTest(node.body, true)).flatMap(({ bases }) => bases.map((base) => base.slice(base.lastIndexOf('.') + 1))))

const basesIn = memoise((module: PythonModule): readonly string[] => definitionsOf(module.tree).classes.flatMap(({ bases }) => bases.map((base) => base.slice(base.lastIndexOf('.') + 1))))

/** Classes of the whole project, by their names: those that something constructs, those that others are made from, those whose tests a class below takes up; and whether the settings of pytest say how test classes are called. */
type Elsewhere = { readonly constructed: ReadonlySet<string>; readonly inherited: ReadonlySet<string>; readonly carriedOn: ReadonlySet<string>; readonly namesClasses: boolean }

function testsIn(module: PythonModule, unopened: string | null, elsewhere: Elsewhere): readonly TestFunction[] {
  const { functions, classes } = definitionsOf(module.tree)
  const owners = new Map(classes.map((one) => [one.node, one]))
  const helpers = new Set(callsOf(module.tree).flatMap((call) => (call.args.length > 0 && call.callee.kind === 'name' ? [call.callee.id] : [])))
  const ofFile = pytestmarksIn(module.tree.body)
  const skipsAll = saysOfTest(module.tree.body, false) || module.tree.body.some((statement) => isSkipCall(statement, 'pytest.skip'))
  const isKept = lastOfEach(functions, ({ qualified }) => qualified)
  const isKeptClass = lastOfEach(classes, ({ name, context }) => [...context.classes, ...context.functions, { name }].map((one) => one.name).join('.'))
  return functions.flatMap((definition): readonly TestFunction[] => {
    const owner = definition.owner === null ? null : owners.get(definition.owner) ?? null
    if (!isTest(definition, owner) || isHelper(definition, helpers)) return []
    // The steps of a behaviour are registered by their words; every one of them may be called `step_impl`.
    if (!definition.decorators.some((name) => STEP.test(name)) && (!isKept(definition) || (owner !== null && !isKeptClass(owner)))) return []
    const given = [...ofFile, ...pytestmarksIn(owner?.node.body ?? [])]
    const marks = [...definition.decorators, ...owner?.decorators ?? [], ...namesOfMarks(module, given, definition.context)]
    return [{
      module, definition, owner, name: definition.qualified, marks,
      uncollected: definition.decorators.some((name) => isOrchestrated(name)) ? 'it is a task of an orchestrator and no test of a runner' : (owner === null ? null : whyNoTestClass(owner, elsewhere)) ?? unopened,
      skipped: skipsAll || marks.some((name) => SKIPS.test(name)) || (owner !== null && saysOfTest(owner.node.body, false) && !elsewhere.carriedOn.has(owner.name)) || skipsItself(definition.node.body),
      expectedToFail: [...definition.node.decorators, ...owner?.node.decorators ?? [], ...given].some(isExpectedFailure),
      integration: INTEGRATION.test(module.path) || marks.some((name) => /^pytest\.mark\.(?:\w*integration\w*|e2e|end_?to_?end)$/i.test(name)) || INTEGRATION.test(definition.name),
    }]
  })
}

function isTest(definition: FunctionDefinition, owner: ClassDefinition | null): boolean {
  if (definition.decorators.some(isFixtureMark)) return false
  if (definition.decorators.some((name) => STEP.test(name))) return true
  if (definition.context.functions.length > 0 || !definition.name.startsWith('test')) return false
  return owner === null ? definition.context.classes.length === 0 : isTestCase(owner) || /^Test|Tests?$/.test(owner.name)
}

/** A function that its own file calls with what it needs (`test_endpoint(name, region)`) gets that from no fixture. */
function isHelper({ name, owner, node, decorators }: FunctionDefinition, called: ReadonlySet<string>): boolean {
  return owner === null && node.parameters.length > 0 && called.has(name) && !decorators.some((one) => one.startsWith('pytest.') || STEP.test(one))
}

function isTestCase({ bases }: ClassDefinition): boolean {
  return bases.some((base) => TEST_CASE.test(base))
}

/** Why pytest collects nothing of a class; null where it does, or where the class is for others: a base of theirs, or constructed by a runner of the project's own. */
function whyNoTestClass(owner: ClassDefinition, { constructed, inherited, namesClasses }: Elsewhere): string | null {
  if (isTestCase(owner) || constructed.has(owner.name)) return null
  if (owner.node.body.some((one) => one.kind === 'function' && one.name === '__init__')) return 'pytest leaves out a test class with __init__'
  const isPlain = owner.bases.every((base) => base === 'object') && !inherited.has(owner.name)
  return isPlain && !namesClasses && !owner.name.startsWith('Test') ? `pytest opens no class that is called ${owner.name}: the name has to begin with Test` : null
}

type Defined = { readonly node: { readonly line: number }; readonly context: Context }

/** Of several definitions of one name Python keeps the last; one under a condition or in a `try` may be the other case of another. */
function lastOfEach<One extends Defined>(definitions: readonly One[], nameOf: (one: One) => string): (one: One) => boolean {
  const last = new Map(definitions.filter(({ context }) => context.tests.length === 0 && !context.guarded && context.handler === null).map((one) => [nameOf(one), one.node.line]))
  return (one) => one.node.line >= (last.get(nameOf(one)) ?? 0)
}

/** What `pytestmark` gives a whole file or class, by the statements of its body. */
function pytestmarksIn(body: readonly Statement[]): readonly Expression[] {
  return body.flatMap((statement): readonly Expression[] => {
    if (statement.kind !== 'assign' || statement.value === null || !statement.targets.some((target) => target.kind === 'name' && target.id === 'pytestmark')) return []
    return statement.value.kind === 'collection' ? statement.value.items : [statement.value]
  })
}

function namesOfMarks({ tree }: PythonModule, marks: readonly Expression[], context: Context): readonly string[] {
  return marks.map((mark) => namesOf(tree).dotted(mark.kind === 'call' ? mark.callee : mark, context))
}

/** `pytest.mark.xfail` without a condition, and `unittest.expectedFailure`. */
function isExpectedFailure(mark: Expression): boolean {
  if (/(?:^|\.)expectedFailure$/.test(dottedText(mark))) return true
  if (!/(?:^|\.)mark\.xfail$/.test(dottedText(mark))) return false
  return mark.kind !== 'call' || mark.args.every((argument) => argument.name !== null && argument.name !== 'condition')
}

/** Whether a class or a file says of itself that it is a test (`__test__ = True`) or none. */
function saysOfTest(body: readonly Statement[], isTestItself: boolean): boolean {
  return body.some((statement) => statement.kind === 'assign' && statement.value?.kind === 'constant' && statement.value.value === isTestItself && statement.targets.some((target) => target.kind === 'name' && target.id === '__test__'))
}

/** Whether a body skips before it does anything; a text, an import or a `pass` is nothing. */
function skipsItself(body: readonly Statement[]): boolean {
  const first = body.find((statement) => !(statement.kind === 'pass' || statement.kind === 'import' || (statement.kind === 'expression' && statement.value.kind === 'string')))
  return first !== undefined && (isSkipCall(first, '') || (first.kind === 'raise' && first.value !== null && dottedText(first.value).endsWith('SkipTest')))
}

function isSkipCall(statement: Statement, only: string): boolean {
  if (statement.kind !== 'expression' || statement.value.kind !== 'call') return false
  const name = dottedText(statement.value.callee)
  return only === '' ? SKIP_CALLS.test(name) : name === only
}

function dottedText(expression: Expression): string {
  if (expression.kind === 'call') return dottedText(expression.callee)
  if (expression.kind === 'attribute') return `${dottedText(expression.of)}.${expression.name}`
  return expression.kind === 'name' ? expression.id : ''
}
