import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { dataTestsOf } from '../facts/validation/data-tests.ts'
import type { DataKind } from '../facts/validation/data-properties.ts'
import { libraryChecksOf, type LibraryCheck } from '../facts/validation/library-checks.ts'
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
  lesson: '2-1-data-versioning#refuse-bad-data',
  revision: 14,
  needs: ['python', 'tests', 'workflows', 'tasks'],
  lookedFor: 'A schema or quality check on the data sets (pandera, Great Expectations, Evidently tests, own checks that raise) in the pipeline or the tests.',
  levels: {
    present: 'A schema or quality check of the data sets stands in the pipeline or the tests, and stops what follows.',
    partial: 'A check in a place or two only, or checks that report and stop nothing.',
    missing: 'The data is not checked; cleaning rows and validating requests are not this.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const whole = [...libraryChecksOf(facts).filter((one) => one.role !== 'test' && isWholeLibrary(one)).map(({ path, line, tool }) => fileEvidence(facts, path, line, `The data are checked by ${tool}`)), ...validatorsOf(facts).filter(isWhole).map((one) => validatorEvidence(facts, one)), ...testEvidence(facts, true)]
  if (isNonEmpty(whole)) return present(whole, { found: `${whole[0].says} (${whole[0].path}).` })
  const some = littleOf(facts)
  const places = some.map((one) => one.place)
  if (isNonEmpty(places)) return partial(places, { found: `${places[0].says} (${places[0].path}).`, next: some[0]?.next ?? '' })
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

type Little = { readonly place: FileEvidence; readonly next: string }

/** What checks a little, only reports, runs nowhere, or stands in a notebook, each with the step that is missing. */
function littleOf(facts: RepositoryFacts): readonly Little[] {
  const checks = libraryChecksOf(facts).filter((one) => one.role !== 'test' && !isWholeLibrary(one))
  const validators = validatorsOf(facts).filter((one) => !isWhole(one) && isSome(one)).toSorted((left, right) => Number(judgesModel(left)) - Number(judgesModel(right)) || Number(left.acting.size === 0) - Number(right.acting.size === 0) || Number(hasSchema(right.kinds)) - Number(hasSchema(left.kinds)))
  return [
    ...checks.filter((one) => one.role !== 'notebook').map(({ path, line, tool, reached }): Little => reached
      ? { place: fileEvidence(facts, path, line, `The data are checked by ${tool}, and nothing acts on the result`), next: actNext(path) }
      : { place: fileEvidence(facts, path, line, `The data are checked by ${tool}, and nothing runs the check`), next: runNext(path) }),
    ...validators.filter((one) => !one.notebook).map((one): Little => ({ place: validatorEvidence(facts, one), next: one.acting.size > 0 || !one.dedicated ? moreNext(one.path) : one.reached ? actNext(one.path) : runNext(one.path) })),
    ...testEvidence(facts, false).map((place): Little => ({ place, next: `Add tests of the data set beside ${place.path}: its columns and their types, missing values, the ranges or classes it may have.` })),
    ...writtenSuitesOf(facts).map(({ path, line, tool, count }): Little => ({ place: fileEvidence(facts, path, line, `A suite of ${tool} (${count}) is written down, and nothing runs it`), next: runNext(path) })),
    ...qualityReportsOf(facts).map(({ path, line, measure }): Little => ({ place: fileEvidence(facts, path, line, `Evidently measures the quality of the data in a report (${measure}), and nothing acts on it`), next: actNext(path) })),
    ...checks.filter((one) => one.role === 'notebook').map(({ path, line, tool }): Little => ({ place: fileEvidence(facts, path, line, `The data are checked by ${tool} in a notebook`), next: moveNext(path) })),
    ...validators.filter((one) => one.notebook).map((one): Little => ({ place: validatorEvidence(facts, one), next: moveNext(one.path) })),
  ]
}

/** What checks the figures that a model is judged by says less of the data than what reads or makes them. */
function judgesModel({ path, name }: Validator): boolean {
  return /(?:^|[/_.])(?:metrics?|evaluat\w*|error_analysis|calibrat\w*|scor(?:e|ing))(?:[/_.]|$)/i.test(`${path}/${name}`)
}

function actNext(path: string): string {
  return `Act on the result in ${path}: raise, or end with an exit code, where the data are not as they must be, so that training does not start on them.`
}

function runNext(path: string): string {
  return `Run ${path} before training: as a stage of the pipeline, a task of the DAG or a step of a workflow that fails on bad data.`
}

function moreNext(path: string): string {
  return `Check the whole schema in one place beside ${path} (columns, types, missing values, ranges), and raise where the data do not hold to it.`
}

function moveNext(path: string): string {
  return `Move the check from ${path} into a script of the pipeline, and raise where it fails.`
}

/** Whole where a bad result stops what runs it. */
function isWholeLibrary({ acts, reached, role }: LibraryCheck): boolean {
  return acts && reached && role !== 'notebook'
}

function validatorEvidence(facts: RepositoryFacts, { path, line, name, acting, kinds, reached, notebook }: Validator): FileEvidence {
  const told = acting.size > 0 ? acting : kinds
  const what = [...told].filter((kind) => kind !== 'column' || !told.has('columns')).map((kind) => WORDS[kind]).join(', ')
  return fileEvidence(facts, path, line, `${name} checks ${what}${acting.size > 0 || notebook ? '' : reached ? ', and only reports' : ', and nothing runs it'}`)
}

const WORDS: Readonly<Record<DataKind, string>> = { columns: 'columns', column: 'whether one column is there', nulls: 'missing values', types: 'types', shape: 'shape', items: 'the shape of items', rows: 'the number of rows', range: 'ranges', values: 'values', duplicates: 'duplicates' }

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
