import { describe, expect, it } from 'vitest'
import { bestRunsOf } from '../../../src/evidence/experiments/best-run-of.ts'
import { NOTHING_TRACKED, trackedWith } from '../../../src/evidence/experiments/tracked.ts'
import type { ExperimentRun, Experiments } from '../../../src/model/experiments.ts'

function run(id: string, metrics: Readonly<Record<string, number>>, startedAt = 0, changes: Partial<ExperimentRun> = {}): ExperimentRun {
  return { id, name: null, experiment: 'churn', status: 'finished', startedAt, parameters: [], metrics: Object.entries(metrics).map(([name, value]) => ({ name, value })), ...changes }
}

function store(runs: readonly ExperimentRun[], best: Experiments['best'] = null, path = 'mlruns', count = runs.length): Experiments {
  return { path, place: { kind: 'file', path, line: 1, blob: '', says: '' }, basis: 'claimed', count, runs, versions: [], best }
}

/** The best run of what several commits show, one after the other. */
const bestAfter = (...commits: readonly (readonly Experiments[])[]) => bestRunsOf(commits.reduce(trackedWith, NOTHING_TRACKED))
const bestOf = (...stores: readonly Experiments[]) => bestAfter(stores)[0] ?? null
const uploaded = (number: number, runs: readonly ExperimentRun[]): Experiments => ({ ...store(runs), place: { kind: 'artifact', run: `https://github.com/o/r/actions/runs/${number}`, name: 'models', path: 'mlruns', says: '' } })

describe('the best run', () => {
  it.each([
    ['more of an accuracy', [run('a', { accuracy: 0.8 }), run('b', { accuracy: 0.9 })], 'b', 'accuracy', false],
    ['less of an error', [run('a', { rmse: 3.1 }), run('b', { rmse: 4 })], 'a', 'rmse', true],
    ['less of a mean squared error', [run('a', { mean_squared_error: 3.1 }), run('b', { mean_squared_error: 4 })], 'a', 'mean_squared_error', true],
    ['more of its negative', [run('a', { neg_mean_squared_error: -3.1 }), run('b', { neg_mean_squared_error: -4 })], 'a', 'neg_mean_squared_error', false],
    ['more of R², whatever it is called', [run('a', { 'R-squared error': 0.3 }), run('b', { 'R-squared error': 0.8 })], 'b', 'R-squared error', false],
    ['the mean error before the largest', [run('a', { max_error: 9, mean_absolute_error: 3 }), run('b', { max_error: 8, mean_absolute_error: 4 })], 'a', 'mean_absolute_error', true],
    ['less of a log loss', [run('a', { log_loss: 0.5 }), run('b', { log_loss: 0.4 })], 'b', 'log_loss', true],
    ['held-out data before training', [run('a', { train_f1: 1, val_f1: 0.7 }), run('b', { train_f1: 0.8, val_f1: 0.75 })], 'b', 'val_f1', false],
    ['held-out data before what does not say', [run('a', { accuracy: 1, test_accuracy: 0.7 }), run('b', { accuracy: 0.8, test_accuracy: 0.75 })], 'b', 'test_accuracy', false],
    ['a metric that all share', [run('a', { f1: 0.9, accuracy: 0.7 }), run('b', { accuracy: 0.8 })], 'b', 'accuracy', false],
    ['the first of equal ones', [run('late', { f1: 0.9 }, 20), run('early', { f1: 0.9 }, 10)], 'early', 'f1', false],
  ])('has %s', (_what, runs, id, metric, lessIsBetter) => {
    expect(bestOf(store(runs))).toMatchObject({ run: { id }, metric, lessIsBetter, from: 'runs' })
  })

  it('is of all stores together', () => {
    const second = store([run('b', { f1: 0.9 })], null, 'mlflow.db')
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
    ['the other run failed', [run('a', { f1: 0.8 }), run('b', { f1: 0.9 }, 0, { status: 'failed' })]],
    ['the other run has not ended', [run('a', { f1: 0.8 }), run('b', { f1: 0.9 }, 0, { status: 'running' })]],
    ['the other run is of another experiment', [run('a', { f1: 0.8 }), run('b', { f1: 0.9 }, 0, { experiment: 'lesson' })]],
  ])('cannot be told where %s', (_why, runs) => {
    expect(bestOf(store(runs))).toBeNull()
  })
})

