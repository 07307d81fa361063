import type { Expression, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { readsData } from '../python/data-reads.ts'
import { wordsIn } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, pythonFileAt } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { isStarted } from '../validation/reached.ts'
import { assertionsIn, calleeName } from './assertions.ts'
import { boundariesOf } from './boundaries.ts'
import { clientScriptsOf, type ClientScript } from './client-scripts.ts'
import { doubtOf } from './doubts.ts'
import { constructsStandIn } from './mocks.ts'
import { claimsOfScript, claimsOfTest } from './predictions/follow.ts'
import type { Claim } from './predictions/scope.ts'
import { isTemplate } from './test-files.ts'
import { importsProject, testCasesOf, type TestCase } from './test-cases.ts'
import { expectsWrittenAnswer } from './written-answers.ts'

/** A claim about the predictions of a real model, the test or script that makes it, and what keeps it from counting in full; null where nothing does. */
export type BehaviourTest = { readonly kind: Claim['kind'] | 'suite'; readonly name: string; readonly path: string; readonly line: number; readonly doubt: string | null; readonly says: string }

/** Stand-ins for a model or for what loads one. */
const MODEL = /model|predict|pipeline|classif|infer|detector|recommend|regressor|joblib|pickle|ultralytics|yolo|bentoml|transformers|onnx|torch|tensorflow|keras|vectorizer|sys\.modules/i
const NO_MODEL = /log_(?:model|metric|param|artifact)|start_run|end_run|set_experiment|register|save|(?:path|dir|uri|url|version|config|threshold|name|_info|env\w*)$|environ|setenv/i
/** What a module's own import of a plain library is replaced by: the module may be called after the model, the library holds none. */
const PLAIN = /\.(?:os(?:\.path)?|shutil|time|logging|logger|plt|matplotlib\.pyplot|sns|Path|pathlib\.Path)\.\w+$|\.(?:pd|pandas)\.read_(?:csv|parquet|json|excel|sql)$|\.(?:print|logger|plt|time|sleep)$/
const SUITES = /^(?:deepchecks\.\w+\.(?:suites\.)?(?:model_evaluation|full_suite)|deepchecks\.(?:tabular|nlp|vision)\.checks\.(?:model_evaluation\.)?\w*(?:Performance|Segment|Inference|Calibration|Confusion|Error|Robustness)\w*|giskard\.(?:scan|Suite|testing\.\w+)|checklist\.(?:test_suite|test_types)\.\w+|checklist\.\w*\.(?:MFT|INV|DIR|TestSuite))$/

/** Following a test costs more than finding it; nobody writes this many by hand. */
const MOST_TESTS = 1000

const RANK: Readonly<Record<BehaviourTest['kind'], number>> = { invariance: 0, direction: 0, suite: 1, known: 2, range: 4, shape: 5, metric: 3, same: 6 }

/** Whether a claim is one about behaviour; the others are about the shape, type or range of predictions, their sameness, or a metric. */
export function isBehaviour({ kind }: Pick<BehaviourTest, 'kind'>): boolean {
  return RANK[kind] <= RANK.known
}

/** What the project's tests claim about a model's predictions, behaviour first, those without a doubt before the others. Tests of stand-ins for a model are not among them. */
export const behaviourTestsOf = memoise((facts: RepositoryFacts): readonly BehaviourTest[] => {
  const found = [...testCasesOf(facts).slice(0, MOST_TESTS).flatMap((test) => inTest(facts, test)), ...inScripts(facts), ...inComparingScripts(facts), ...suites(facts)]
  const rank = (one: BehaviourTest): number => RANK[one.kind] + (one.doubt === null ? 0 : 10)
  return found.toSorted((a, b) => rank(a) - rank(b))
})

function inTest(facts: RepositoryFacts, test: TestCase): readonly BehaviourTest[] {
  if (test.skipped || replacesModel(test) || !test.assertions.some((one) => one.test !== null)) return []
  if (isOfLibraries(test)) return []
  // An app of the test file's own answers with what the test wrote down.
  if (test.broken === null && !importsProject(facts, test) && boundariesOf(facts, test).some((one) => one.kind === 'client' && !one.name.startsWith('httpx.'))) return []
  const doubt = doubtOf(test)?.says ?? null
  if (expectsWrittenAnswer(facts, test.parts.flatMap((part) => part.statements.map(({ statement }) => statement)))) return []
  return claimsOfTest(facts, test).map(({ kind, module, line }) => ({ kind, name: test.name, path: module.path, line, doubt, says: `${test.name} ${WORDS[kind]}` }))
}

/** Libraries that a model of the test's own is made of. */
const LIBRARY = /^(?:sklearn|numpy|scipy|pandas|polars|xgboost|lightgbm|catboost|torch|tensorflow|keras|random|math|pytest|unittest|warnings|time|copy|itertools|collections)$/

