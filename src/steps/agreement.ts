import { isSameValue } from '../facts/capstone/same-value.ts'
import { memoise } from '../facts/memoise.ts'
import type { ExperimentRun } from '../model/experiments.ts'
import type { Parameter } from '../model/model-state.ts'
import { plainLine } from '../report/text/plain-line.ts'
import { groupedBy } from '../facts/grouped.ts'

/** Files whose settings are defaults where a parameters file has the same. */
const CODE = /\.(?:py|ipynb)$/i

/** Whether committed settings are those of a run: `none` where nothing can be compared. */
type Agreement = { readonly verdict: 'same' | 'other' | 'none'; readonly names: readonly string[] }

/**
 * Tells of a run whether the committed settings are its own, by the names that both have and whose values differ among the runs: what all runs share tells none of
 * them from another. Where a parameters file has a name, that one counts, and no default in code. `names` are those that agree, or those that differ.
 */
export function agreementsWith(committed: readonly Parameter[], among: readonly ExperimentRun[]): (run: ExperimentRun) => Agreement {
  const written = [committed.filter(({ path }) => !CODE.test(path)), committed.filter(({ path }) => CODE.test(path))]
    .flatMap((settings) => [{ by: groupedBy(settings, ({ name }) => name), keyOf: (name: string) => name }, { by: groupedBy(settings, ({ name }) => lastOf(name)), keyOf: lastOf }])
  const fitting = new Map([...differing(among)].flatMap((name) => {
    const found = written.map(({ by, keyOf }) => by.get(keyOf(name))).find((one) => one !== undefined)
    return found === undefined ? [] : [[name, found] as const]
  }))
  return ({ parameters }) => {
    const compared = parameters.filter(({ name }) => fitting.has(name)).map(({ name, value }) => ({ name: plainLine(name, 60), isSame: fitting.get(name)?.some((one) => isSameValue(one.value, value)) === true }))
    const different = compared.filter(({ isSame }) => !isSame)
    const verdict = compared.length === 0 ? 'none' : different.length === 0 ? 'same' : 'other'
    return { verdict, names: (verdict === 'same' ? compared : different).map(({ name }) => name) }
  }
}

/** The names of parameters that some runs have with another value than others, or lack; of one run all. The same runs are asked for at every commit. */
const differing = memoise((runs: readonly ExperimentRun[]): ReadonlySet<string> => {
  const all = groupedBy(runs.flatMap(({ parameters }) => parameters), ({ name }) => name)
  return new Set([...all].filter(([, [first, ...others]]) => runs.length < 2 || others.length < runs.length - 1 || others.some(({ value }) => !isSameValue(value, first?.value ?? ''))).map(([name]) => name))
})

/** `max_depth` of `train.max_depth`, of `train.py:RandomForestClassifier.max_depth`, and of scikit-learn's `model__max_depth`. */
function lastOf(name: string): string {
  return (name.split(/[.:/]|__(?=[^_])/).at(-1) ?? name).toLowerCase()
}
