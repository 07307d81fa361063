import { expect, it } from 'vitest'
import { comparedMetric } from '../../src/evidence/claims/compared-metrics.ts'
import type { WorkflowRun } from '../../src/model/run.ts'
import { readAllReports } from '../support/read-reports.ts'

const run = (json: string, id = 418): WorkflowRun => ({
  id, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: 'c'.repeat(40), status: 'completed', conclusion: 'success', url: 'https://github.com/o/r/actions/runs/418', createdAt: 0, updatedAt: 0, jobs: [],
  artifacts: [{ id: 1, name: 'metrics', isOpen: false, ...readAllReports({ 'metrics.json': json }) }],
})

it.each([
  ['{"accuracy": 0.91, "baseline_accuracy": 0.88}', 'accuracy'], ['{"baseline": {"accuracy": 0.88}, "model": {"accuracy": 0.91}}', 'accuracy'], ['{"candidate": {"accuracy": 0.91}, "production": {"accuracy": 0.88}}', 'accuracy'],
  ['{"modelAccuracy": 0.91, "baselineAccuracy": 0.88}', 'accuracy'],
  ['{"f1": 0.5, "test": {"accuracy": 0.91}, "test_baseline": {"accuracy": 0.88}}', 'test_accuracy'],
])('finds the metric and its baseline in %s', (json, name) => {
  expect(comparedMetric([run(json)])).toMatchObject({ name, value: 0.91, baseline: 0.88, place: { artifact: 'metrics', run: { id: 418 } } })
})

it.each(['{"accuracy": 0.91}', '{"baseline_accuracy": 0.88}', '{"accuracy": 0.91, "baseline_f1": 0.88}', '{"baseline": 0.88, "accuracy": 0.91}'])('compares nothing in %s', (json) => {
  expect(comparedMetric([run(json)])).toBeNull()
})

it('takes the metric of the newest run', () => {
  const older = run('{"accuracy": 0.7, "baseline_accuracy": 0.6}', 417)
  expect(comparedMetric([older, run('{"accuracy": 0.91, "baseline_accuracy": 0.88}')])).toMatchObject({ value: 0.91, place: { run: { id: 418 } } })
})