/** Whether a test fits a model of a library to rows that it makes up, and nothing of the project runs or is read: it is the library that is tested. */
function isOfLibraries({ parts, subjects }: TestCase): boolean {
  const calls = parts.flatMap((part) => part.calls.map((call) => ({ call, part })))
  if (subjects.length > 0 || !calls.some(({ call }) => call.method === 'fit')) return false
  return calls.every(({ call: { name, method, callee }, part }) => {
    const root = /^\w+/.exec(name)?.[0] ?? ''
    if (LIBRARY.test(root)) return name.startsWith('sklearn.datasets.') || !readsData(name)
    return (name !== '' || callee.kind === 'attribute') && method !== 'open' && !definitionsOf(part.module.tree).imports.some((one) => one.module.split('.')[0] === root || one.as === root)
  })
}

/** Whether what would predict in a test is a stand-in. */
function replacesModel(test: TestCase): boolean {
  if (test.mocks.some(({ target }) => (target.startsWith('dependency_overrides') ? /fake|mock|dummy|stub/i.test(target) : MODEL.test(target.replace(/^mock test_\w+$/, '')) && !NO_MODEL.test(target) && !PLAIN.test(target)))) return true
  return constructsStandIn(test.parts, test)
}

/** Scripts that ask the running service: what they assert where a command runs them, what they look at where nothing fails. */
function inScripts(facts: RepositoryFacts): readonly BehaviourTest[] {
  const scripts = new Map<string, ClientScript>()
  for (const one of clientScriptsOf(facts)) if (one.path.endsWith('.py') && !scripts.has(one.path)) scripts.set(one.path, one)
  return [...scripts].flatMap(([path, { asserts, kind: script, stopped }]): readonly BehaviourTest[] => {
    const module = pythonFileAt(facts, path)
    if (module === null || expectsWrittenAnswer(facts, definitionsOf(module.tree).statements.map(({ statement }) => statement))) return []
    const claims = claimsOfScript(facts, module, !asserts)
    const idle = stopped === undefined ? 'no command of the repository runs it' : `${stopped.place.path} does not get as far as running it`
    const doubt = asserts ? null : script === 'idle' ? idle : 'it is a script whose outcome nothing asserts'
    return claims.map(({ kind, line }) => ({ kind, name: path, path, line, doubt, says: `${nameOf(path)} ${asserts || script === 'idle' ? WORDS[kind] : 'compares predictions'}` }))
  })
}

/** Names of a script that is there to test: `run_tests.py`, `model_test.py`. */
const TESTING = /^(?:run_?(?:all_)?tests?|test_\w+|\w+_tests?)\.py$/

/** Scripts of the project that are called tests, ask the model for its predictions and look in an `if` whether they are as they should be. Nothing fails where they are not. */
function inComparingScripts(facts: RepositoryFacts): readonly BehaviourTest[] {
  const graph = moduleGraphOf(facts)
  return modulesOf(facts).filter(({ path, role, tree }) => role === 'code' && TESTING.test(nameOf(path)) && !isTemplate(path) && graph.importersOf(path).size === 0 && !assertionsIn(definitionsOf(tree).statements).some((one) => !one.swallowed) && !definitionsOf(tree).functions.some((one) => one.name.startsWith('test'))).flatMap((module) => {
    const [first] = claimsOfScript(facts, module, true)
    return first === undefined ? [] : [{ kind: first.kind, name: module.path, path: module.path, line: first.line, doubt: isBehaviour(first) ? 'it is a script whose outcome nothing asserts' : null, says: `${nameOf(module.path)} compares predictions and only tells of it` }]
  })
}

/** Suites made to test behaviour. They count in full in a test, where the code acts on what they find, and where a command runs them. */
function suites(facts: RepositoryFacts): readonly BehaviourTest[] {
  return modulesOf(facts).filter((module) => !isTemplate(module.path) && (module.role === 'code' || module.role === 'test' || module.role === 'notebook')).flatMap(({ path, role, tree }) => {
    const call = callsOf(tree).find((one) => SUITES.test(one.name))
    if (call === undefined) return []
    const { statements } = definitionsOf(tree)
    const acts = assertionsIn(statements).some((one) => !one.swallowed) || statements.some(({ statement }) => statement.kind === 'raise' || (statement.kind === 'if' && statement.branches.some(({ test, body }) => test !== null && asksOutcome(test) && !body.every(onlySays))))
    return [{ kind: 'suite', name: call.name, path, line: call.line, doubt: role === 'notebook' ? 'it stands in a notebook' : acts || role === 'test' || isStarted(facts, path) ? null : 'nothing runs it or acts on what it finds', says: `${call.name.replaceAll('()', '')} tests the model` }]
  })
}

function asksOutcome(test: Expression): boolean {
  return wordsIn(test).some((word) => /^(?:passed|passed_conditions|has_issues|has_vulnerabilities|issues)$/.test(word))
}

function onlySays(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'call' && /^(?:print|debug|info|warning|error|critical|log|echo)$/.test(calleeName(statement.value))
}

const WORDS: Readonly<Record<Claim['kind'], string>> = {
  invariance: 'asserts that a change of the input leaves the prediction as it is', direction: 'asserts in which direction the prediction moves', known: 'asserts the prediction for a known input',
  metric: 'asserts a metric of the model', shape: 'asserts the shape or type of predictions', range: 'asserts the range of predictions', same: 'asserts that the same input gives the same prediction',
}
