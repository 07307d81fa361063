import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { assertsSomething } from '../python/asserted.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { lastName, wordsIn } from '../python/expressions.ts'
import { definitionsOf, type FunctionDefinition } from '../python/definitions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { holdsAnyway, isLiteral } from '../python/holds-anyway.ts'
import type { Command } from './command.ts'
import type { TestRun } from './test-commands.ts'

/**
 * What a run of tests finds: some test that looks at something, only empty ones (the first is given), or none; `unknown` where the files do not tell.
 * `no test` is a script that is only named as tests are: it asserts nothing, or an earlier command writes it.
 */
export type CoveredTests =
  | { readonly kind: 'some' | 'none' | 'unknown' | 'no test' }
  | { readonly kind: 'empty'; readonly name: string; readonly path: string; readonly line: number }

const COLLECTS_PYTHON = new Set(['pytest', 'py.test', 'unittest', 'nose', 'nosetests', 'nose2', 'green', 'ptw', 'pytest-watch', 'hatch test'])
/** Options by which something else than test functions is collected. */
const COLLECTS_MORE = /^(?:--doctest\S*|--nbval\S*|--nbmake|--pyargs|--flake8|--mypy|--pylint|--ruff|--black|--codestyle|@.*|-o|-c|--rootdir\S*)$/

/** What the tests that a run would collect hold. `tests/test_a.py::test_b` counts as its whole file. */
export function coveredTests(facts: RepositoryFacts, command: Pick<Command, 'directory' | 'broken' | 'through'>, run: TestRun): CoveredTests {
  if (run.tool.endsWith('.py')) return scriptOf(facts, command, run.tool)
  if (!COLLECTS_PYTHON.has(run.tool) || run.arguments.some((word) => COLLECTS_MORE.test(word)) || facts.gaps.some((gap) => gap.path.endsWith('.py'))) return { kind: 'unknown' }
  const all = testsOf(facts)
  const named = command.directory === null ? [] : run.arguments.filter((word) => !word.startsWith('-')).map((word) => normalPath(`${command.directory ?? '.'}/${word.split('::', 1)[0] ?? ''}`)).filter((path) => facts.paths.has(path) && path !== '.')
  const covered = named.length === 0 ? all : all.filter((test) => named.some((path) => test.path === path || test.path.startsWith(`${path}/`)))
  const [first] = covered
  if (first === undefined) return { kind: all.length === 0 && !holdsOtherTests(facts) ? 'none' : 'unknown' }
  return covered.every((test) => test.empty) ? { kind: 'empty', name: first.name, path: first.path, line: first.line } : { kind: 'some' }
}

function scriptOf(facts: RepositoryFacts, { directory, broken, through }: Pick<Command, 'directory' | 'broken' | 'through'>, script: string): CoveredTests {
  const path = normalPath(`${directory ?? '.'}/${script}`)
  const tree = modulesOf(facts).find((module) => module.path === path)?.tree
  if (tree !== undefined) return { kind: tree.errors.length > 0 ? 'unknown' : asserts(tree) ? 'some' : 'no test' }
  return { kind: directory !== null && broken === null && through.length === 0 && !facts.paths.has(path) ? 'no test' : 'unknown' }
}

/** Whether a script says what is wrong by its end: it asserts, starts a test runner, or ends with a status of its own. */
function asserts(tree: PythonModule['tree']): boolean {
  const { imports } = definitionsOf(tree)
  const runsTests = (call: Call): boolean => /^(?:subprocess\.\w+|os\.system)$/.test(call.name) && call.args.some((argument) => wordsIn(argument.value).some((word) => /\b(?:pytest|unittest)\b/.test(word)))
  return imports.some((one) => /^(?:pytest|unittest)\b/.test(one.module)) || assertsSomething(tree)
    || callsOf(tree).some((call) => /^(?:sys\.exit|exit|os\._exit)$/.test(call.name) || /^assert/i.test(call.method) || runsTests(call))
}

type Test = { readonly path: string; readonly name: string; readonly line: number; readonly empty: boolean }

const testsOf = memoise((facts: RepositoryFacts): readonly Test[] =>
  modulesOf(facts).filter((module) => module.path.endsWith('.py') && (module.role === 'test' || /^test|_test\.py$/.test(nameOf(module.path)))).flatMap(testsIn))

function testsIn({ path, tree }: PythonModule): readonly Test[] {
  // A file that could not be read to its end may hold more than what is seen.
  return definitionsOf(tree).functions.filter((one) => /^test/i.test(one.name) || (one.owner !== null && /^(?:runTest|should_)/.test(one.name)))
    .map((one) => ({ path, name: one.qualified, line: one.node.line, empty: tree.errors.length === 0 && (isSkipped(one) || one.node.body.every(saysNothing)) }))
}

/** Tests in other forms: doctests that a setting turns on, feature files, notebooks, tests that a plugin makes of YAML. */
function holdsOtherTests(facts: RepositoryFacts): boolean {
  return [...facts.files.values()].some((file) => file.role !== 'vendored' && (/(?:\.feature|\.robot|\.tavern\.ya?ml)$/.test(file.path) || (file.role === 'test' && file.facts === null && file.path.endsWith('.py'))))
}

function isSkipped({ decorators, owner }: FunctionDefinition): boolean {
  const skips = (name: string): boolean => /^(?:pytest\.mark\.skip|unittest\.skip)$/.test(name)
  return decorators.some(skips) || (owner?.decorators.some((one) => one.kind === 'call' && one.callee.kind === 'attribute' && one.callee.name === 'skip') === true)
}

/** Whether a statement looks at nothing of the project: `pass`, a text, `assert True`, `self.assertEqual(1 + 1, 2)`, a skip. */
function saysNothing(statement: Statement): boolean {
  switch (statement.kind) {
    case 'pass': case 'import': return true
    case 'return': return statement.value === null || isLiteral(statement.value)
    case 'assert': return holdsAnyway(statement.test)
    case 'expression': return isLiteral(statement.value) || isEmptyCall(statement.value)
    default: return false
  }
}

function isEmptyCall(expression: Expression): boolean {
  if (expression.kind !== 'call' || !expression.args.every((argument) => isLiteral(argument.value))) return false
  const { callee } = expression
  const name = lastName(callee)
  return /^(?:print|skip|skipTest|assert[A-Z]\w*)$/.test(name)
}
