import type { Expression, Statement } from '../../parse/python/tree.ts'
import type { CiCommand } from '../ci/ci-command.ts'
import { COLLECT_ONLY, type TestRun } from '../commands/test-commands.ts'
import { memoise } from '../memoise.ts'
import { FOREIGN_ROLES } from '../paths/role.ts'
import { selectionHolds } from '../proofs/mark-expression.ts'
import { pytestOptionsAt } from '../proofs/pytest-options.ts'
import { valuesOf } from '../proofs/selected-tests.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, lastName, textOf, walkExpression } from '../python/expressions.ts'
import { statementsWithin } from '../python/layout.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { testFunctionsOf } from './test-functions.ts'

const PYTEST = new Set(['pytest', 'py.test'])

/**
 * Why a run of pytest passes whatever the tests say, as the project's own settings and set-up make it: options or a variable that only collect, a
 * `conftest.py` that leaves everything out or says itself how the run ended. Null where nothing does.
 */
export function silencedBy(facts: RepositoryFacts, step: CiCommand, run: TestRun): string | null {
  if (!PYTEST.has(run.tool)) return null
  const directory = step.directory ?? '.'
  const option = pytestOptionsAt(facts, directory).words.find((word) => COLLECT_ONLY.has(word))
  if (option !== undefined) return `the settings of pytest give every run ${option}, so none is made`
  const variable = variableOf(facts, step, 'PYTEST_ADDOPTS')?.split(/\s+/).find((word) => COLLECT_ONLY.has(word))
  if (variable !== undefined) return `PYTEST_ADDOPTS gives it ${variable}, so no test is run`
  const mark = valuesOf(run.arguments, '-m').at(-1)
  if (mark !== undefined && nothingBears(facts, mark)) return `no test bears the mark that it asks for (${mark.slice(0, 40)})`
  const silent = silentSetUpsOf(facts).find(({ path, says }) => says.everywhere || folderOf(path) === directory || folderOf(path) === '.')
  return silent === undefined ? null : `${silent.path}:${silent.line} ${silent.says.words}`
}

/** Whether no test of the project has the marks that are asked for. A mark that is given in another way (`pytest.param(…, marks=…)`, a base class, a hook, the tag of a feature) leaves it open. */
function nothingBears(facts: RepositoryFacts, mark: string): boolean {
  const tests = testFunctionsOf(facts)
  if (tests.length === 0 || facts.gaps.some(({ path }) => path.endsWith('.py')) || [...facts.paths].some((path) => path.endsWith('.feature')) || modulesOf(facts).some(({ tree }) => callsOf(tree).some(({ method }) => method === 'add_marker' || method === 'applymarker'))) return false
  const borne = new Set(tests.flatMap(({ marks }) => marks))
  const asked = new Set<string>()
  selectionHolds(mark, (name) => { asked.add(name); return false })
  // What a variable or a matrix gives is not known here.
  if ([...asked].some((name) => !/^\w+$/.test(name))) return false
  if (modulesOf(facts).some((module) => [...marksNamedIn(module)].some((name) => asked.has(name) && !borne.has(`pytest.mark.${name}`)))) return false
  return tests.every((test) => selectionHolds(mark, (name) => test.marks.some((one) => one === `pytest.mark.${name}`)) === false)
}

/** Every mark that a file names, wherever it does. */
const marksNamedIn = memoise(({ tree }: PythonModule): ReadonlySet<string> => {
  const named = new Set<string>()
  for (const { statement } of definitionsOf(tree).statements) {
    for (const expression of expressionsIn(statement)) walkExpression(expression, (one) => { if (one.kind === 'attribute' && lastName(one.of) === 'mark') named.add(one.name) })
  }
  return named
})

/** A variable of the step, its job or its workflow, as far as it is written there. */
function variableOf(facts: RepositoryFacts, step: CiCommand, name: string): string | undefined {
  const own = step.environment.findLast((one) => one.name === name)?.value
  const read = fileAt(facts, step.workflow)?.facts
  if (own !== undefined || read?.kind !== 'workflow') return own
  return read.workflow.jobs.find((job) => job.id === step.job)?.environment[name] ?? read.workflow.environment[name]
}

type Silence = { readonly everywhere: boolean; readonly words: string }

