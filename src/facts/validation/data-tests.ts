import { memoise } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { readsData } from '../python/data-reads.ts'
import { definitionsOf } from '../python/definitions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partsOf } from '../tests/function-parts.ts'
import { testCasesOf, type TestCase } from '../tests/test-cases.ts'
import type { DataKind } from './data-properties.ts'
import { libraryChecksOf } from './library-checks.ts'
import { conditionsIn, ownChecksOf, type DataCondition } from './own-checks.ts'

/** A test that claims something of the project's own data: columns, types, nulls, ranges. Tests on made-up frames test code and are none. */
export type DataTest = { readonly kinds: ReadonlySet<DataKind>; readonly name: string; readonly path: string; readonly line: number; /** The project code it runs only loads; else it looks at what a step made of the data. */ readonly direct: boolean; /** An import it needs is not there. */ readonly broken: boolean }

const MODEL = /(?:^|[._])(?:predict|fit|train|forward|evaluate)(?:_|$)/
const LOADER = /^(?:load|get|read|fetch|download|ingest)_?\w*$|Dataset$|DataModule$/i
const HTTP = /(?:^|\.)(?:TestClient|test_client)\(\)|^requests\./
/** What a test's name says that it looks for, where its claim alone does not tell. */
const NAMES: readonly (readonly [RegExp, DataKind])[] = [[/leak|duplicate/, 'duplicates'], [/null|_nan|missing_value/, 'nulls'], [/column|schema/, 'columns'], [/dtype|data_type/, 'types'], [/range|bounds/, 'range']]
const HOPS = 3

/** Every such test, in the order of the tree. */
export const dataTestsOf = memoise((facts: RepositoryFacts): readonly DataTest[] => testCasesOf(facts).filter((test) => test.module.role !== 'notebook' && !test.skipped && test.mocks.length === 0).flatMap((test): readonly DataTest[] => {
  if (!isOnRealData(facts, test)) return []
  const parts = test.parts.filter((part) => part.as === 'body' || part.as === 'helper')
  const kinds = new Set(parts.flatMap((part) => [...conditionsIn(part.definition.node.body), ...part.calls.flatMap((call) => checkedBy(facts, call))].filter((condition) => condition.reaction === 'stops').flatMap((condition) => [...condition.kinds])))
  if (parts.some((part) => libraryChecksOf(facts).some((one) => one.role === 'test' && one.path === part.module.path && part.definition.node.line <= one.line && one.line <= part.definition.node.endLine))) for (const kind of ['columns', 'types'] as const) kinds.add(kind)
  if (test.assertions.some((assertion) => assertion.form === 'condition')) for (const [pattern, kind] of NAMES) if (pattern.test(test.definition.name)) kinds.add(kind)
  return kinds.size === 0 ? [] : [{ kinds, name: test.name, path: test.path, line: test.line, direct: test.subjects.every((subject) => LOADER.test(subject.name.slice(subject.name.lastIndexOf('.') + 1))), broken: test.broken !== null }]
}))

/** What the project function that a test calls on the data checks itself and raises. */
function checkedBy(facts: RepositoryFacts, call: Call): readonly DataCondition[] {
  return projectCallsOf(facts).targetsOf(call).flatMap(({ definition }) => /valid|schema|quality|check/i.test(definition.name) ? ownChecksOf(facts).find((one) => one.node === definition.node)?.conditions ?? [] : [])
}

/** Whether a test reads data from files or a source of the project, makes up none itself, and is not about a model or a service. */
function isOnRealData(facts: RepositoryFacts, test: TestCase): boolean {
  const calls = test.parts.flatMap((part) => part.calls)
  if (test.parts.some((part) => part.definition.node.parameters.some((parameter) => /^(?:tmp_?path|tmpdir|monkeypatch|mocker|client|tmp_path_factory)$/.test(parameter.name)))) return false
  if (calls.some((call) => MODEL.test(call.method) || HTTP.test(call.name) || makesUp(call))) return false
  return test.parts.some((part) => part.calls.some((call) => reads(facts, call, HOPS)))
}

/** `pd.DataFrame({…})`, random numbers: data of the test's own. */
function makesUp(call: Call): boolean {
  if (/\.(?:DataFrame|createDataFrame)$/.test(call.name)) return call.args.some(({ value }) => value.kind === 'dict' || value.kind === 'collection' || value.kind === 'call')
  return /\.random\.\w+$|\.random\.default_rng\(\)|^sklearn\.datasets\.make_|(?:^|\.)(?:NamedTemporaryFile|TemporaryDirectory|mkdtemp|StringIO)$/.test(call.name)
}

/** Whether a call reads data, itself or in the project code it runs; the constructor of a project class reads what its methods do. */
function reads(facts: RepositoryFacts, call: Call, hops: number): boolean {
  if (readsData(call.name)) return true
  if (hops === 0) return false
  const calls = projectCallsOf(facts)
  if (calls.targetsOf(call).some((target) => partsOf(target.module.tree, target.definition.node).calls.some((inner) => reads(facts, inner, hops - 1)))) return true
  const made = classesByName(facts).get(call.name.slice(call.name.lastIndexOf('.') + 1))
  return made !== undefined && made.some((one) => definitionsOf(one.module.tree).functions.some((method) => method.owner?.name === one.name && /^(?:__init__|setup|prepare_data|__getitem__|_load\w*)$/.test(method.name) && partsOf(one.module.tree, method.node).calls.some((inner) => reads(facts, inner, hops - 1))))
}

const classesByName = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly { readonly name: string; readonly module: PythonModule }[]> => {
  const found = new Map<string, { readonly name: string; readonly module: PythonModule }[]>()
  for (const module of modulesOf(facts)) {
    if (module.role !== 'code') continue
    for (const { name } of definitionsOf(module.tree).classes) found.set(name, [...found.get(name) ?? [], { name, module }])
  }
  return found
})
