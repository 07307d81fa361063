import { describe, expect, it } from 'vitest'
import { readAllReports, readOneReport } from '../../support/read-reports.ts'

const drift = (value: unknown, path = 'reports/drift.json'): unknown => readOneReport(path, JSON.stringify(value))
const NONE = { kind: 'drift', path: 'reports/drift.json', tool: null, drift: null, share: null, threshold: null, columns: null, driftedColumns: null, drifted: [], scores: [], at: null }

describe('a drift report of Evidently', () => {
  it('up to 0.6, a Report: of the data set and by column', () => {
    expect(drift({
      version: '0.4.40', timestamp: '2026-02-01 06:00:00.000',
      metrics: [
        { metric: 'DatasetDriftMetric', result: { drift_share: 0.5, number_of_columns: 3, number_of_drifted_columns: 2, share_of_drifted_columns: 0.6667, dataset_drift: true } },
        { metric: 'DataDriftTable', result: { number_of_columns: 3, number_of_drifted_columns: 2, share_of_drifted_columns: 0.6667, dataset_drift: true, drift_by_columns: {
          age: { column_name: 'age', column_type: 'num', stattest_name: 'K-S p_value', drift_score: 0.001, drift_detected: true },
          city: { column_name: 'city', column_type: 'cat', drift_score: 0.4, drift_detected: false },
          income: { column_name: 'income', column_type: 'num', drift_score: 0.02, drift_detected: true },
        } } },
      ],
    })).toEqual({
      ...NONE, tool: 'evidently', drift: true, share: 0.6667, threshold: 0.5, columns: 3, driftedColumns: 2, drifted: ['age', 'income'], at: '2026-02-01 06:00:00.000',
      scores: [{ name: 'age', value: 0.001 }, { name: 'city', value: 0.4 }, { name: 'income', value: 0.02 }],
    })
  })
  it('up to 0.6, a Report of single columns: nothing is concluded about the data set', () => {
    expect(drift({ metrics: [{ metric: 'ColumnDriftMetric', result: { column_name: 'prediction', drift_score: 0.2, drift_detected: true } }, { metric: 'ColumnSummaryMetric', result: { column_name: 'age' } }] }))
      .toEqual({ ...NONE, tool: 'evidently', share: 1, columns: 1, driftedColumns: 1, drifted: ['prediction'], scores: [{ name: 'prediction', value: 0.2 }] })
  })
  it('up to 0.6, a TestSuite: the test of the share decides', () => {
    expect(drift({
      version: '0.6.7', timestamp: '2026-02-01 06:00:00', summary: { all_passed: false, total_tests: 2 },
      tests: [
        { name: 'Share of Drifted Columns', group: 'data_drift', status: 'FAIL', parameters: { condition: { lt: 0.3 }, value: 0.5, features: { age: { score: 0.01, detected: true }, city: { score: 0.9, detected: false } } } },
        { name: 'Share of Missing Values', group: 'data_quality', status: 'SUCCESS', parameters: { value: 0 } },
      ],
    })).toMatchObject({ tool: 'evidently', drift: true, share: 0.5, threshold: 0.3, columns: 2, driftedColumns: 1, drifted: ['age'] })
  })
  it('from 0.7 on, a Snapshot, with settings or with them in its names', () => {
    const columns = [{ id: 'b', metric_name: 'ValueDrift(column=age,method=K-S p_value,threshold=0.05)', value: 0.01 }, { id: 'c', metric_name: 'ValueDrift(column=city,method=Jensen-Shannon distance,threshold=0.1)', value: 0.02 }]
    expect(drift({ metrics: [{ id: 'a', metric_name: 'DriftedColumnsCount(drift_share=0.5)', config: { type: 'evidently:metric_v2:DriftedColumnsCount', drift_share: 0.5 }, value: { count: 1, share: 0.25 } }, ...columns], tests: [] }))
      .toMatchObject({ tool: 'evidently', drift: false, share: 0.25, threshold: 0.5, columns: 4, driftedColumns: 1, drifted: ['age'], scores: [{ name: 'age', value: 0.01 }, { name: 'city', value: 0.02 }] })
    expect(drift({ metrics: [{ id: 'a', metric_id: 'DriftedColumnsCount(drift_share=0.2)', value: { count: 3, share: 0.3 } }, { metric_id: 'ValueDrift(column=age)', value: 0.3 }] }))
      .toMatchObject({ drift: true, share: 0.3, threshold: 0.2, columns: 10, driftedColumns: 3, drifted: [] })
  })
  it('that is not about drift gives its numbers as metrics', () => {
    expect(drift({ metrics: [{ metric: 'ClassificationQualityMetric', result: { current: { accuracy: 0.9 } } }] })).toMatchObject({ kind: 'metrics', values: [{ name: 'metrics.ClassificationQualityMetric.current.accuracy', value: 0.9 }] })
    expect(drift({ metrics: [{ metric_name: 'Accuracy()', value: 0.9 }] })).toMatchObject({ kind: 'metrics', values: [{ name: 'metrics.Accuracy()', value: 0.9 }] })
  })
})

