import { describe, expect, it } from 'vitest'
import { bestRunOf } from '../../../src/evidence/experiments/best-run-of.ts'
import { NOTHING_TRACKED, trackedWith } from '../../../src/evidence/experiments/tracked.ts'
import type { ExperimentRun, Experiments } from '../../../src/model/experiments.ts'

function run(id: string, metrics: Readonly<Record<string, number>>, startedAt = 0): ExperimentRun {
  return { id, name: null, experiment: 'churn', status: 'finished', startedAt, parameters: [], metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })) }
}

function store(runs: readonly ExperimentRun[], best: Experiments['best'] = null): Experiments {
  return { path: 'mlruns', place: { kind: 'file', path: 'mlruns', line: 1, blob: '', says: '' }, basis: 'claimed', count: runs.length, runs, versions: [], best }
}

const bestOf = (...stores: readonly Experiments[]) => bestRunOf(trackedWith(NOTHING_TRACKED, stores))

describe('the best run', () => {
  it.each([
    ['more of an accuracy', [run('a', { accuracy: 0.8 }), run('b', { accuracy: 0.9 })], 'b', 'accuracy', false],
    ['less of an error', [run('a', { rmse: 3.1 }), run('b', { rmse: 4 })], 'a', 'rmse', true],
    ['less of a mean squared error', [run('a', { mean_squared_error: 3.1 }), run('b', { mean_squared_error: 4 })], 'a', 'mean_squared_error', true],
    ['more of its negative', [run('a', { neg_mean_squared_error: -3.1 }), run('b', { neg_mean_squared_error: -4 })], 'a', 'neg_mean_squared_error', false],
    ['less of a log loss', [run('a', { log_loss: 0.5 }), run('b', { log_loss: 0.4 })], 'b', 'log_loss', true],
    ['held-out data before training', [run('a', { train_f1: 1, val_f1: 0.7 }), run('b', { train_f1: 0.8, val_f1: 0.75 })], 'b', 'val_f1', false],
    ['held-out data before what does not say', [run('a', { accuracy: 1, test_accuracy: 0.7 }), run('b', { accuracy: 0.8, test_accuracy: 0.75 })], 'b', 'test_accuracy', false],
    ['a metric that all share', [run('a', { f1: 0.9, accuracy: 0.7 }), run('b', { accuracy: 0.8 })], 'b', 'accuracy', false],
    ['the first of equal ones', [run('late', { f1: 0.9 }, 20), run('early', { f1: 0.9 }, 10)], 'early', 'f1', false],
  ])('has %s', (_what, runs, id, metric, lessIsBetter) => {
    expect(bestOf(store(runs))).toMatchObject({ run: { id }, metric, lessIsBetter, from: 'runs' })
  })

  it('is of all stores together', () => {
    const second = store([run('b', { f1: 0.9 })])
    expect(bestOf(store([run('a', { f1: 0.8 })]), second)).toMatchObject({ run: { id: 'b' }, value: 0.9, experiments: second })
  })

  it('is the one that a summary names, whatever the metric', () => {
    expect(bestOf(store([run('a', { profit: 5 }), run('b', { profit: 9 })], { metric: 'profit', run: 'a', value: 5 }))).toMatchObject({ run: { id: 'a' }, metric: 'profit', value: 5, from: 'summary' })
  })

  it.each([
    ['only training is measured', [run('a', { train_accuracy: 0.8 }), run('b', { train_accuracy: 0.9 })]],
    ['no name says what is better', [run('a', { duration_seconds: 3, epochs: 4 }), run('b', { duration_seconds: 5, epochs: 3 })]],
    ['the runs share no metric', [run('a', { f1: 0.8 }), run('b', { rmse: 2 })]],
    ['there is one run', [run('a', { f1: 0.8 })]],
    ['another run has no metrics', [run('a', { f1: 0.8 }), run('b', {})]],
  ])('cannot be told where %s', (_why, runs) => {
    expect(bestOf(store(runs))).toBeNull()
  })
})
