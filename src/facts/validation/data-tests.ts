import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { readsData } from '../python/data-reads.ts'
import { wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import { definitionsOf } from '../python/definitions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { comparesWithFile } from '../tests/expected-files.ts'
import { functionPartsOf, partsOfFunction } from '../python/function-parts.ts'
import type { TestPart } from '../tests/reach.ts'
import { testCasesOf, type Subject, type TestCase } from '../tests/test-cases.ts'
import type { DataKind } from './data-properties.ts'
import { libraryChecksOf, type LibraryCheck } from './library-checks.ts'
import { conditionsIn, ownChecksOf, type DataCondition } from './own-checks.ts'

/** A test that claims something of the project's own data: columns, types, nulls, ranges. Tests on made-up frames test code and are none. */
export type DataTest = { readonly kinds: ReadonlySet<DataKind>; readonly name: string; readonly path: string; readonly line: number; /** The project code it runs only loads; else it looks at what a step made of the data. */ readonly direct: boolean; /** An import it needs is not there, or no runner collects it. */ readonly broken: boolean }

const MODEL = /(?:^|[._])(?:predict|fit|train(?!_(?:data|set|split|loader|df|ds|iter))|forward|evaluate|load_model)(?:_|$)|(?:Model|Service|Predictor|Classifier|Regressor|Trainer)$/
const LOADER = /^(?:load|get|read|fetch|download|ingest)_?\w*$|Dataset$|DataModule$|Loader$|(?:Config|Settings|Options)$/i
const HTTP = /(?:^|\.)(?:TestClient|test_client)\(\)|^requests\./
/** What a test's name says that it looks for, where its claim alone does not tell. */
const NAMES: readonly (readonly [RegExp, DataKind])[] = [[/leak|duplicate/, 'duplicates'], [/null|_nan|missing_value/, 'nulls'], [/column|schema/, 'columns'], [/dtype|data_type/, 'types'], [/range|bounds/, 'range']]
/** Data that are put beside what an encoder has learnt from them: it is the encoder that is tested. */
const LEARNT = /==.*\.(?:classes|categories|vocabulary|mean|scale|var|data_min|data_max|data_range|n_features_in|feature_names_in)_(?!\w)|\.(?:classes|categories|vocabulary|mean|scale|var|data_min|data_max|data_range|n_features_in|feature_names_in)_(?!\w).*==/
const HOPS = 3

/** Every such test, in the order of the tree. */
export const dataTestsOf = memoise((facts: RepositoryFacts): readonly DataTest[] => testCasesOf(facts).filter((test) => test.module.role !== 'notebook' && !test.skipped && test.mocks.length === 0).flatMap((test): readonly DataTest[] => {
  if (!isOnRealData(facts, test)) return []
  const parts = test.parts.filter((part) => part.as === 'body' || part.as === 'helper')
  const kinds = new Set(parts.flatMap((part) => [...conditionsIn(part.definition.node.body), ...part.calls.flatMap((call) => checkedBy(facts, call))].filter((condition) => condition.reaction === 'stops' && !LEARNT.test(condition.test)).flatMap((condition) => [...condition.kinds])))
  if (parts.some((part) => (testChecks(facts).get(part.module.path) ?? []).some((one) => part.definition.node.line <= one.line && one.line <= part.definition.node.endLine))) for (const kind of ['columns', 'types'] as const) kinds.add(kind)
  if (test.assertions.some((assertion) => assertion.form === 'condition')) for (const [pattern, kind] of NAMES) if (pattern.test(test.definition.name)) kinds.add(kind)
  return kinds.size === 0 ? [] : [{ kinds, name: test.name, path: test.path, line: test.line, direct: test.subjects.every(isLoading), broken: test.broken !== null || test.uncollected !== null }]
}))

/** Whether project code that runs for a test gives it data as they lie there; what a fixture runs without taking anything back from it only puts them there. */
function isLoading({ part, name, line }: Subject): boolean {
  if (part.as === 'automatic' || LOADER.test(/^\w+/.exec(name)?.[0] ?? '') || LOADER.test(name.slice(name.lastIndexOf('.') + 1))) return true
  return part.as !== 'body' && part.as !== 'helper' && part.statements.some(({ statement }) => statement.kind === 'expression' && statement.value.kind === 'call' && statement.line === line)
}

/** What the project function that a test calls on the data checks itself and raises. */
function checkedBy(facts: RepositoryFacts, call: Call): readonly DataCondition[] {
  return projectCallsOf(facts).targetsOf(call).flatMap(({ definition }) => /valid|schema|quality|check/i.test(definition.name) ? conditionsByNode(facts).get(definition.node) ?? [] : [])
}

const testChecks = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly LibraryCheck[]> => {
  const found = new Map<string, LibraryCheck[]>()
  for (const one of libraryChecksOf(facts)) if (one.role === 'test') found.set(one.path, [...found.get(one.path) ?? [], one])
  return found
})

const conditionsByNode = memoise((facts: RepositoryFacts): ReadonlyMap<FunctionStatement | null, readonly DataCondition[]> => new Map(ownChecksOf(facts).map((one) => [one.node, one.conditions])))

