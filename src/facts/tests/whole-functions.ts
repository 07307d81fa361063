import { memoiseEach } from '../memoise.ts'
import type { Call } from '../python/calls.ts'
import { readsData } from '../python/data-reads.ts'
import { definitionsOf } from '../python/definitions.ts'
import { pythonFileAt } from '../python/modules.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partsOfFunction } from '../python/function-parts.ts'
import type { Subject } from './test-cases.ts'

const TRAINS = /(?:^|\.)(?:fit|fit_transform|partial_fit|train|fine_tune)$/
const WRITES = /(?:^|\.)(?:to_csv|to_parquet|to_json|to_feather|to_excel|to_sql|to_pickle|write_csv|write_parquet|save_to_disk|upload_file|upload_fileobj|put_object|log_model|save_model)$|^(?:joblib|pickle|torch|numpy|json)\.(?:dump|save)$/
const LEAST_STEPS = 3
const HOPS = 2

/** Whether a function of the project is a pipeline by what it does: it reads data itself, goes through at least three steps of the project, and trains or writes the result. */
export const isWhole = memoiseEach(({ path, name }: Pick<Subject, 'path' | 'name'>) => `${path} ${name}`, (facts: RepositoryFacts, { path, name }): boolean => {
  const calls = callsIn(facts, path, name)
  const steps = new Set(calls.flatMap((call) => projectCallsOf(facts).targetsOf(call).map(({ definition }) => definition.node)))
  return steps.size >= LEAST_STEPS && calls.some((call) => does(facts, call, (one) => readsData(one.name), HOPS)) && calls.some((call) => does(facts, call, (one) => TRAINS.test(one.name) || WRITES.test(one.name), HOPS))
})

/** Whether a function of the project, or what it calls, reads data from where they lie or keeps what it made. */
export function readsOrKeeps(facts: RepositoryFacts, { path, name }: Pick<Subject, 'path' | 'name'>): boolean {
  return callsIn(facts, path, name).some((call) => does(facts, call, (one) => readsData(one.name) || WRITES.test(one.name), HOPS))
}

function callsIn(facts: RepositoryFacts, path: string, name: string): readonly Call[] {
  const file = pythonFileAt(facts, path)
  if (file === null) return []
  const bare = name.replaceAll('()', '').replace(/\.fn$/, '')
  const target = definitionsOf(file.tree).functions.find((one) => one.qualified === bare)
  return target === undefined ? [] : partsOfFunction(file.tree, target.node).calls
}

function does(facts: RepositoryFacts, call: Call, accepts: (call: Call) => boolean, hops: number): boolean {
  if (accepts(call)) return true
  return hops > 0 && projectCallsOf(facts).targetsOf(call).some(({ module, definition }) => partsOfFunction(module.tree, definition.node).calls.slice(0, 200).some((inner) => does(facts, inner, accepts, hops - 1)))
}
