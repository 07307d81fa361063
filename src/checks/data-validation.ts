import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { dataTestsOf } from '../facts/validation/data-tests.ts'
import type { DataKind } from '../facts/validation/data-properties.ts'
import { libraryChecksOf } from '../facts/validation/library-checks.ts'
import { qualityReportsOf } from '../facts/validation/quality-reports.ts'
import { validatorsOf, type Validator } from '../facts/validation/validators.ts'
import { writtenSuitesOf } from '../facts/validation/written-suites.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `data-validation`. */
export const dataValidation: Check = {
  id: 'data-validation',
  title: 'Data validated',
  proof: 'run',
  lesson: '2-4-testing-ml',
  revision: 1,
  needs: ['python', 'tests', 'workflows', 'tasks'],
  lookedFor: 'A schema or quality check on the data sets (pandera, Great Expectations, Evidently tests, own checks that raise) in the pipeline or the tests.',
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const whole = [...libraryEvidence(facts, true), ...validatorsOf(facts).filter(isWhole).map((one) => validatorEvidence(facts, one)), ...testEvidence(facts, true)]
  if (isNonEmpty(whole)) return present(whole, { found: `${whole[0].says} (${whole[0].path}).` })
  const some = [...libraryEvidence(facts, false), ...someValidators(facts, false), ...testEvidence(facts, false), ...suiteEvidence(facts), ...reportEvidence(facts), ...someValidators(facts, true)]
  if (isNonEmpty(some)) {
    return partial(some, { found: `${some[0].says} (${some[0].path}).`, next: `Let the pipeline stop on bad data: check the columns, types, nulls and ranges of the data set in one place beside ${some[0].path}, and raise where one of them fails.` })
  }
  return missing({ found: 'No check of a data set was found in the pipeline or the tests.', next: 'Write down what the training data must look like (columns, types, nulls, ranges) as a schema, pandera for one, and check it right after the data are loaded.' })
}

/** A check of the schema, or of several properties, that stops what runs it. */
function isWhole({ dedicated, notebook, acting }: Validator): boolean {
  if (notebook || acting.size === 0) return false
  return dedicated ? hasSchema(acting) || acting.size > 1 : acting.size > 2
}

/** Ad hoc checks that stop, and dedicated ones that only report or that nothing runs; that data are there at all is too little for those. */
function isSome({ dedicated, acting, kinds }: Validator): boolean {
  return acting.size > 0 || (dedicated && [...kinds].some((kind) => kind !== 'rows' && kind !== 'shape'))
}

function someValidators(facts: RepositoryFacts, notebook: boolean): readonly FileEvidence[] {
  return validatorsOf(facts).filter((one) => one.notebook === notebook && !isWhole(one) && isSome(one)).map((one) => validatorEvidence(facts, one))
}

/** Whole where a bad result stops what runs it; the rest only reports, runs nowhere, or stands in a notebook. */
function libraryEvidence(facts: RepositoryFacts, whole: boolean): readonly FileEvidence[] {
  const checks = libraryChecksOf(facts)
  return [...checks.filter((one) => one.role !== 'notebook'), ...checks.filter((one) => one.role === 'notebook')].filter((one) => one.role !== 'test' && (one.acts && one.reached && one.role !== 'notebook') === whole).map(({ path, line, tool, role, reached }) =>
    fileEvidence(facts, path, line, whole ? `The data are checked by ${tool}` : `The data are checked by ${tool}${role === 'notebook' ? ' in a notebook' : reached ? ' and nothing acts on the result' : ' and nothing runs it'}`))
}

function suiteEvidence(facts: RepositoryFacts): readonly FileEvidence[] {
  return writtenSuitesOf(facts).map(({ path, line, tool, count }) => fileEvidence(facts, path, line, `A suite of ${tool} (${count}) is written down and nothing runs it`))
}

function reportEvidence(facts: RepositoryFacts): readonly FileEvidence[] {
  return qualityReportsOf(facts).map(({ path, line, measure }) => fileEvidence(facts, path, line, `Evidently measures the quality of the data in a report (${measure}), and nothing acts on it`))
}

function validatorEvidence(facts: RepositoryFacts, { path, line, name, acting, kinds, reached }: Validator): FileEvidence {
  const what = [...(acting.size > 0 ? acting : kinds)].map((kind) => WORDS[kind]).join(', ')
  return fileEvidence(facts, path, line, `${name} checks ${what}${acting.size > 0 ? '' : reached ? ' and only reports' : ' and nothing runs it'}`)
}

const WORDS: Readonly<Record<DataKind, string>> = { columns: 'columns', nulls: 'missing values', types: 'types', shape: 'shape', items: 'the shape of items', rows: 'the number of rows', range: 'ranges', values: 'values', duplicates: 'duplicates' }

/** The tests on the project's data together: the schema with another property, or three, are a check of the data set; that there are rows and columns in one test is little. A test of what a step made of the data has to hold both by itself. */
function testEvidence(facts: RepositoryFacts, whole: boolean): readonly FileEvidence[] {
  const tests = dataTestsOf(facts).filter((test) => !test.broken)
  const direct = tests.filter((test) => test.direct)
  const kinds = new Set(direct.flatMap((test) => [...test.kinds]).map((kind) => kind === 'shape' ? 'rows' : kind))
  const isFull = kinds.size > 2 || (kinds.size > 1 && hasSchema(kinds) && (direct.length > 1 || !kinds.has('rows'))) || tests.some((test) => hasSchema(test.kinds) && test.kinds.has('nulls'))
  return isFull === whole ? tests.map(({ path, line, name, kinds: own }) => fileEvidence(facts, path, line, `${name} tests ${[...own].map((kind) => WORDS[kind]).join(', ')} of the data`)) : []
}

function hasSchema(kinds: ReadonlySet<DataKind>): boolean {
  return kinds.has('columns') || kinds.has('types')
}