/** Whether a test reads data from files or a source of the project, makes up none itself, and is not about a model or a service. */
function isOnRealData(facts: RepositoryFacts, test: TestCase): boolean {
  const calls = test.parts.flatMap((part) => part.calls)
  if (test.parts.some((part) => part.definition.node.parameters.some((parameter) => /^(?:tmp_?path|tmpdir|monkeypatch|mocker|client|tmp_path_factory)$/.test(parameter.name)))) return false
  if (calls.some((call) => MODEL.test(call.method) || HTTP.test(call.name) || makesUp(call)) || comparesWithFile(facts, test)) return false
  return test.parts.some((part) => part.calls.some((call) => readsOf(part, call) && !isBeside(part, call)) || part.calls.some((call) => !readsData(call.name) && !isBeside(part, call) && reads(facts, call, HOPS)))
}

/** A call of the test itself that reads data: by a library, or by opening a file of a data folder. */
function readsOf(part: TestPart, call: Call): boolean {
  if (readsData(call.name)) return true
  return call.name === 'open' && [...wordsBehind(part, call), ...callerWords(part)].some((word) => /(?:^|\/)data\//.test(word))
}

/** Whether what a call reads lies beside the test: made for it, and no data of the project. */
function isBeside(part: TestPart, call: Call): boolean {
  const words = wordsBehind(part, call)
  const ups = words.filter((word) => /^(?:parent|parents|dirname|\.\.)$/.test(word) || word.includes('../')).length
  return (words.includes('__file__') && ups < 2) || words.some((word) => isInTestsOf(part, word))
}

/** Whether a path leads into the folder of tests that this one stands in; `data/test/` is a part of the data. */
function isInTestsOf({ module }: TestPart, path: string): boolean {
  const folder = /^(?:\.{1,2}\/)*((?:[^/]+\/)*?tests?)\//.exec(path)?.[1]
  return folder !== undefined && `/${module.path}`.includes(`/${folder}/`)
}

/** The words of what a call is given and called on, and of the values of the names in it. */
function wordsBehind(part: TestPart, call: Call): readonly string[] {
  const names = namesOf(part.module.tree)
  const words: string[] = []
  const add = (expression: Expression, hops: number): void => {
    for (const word of wordsIn(expression).slice(0, 30)) {
      words.push(word)
      const value = hops === 0 || !/^[A-Za-z_]\w*$/.test(word) ? null : names.valueOf(word, call.context, call.line)
      if (value !== null && words.length < 200) add(value, hops - 1)
    }
  }
  for (const argument of call.args.slice(0, 3)) add(argument.value, 4)
  if (call.callee.kind === 'attribute') add(call.callee.of, 4)
  return words
}

/** The paths that a file's top writes down: a helper is given one of them. */
function callerWords({ as, module }: TestPart): readonly string[] {
  return as !== 'helper' ? [] : functionPartsOf(module.tree).outside.statements.flatMap(({ statement }) => statement.kind === 'assign' && statement.value?.kind === 'string' ? [`${statement.value.text}/`] : [])
}

/** `pd.DataFrame({…})`, random numbers: data of the test's own. */
function makesUp(call: Call): boolean {
  if (/\.(?:DataFrame|createDataFrame)$/.test(call.name)) return call.args.some(({ value }) => value.kind === 'dict' || value.kind === 'collection' || value.kind === 'call')
  return /\.random\.\w+$|\.random\.default_rng\(\)|^sklearn\.datasets\.make_|^PIL\.Image\.new$|^torch\.(?:rand\w*|zeros|ones|full)$|(?:^|\.)(?:NamedTemporaryFile|TemporaryDirectory|mkdtemp|StringIO)$/.test(call.name)
}

/** Whether a call reads data, itself or in the project code it runs; the constructor of a project class reads what its methods do. */
function reads(facts: RepositoryFacts, call: Call, hops: number): boolean {
  if (readsData(call.name)) return true
  if (hops === 0) return false
  const calls = projectCallsOf(facts)
  if (calls.targetsOf(call).some((target) => partsOfFunction(target.module.tree, target.definition.node).calls.some((inner) => reads(facts, inner, hops - 1)))) return true
  const made = classesByName(facts).get(call.name.slice(call.name.lastIndexOf('.') + 1))
  return made !== undefined && made.some((one) => definitionsOf(one.module.tree).functions.some((method) => method.owner?.name === one.name && /^(?:__init__|setup|prepare_data|__getitem__|_load\w*)$/.test(method.name) && partsOfFunction(one.module.tree, method.node).calls.some((inner) => reads(facts, inner, hops - 1))))
}

const classesByName = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly { readonly name: string; readonly module: PythonModule }[]> => {
  const found = new Map<string, { readonly name: string; readonly module: PythonModule }[]>()
  for (const module of modulesOf(facts)) {
    if (module.role !== 'code') continue
    for (const { name } of definitionsOf(module.tree).classes) found.set(name, [...found.get(name) ?? [], { name, module }])
  }
  return found
})