describe('a drift report of one\'s own', () => {
  it('is read by plain keys', () => {
    expect(drift({ dataset_drift: false, drift_share: 0.1, n_features: 10, drifted_features: ['age'], timestamp: '2026-02-01T06:00:00Z' }))
      .toEqual({ ...NONE, drift: false, share: 0.1, columns: 10, driftedColumns: 1, drifted: ['age'], at: '2026-02-01T06:00:00Z' })
  })
  it('is read inside what wraps it, as Alibi Detect has it', () => {
    expect(drift({ data: { is_drift: 1, p_val: 0.003, threshold: 0.05 }, meta: { name: 'KSDrift' } })).toMatchObject({ drift: true, threshold: 0.05, scores: [{ name: 'p_val', value: 0.003 }] })
  })
  it('by column says which, and nothing of the data set', () => {
    expect(drift({ date: '2026-02-01', features: { age: { psi: 0.31, drift_detected: true }, income: { psi: 0.02, drift_detected: false } } }))
      .toEqual({ ...NONE, share: 0.5, columns: 2, driftedColumns: 1, drifted: ['age'], scores: [{ name: 'age', value: 0.31 }, { name: 'income', value: 0.02 }], at: '2026-02-01' })
  })
  it('with nothing but PSI gives the scores', () => {
    expect(drift({ psi: { age: 0.3, income: 0.01 } })).toMatchObject({ drift: null, scores: [{ name: 'age', value: 0.3 }, { name: 'income', value: 0.01 }] })
    expect(drift({ psi: 0.27 })).toMatchObject({ drift: null, scores: [{ name: 'psi', value: 0.27 }] })
  })
  it('beside metrics in one file gives both', () => {
    expect(readAllReports({ 'metrics.json': '{"accuracy": 0.9, "drift_detected": false}' }).reports.map(({ kind }) => kind)).toEqual(['drift', 'metrics'])
  })
  it.each([
    [{ date: '2026-02-01' }, '2026-02-01'], [{ timestamp: '2026-02-01 06:00:00.123456+00:00' }, '2026-02-01 06:00:00.123456+00:00'], [{ timestamp: 1772359200 }, '2026-03-01T10:00:00.000Z'], [{ timestamp: 1772359200.5 }, '2026-03-01T10:00:00.500Z'],
    [{ timestamp: 1772359200000 }, '2026-03-01T10:00:00.000Z'], [{ timestamp: '1772359200' }, '2026-03-01T10:00:00.000Z'], [{ timestamp: 'today', created_at: '2026-02-01' }, '2026-02-01'], [{ time: 12.5, metadata: { timestamp: 'n/a', date: '2026-02-01' } }, '2026-02-01'],
    [{ timestamp: 'run of 2026-02-01' }, null], [{ date: '2026-02-30' }, null], [{ date: '2026-02-01T25:00' }, null], [{ time: 12.5 }, null], [{ date: true }, null],
  ])('is dated by what reads as a date: %j', (said, at) => { expect(drift({ drift_detected: false, ...said })).toMatchObject({ at }) })
  it('that says no yes or no is not taken for one', () => {
    expect(drift({ drift: 'maybe', p_value: 0.2 })).toBeNull()
    expect(drift({ dataset_drift: null, share_of_drifted_columns: 7 })).toBeNull()
  })
})
