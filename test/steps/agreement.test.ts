import { expect, it } from 'vitest'
import type { ExperimentRun } from '../../src/model/experiments.ts'
import type { Parameter } from '../../src/model/model-state.ts'
import { agreementsWith } from '../../src/steps/agreement.ts'

const run = (id: string, parameters: Readonly<Record<string, string>>): ExperimentRun => ({ id, name: id, experiment: null, status: null, startedAt: null, metrics: [], parameters: Object.entries(parameters).map(([name, value]) => ({ name, value })) })
const setting = (name: string, value: string, path = 'params.yaml'): Parameter => ({ name, value, path, line: 1, blob: 'b' })
const SHALLOW = run('shallow', { max_depth: '5', random_state: '42' })
const DEEP = run('deep', { max_depth: '8', random_state: '42' })

it.each([
  ['the same value, however it is written', [setting('train.max_depth', '8.0')], 'same', ['max_depth']],
  ['another value', [setting('train.max_depth', '5')], 'other', ['max_depth']],
  ['only a name that all runs have alike', [setting('random_state', '42')], 'none', []],
  ['none of the names', [setting('epochs', '3')], 'none', []],
  ['another value in the parameters file than in code', [setting('train.max_depth', '5'), setting('max_depth', '8', 'src/train.py')], 'other', ['max_depth']],
  ['the value in the parameters file, another in code', [setting('train.max_depth', '8'), setting('max_depth', '5', 'src/train.py')], 'same', ['max_depth']],
  ['the value in code alone', [setting('RandomForestClassifier.max_depth', '8', 'src/train.py')], 'same', ['max_depth']],
] as const)('committed settings with %s', (_, committed, verdict, names) => {
  expect(agreementsWith(committed, [SHALLOW, DEEP])(DEEP)).toEqual({ verdict, names })
})

it('a parameter that another run lacks tells them apart', () => {
  const boosted = run('boosted', { learning_rate: '0.1', random_state: '42' })
  expect(agreementsWith([setting('learning_rate', '0.1'), setting('random_state', '42')], [SHALLOW, boosted])(boosted)).toEqual({ verdict: 'same', names: ['learning_rate'] })
})

it('a parameter of a pipeline of scikit-learn has the name of its part', () => {
  const [shallow, deep] = [run('shallow', { model__max_depth: '5' }), run('deep', { model__max_depth: '8' })]
  expect(agreementsWith([setting('train.max_depth', '8')], [shallow, deep])(deep)).toEqual({ verdict: 'same', names: ['model__max_depth'] })
})

it('where one run is listed all its names count', () => {
  expect(agreementsWith([setting('random_state', '42')], [DEEP])(DEEP)).toEqual({ verdict: 'same', names: ['random_state'] })
})