describe('the best run of each experiment', () => {
  it('stands by itself, that of the experiment that ran last first', () => {
    const runs = [run('a', { f1: 0.99 }, 1, { experiment: 'lesson' }), run('b', { f1: 0.98 }, 2, { experiment: 'lesson' }), run('c', { f1: 0.7 }, 3), run('d', { f1: 0.8 }, 4)]
    expect(bestAfter([store(runs)]).map((best) => [best.run.id, best.among.map(({ id }) => id)])).toEqual([['d', ['d', 'c']], ['a', ['b', 'a']]])
    const trained = runs.map((one) => ({ ...one, parameters: one.experiment === 'lesson' ? [{ name: 'depth', value: one.id }] : [] }))
    expect(bestAfter([store(trained)]).map((best) => best.run.id)).toEqual(['a', 'd'])
  })
})

describe('as stores go on', () => {
  const [a, b, c] = [run('a', { f1: 0.7 }, 1), run('b', { f1: 0.8 }, 2), run('c', { f1: 0.9 }, 3)]
  const SUMMARY = store([a, b], { metric: 'f1', run: 'b', value: 0.8 }, 'capstone-evidence/mlflow.json')
  const idsAfter = (...commits: readonly (readonly Experiments[])[]) => bestAfter(...commits).map((best) => best.run.id)

  it('a run that a newer version of its store holds no longer is not compared', () => {
    expect(idsAfter([store([a, b, c])], [store([a, b])])).toEqual(['b'])
    expect(idsAfter([store([a, b, c])], [store([a, b])], [store([a, b, c])])).toEqual(['c'])
  })
  it.each([
    ['another committed store has it', [[store([a, b, c]), store([c], null, 'mlflow.db')], [store([a, b])]]],
    ['that was read in part', [[store([a, b, c])], [store([a, b], null, 'mlruns', 3)]]],
    ['a run of CI uploaded another store', [[uploaded(1, [a, b, c])], [uploaded(2, [a, b])]]],
    ['no store is there', [[store([a, b, c])], []]],
  ])('a run stays where %s', (_, commits) => { expect(idsAfter(...commits)).toEqual(['c']) })
  it('a copy that was uploaded before keeps nothing that is deleted', () => {
    expect(idsAfter([store([a, b, c]), uploaded(1, [a, b, c])], [store([a, b])])).toEqual(['b'])
  })
  it('metrics that are logged later count', () => {
    expect(idsAfter([store([a, b, run('c', { f1: 0.1 }, 3)])], [store([a, b, c])])).toEqual(['c'])
    expect(idsAfter([store([a, b, run('c', {}, 3, { status: 'running' })])], [store([a, b, c])])).toEqual(['c'])
  })
  it('a summary is believed until a newer run is better', () => {
    expect(bestAfter([SUMMARY], [store([c])])).toMatchObject([{ run: { id: 'c' }, from: 'runs', value: 0.9, metric: 'f1' }])
    expect(bestAfter([SUMMARY], [store([run('c', { f1: 0.75 }, 3)])])).toMatchObject([{ run: { id: 'b' }, from: 'summary' }])
    expect(bestAfter([SUMMARY], [store([run('old', { f1: 0.9 }, 1)])])).toMatchObject([{ run: { id: 'b' }, from: 'summary' }])
    expect(bestAfter([SUMMARY], [store([run('a', { f1: 0.95 }, 1), b])])).toMatchObject([{ run: { id: 'a' }, value: 0.95 }])
  })
  it('what is shown again changes nothing', () => {
    const known = [[SUMMARY, store([a, b, c])]].reduce(trackedWith, NOTHING_TRACKED)
    expect(trackedWith(known, [store([a, b, c]), SUMMARY, uploaded(1, [b, c])])).toBe(known)
    expect(trackedWith(known, [{ ...uploaded(1, [b, c]), basis: 'observed' }])).not.toBe(known)
  })
})