const LEAVES_OUT: Silence = { everywhere: false, words: 'leaves every test out' }
const SAYS_ITSELF: Silence = { everywhere: true, words: 'says itself how the tests ended' }

/** Set-ups of pytest in which the outcome of the tests is lost. */
const silentSetUpsOf = memoise((facts: RepositoryFacts): readonly { readonly path: string; readonly line: number; readonly says: Silence }[] =>
  modulesOf(facts).filter(({ path, role }) => nameOf(path) === 'conftest.py' && !FOREIGN_ROLES.has(role)).flatMap(({ path, tree }) => definitionsOf(tree).statements.flatMap(({ statement, context }) => {
    const hook = context.functions[0]
    if (context.functions.length > 1 || context.tests.length > 0) return []
    const says = hook === undefined ? outOfCollection(statement) : inHook(hook.name, statement)
    return says === null || (hook !== undefined && isUndone(statement, statementsWithin(hook.body))) ? [] : [{ path, line: statement.line, says }]
  })))

/** Whether a hook may end before it comes to a statement, or fills the list again after it (`items.extend(fast)`). */
function isUndone({ line }: Statement, hook: readonly Statement[]): boolean {
  return hook.some((one) => (one.line < line && (one.kind === 'return' || one.kind === 'raise')) || (one.line > line && fills(one)))
}

function outOfCollection(statement: Statement): Silence | null {
  if (statement.kind !== 'assign' || statement.value?.kind !== 'collection' || !statement.targets.some((target) => target.kind === 'name' && target.id === 'collect_ignore_glob')) return null
  return statement.value.items.some((item) => item.kind === 'string' && /^(?:\*{1,2}|\*\*?\/\*|\*\.py|\*\*\/\*\.py)$/.test(item.text)) ? LEAVES_OUT : null
}

function inHook(hook: string, statement: Statement): Silence | null {
  if (hook === 'pytest_sessionfinish' && statement.kind === 'assign' && statement.targets.some((target) => target.kind === 'attribute' && target.name === 'exitstatus') && isNone(statement.value)) return SAYS_ITSELF
  if (/^pytest_(?:sessionfinish|unconfigure|terminal_summary)$/.test(hook) && statement.kind === 'expression' && statement.value.kind === 'call' && /^(?:(?:sys|os)\.)?_?exit$/.test(textOf(statement.value.callee)) && isNone(statement.value.args[0]?.value ?? null)) return SAYS_ITSELF
  if (hook === 'pytest_ignore_collect' && statement.kind === 'return' && statement.value?.kind === 'constant' && statement.value.value === true) return LEAVES_OUT
  return hook === 'pytest_collection_modifyitems' && empties(statement) ? LEAVES_OUT : null
}

/** Zero, False, nothing: the status of a run in which all went well. */
function isNone(value: Expression | null): boolean {
  if (value === null) return true
  if (value.kind === 'number') return value.value === 0
  return value.kind === 'constant' ? value.value !== true : lastName(value) === 'OK'
}

/** `items.clear()`, `items[:] = []`, `del items[:]`. */
function empties(statement: Statement): boolean {
  const isAll = (one: Expression): boolean => one.kind === 'subscript' && isItems(one.of) && one.index.length === 0
  if (statement.kind === 'expression') return statement.value.kind === 'call' && statement.value.callee.kind === 'attribute' && statement.value.callee.name === 'clear' && isItems(statement.value.callee.of)
  if (statement.kind === 'delete') return statement.names.some(isAll)
  return statement.kind === 'assign' && statement.value?.kind === 'collection' && statement.value.items.length === 0 && statement.targets.some(isAll)
}

/** `items.extend(…)`, `items += …`, `items[:] = chosen`. */
function fills(statement: Statement): boolean {
  if (statement.kind === 'expression') return statement.value.kind === 'call' && statement.value.callee.kind === 'attribute' && /^(?:extend|append|insert)$/.test(statement.value.callee.name) && isItems(statement.value.callee.of)
  return statement.kind === 'assign' && !empties(statement) && statement.targets.some((target) => isItems(target) || (target.kind === 'subscript' && isItems(target.of)))
}

function isItems(one: Expression): boolean {
  return one.kind === 'name' && one.id === 'items'
}
