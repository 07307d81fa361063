import { describe, expect, it } from 'vitest'
import { isBetterHigher, isModelMetric } from '../../src/evidence/claims/metric-direction.ts'
import { metricsSince } from '../../src/evidence/claims/model-metrics.ts'
import type { EarlierMetrics, ModelMetrics } from '../../src/model/model-metrics.ts'

const report = (values: Readonly<Record<string, number>>, change: Partial<ModelMetrics> = {}): ModelMetrics => ({
  commit: 'c'.repeat(40), path: 'metrics.json', artifact: 'metrics', run: { id: 418, url: '' }, blob: null, values: Object.entries(values).map(([name, value]) => ({ name, value })), ...change,
})
const base = (...metrics: readonly ModelMetrics[]): EarlierMetrics => ({ kind: 'base', branch: 'main', commit: 'b'.repeat(40), metrics })
const OTHER = { run: { id: 400, url: '' } }
const told = (own: readonly ModelMetrics[], before: EarlierMetrics | null): readonly string[] => metricsSince(own, before, null).map(({ name, value, before: earlier, isBetter }) => `${name} ${value} ${earlier} ${String(isBetter)}`)

describe('the direction of a metric', () => {
  it.each([['val_accuracy', true], ['macro F1', true], ['roc_auc', true], ['test.r2', true], ['rmse', false], ['log_loss', false], ['mean_absolute_error', false], ['neg_mean_squared_error', true], ['accuracy_loss', null], ['score', null]])('is told of %s', (name, isHigher) => {
    expect(isBetterHigher(name)).toBe(isHigher)
  })
  it.each([['f1', true], ['train_loss', true], ['epochs', false], ['learning_rate', false], ['accuracy_threshold', false], ['weighted avg.support', false], ['accuracy_std', false]])('%s says how good a model is: %s', (name, is) => {
    expect(isModelMetric(name)).toBe(is)
  })
})

describe('numbers of two commits', () => {
  it('are compared by their very names', () => {
    expect(told([report({ accuracy: 0.91, rmse: 2 })], base(report({ accuracy: 0.91, rmse: 1, f1: 1 }, OTHER)))).toEqual(['accuracy 0.91 0.91 null', 'rmse 2 1 false'])
    expect(told([report({ accuracy: 0.91 })], base(report({ Accuracy: 0.88, 'test.accuracy': 0.8 }, OTHER)))).toEqual([])
  })
  it('are not compared across files: training and test have the same names', () => {
    expect(told([report({ accuracy: 0.91 }, { path: 'test.json' })], base(report({ accuracy: 0.99 }, { path: 'train.json', ...OTHER })))).toEqual([])
    const two = base(report({ accuracy: 0.8 }, { artifact: 'a', ...OTHER }), report({ accuracy: 0.7 }, { artifact: 'b', ...OTHER }))
    expect(told([report({ accuracy: 0.91 }, { artifact: 'c' })], two)).toEqual([])
  })
  it('are compared where an artifact is called otherwise and the file is the only one of its path', () => {
    expect(told([report({ accuracy: 0.91 }, { artifact: 'metrics-2' })], base(report({ accuracy: 0.8 }, { artifact: 'metrics-1', ...OTHER })))).toEqual(['accuracy 0.91 0.8 true'])
  })
  it('are not compared with themselves', () => {
    expect(told([report({ accuracy: 0.91 })], base(report({ accuracy: 0.91 })))).toEqual([])
    const file = { artifact: null, run: null }
    expect(told([report({ accuracy: 0.91 }, { ...file, blob: 'a' })], base(report({ accuracy: 0.91 }, { ...file, blob: 'a' })))).toEqual([])
    expect(told([report({ accuracy: 0.91 }, { ...file, blob: 'a' })], base(report({ accuracy: 0.91 }, { ...file, blob: 'b' })))).toEqual(['accuracy 0.91 0.91 null'])
    expect(told([report({ accuracy: 0.91 })], null)).toEqual([])
  })
})
