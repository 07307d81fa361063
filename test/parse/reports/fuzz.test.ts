import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAllReports } from '../../support/read-reports.ts'

const RUNS = Number(process.env['FUZZ_RUNS'] ?? 1) * 150

const GOLDEN: Readonly<Record<string, string>> = {
  'junit.xml': '<?xml version="1.0"?><testsuites><testsuite name="pytest" tests="2" time="0.5" timestamp="2026-03-01T10:00:00"><testcase classname="tests.test_a" name="test_a" time="0.1"/><testcase name="test_b"><failure message="assert &lt; 1&#10;x"><![CDATA[trace]]></failure></testcase></testsuite></testsuites>',
  'coverage.xml': '<coverage lines-valid="4" lines-covered="3"><packages><package><classes><class filename="a.py"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>',
  'coverage.lcov': 'TN:\nSF:a.py\nDA:1,1\nDA:2,0\nLF:2\nLH:1\nend_of_record\n',
  'metrics.json': '{"accuracy": 0.9, "loss": NaN, "test": {"f1": [{"name": "a", "value": -Infinity}]}}',
  'metrics.yaml': 'train: &a\n  accuracy: 0.9\ntest: *a\n',
  'drift.json': '{"metrics": [{"metric": "DatasetDriftMetric", "result": {"dataset_drift": true, "share_of_drifted_columns": 0.5, "drift_share": 0.5}}, {"metric_name": "ValueDrift(column=a,method=K-S p_value,threshold=0.05)", "value": 0.01}], "psi": {"a": 0.3}, "drifted_columns": ["a"]}',
  'metrics.prom': '# HELP a Help\n# TYPE a counter\na{b="c\\"}"} 1 2\na_total NaN\n',
  'manifest.json': '{"bundle": "capstone-evidence", "schema": 1, "commit": null, "takenAt": "2026-03-01T10:05:00Z", "madeBy": {"tool": "a"}, "files": [{"path": "a/b"}]}',
  'mlruns/1/a/meta.yaml': 'run_id: a\nexperiment_id: \'1\'\nstatus: 3\nstart_time: 1772359200000\n',
  'mlruns/1/a/metrics/auc': '1 0.5 0\n2 nan 1\n',
  'mlruns/1/a/tags/mlflow.log-model.history': '[{"signature": {"inputs": "[{}]"}}]',
  'mlruns/models/m/version-1/meta.yaml': 'name: m\nversion: 1\ncurrent_stage: None\n',
}
const PATHS = Object.keys(GOLDEN)
const ODD = ['\0', '\u001b[2J', '\ud800', '\u202e', '__proto__', 'constructor', '<', '&', ']]>', '"', '\\', '{{', '1e999', '-0', 'NaN', '9'.repeat(60), '\n'.repeat(50), '*a', '<<: *a', '{'.repeat(70), '<!DOCTYPE a [<!ENTITY b "c">]>', '../', '%s']

/** What is kept and should not be: a number that JSON does not have, a text that is long or holds what cannot be seen, a value that is no plain data. */
function wrongIn(value: unknown): readonly unknown[] {
  if (value === null || typeof value === 'boolean') return []
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [value]
  if (typeof value === 'string') return value.length <= 500 && !/[\p{Cc}\p{Cs}]/u.test(value) ? [] : [value]
  return typeof value === 'object' ? Object.values(value).flatMap(wrongIn) : [typeof value]
}

describe('whatever a file holds, reading it ends, and what is kept is bounded plain JSON', () => {
  it('damaged reports', () => {
    const edit = fc.tuple(fc.nat(400), fc.nat(30), fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 8 }), fc.string({ unit: 'binary', maxLength: 6 })))
    fc.assert(fc.property(fc.constantFrom(...PATHS), fc.array(edit, { minLength: 1, maxLength: 6 }), (path, edits) => {
      const text = edits.reduce((whole, [at, length, put]) => whole.slice(0, at) + put + whole.slice(at + length), GOLDEN[path] ?? '')
      expect(wrongIn(readAllReports({ ...GOLDEN, [path]: text }))).toEqual([])
    }), { numRuns: RUNS })
  })
  it('data of any shape under the words that are looked for', () => {
    const word = fc.constantFrom('accuracy', 'metrics', 'metric', 'metric_name', 'result', 'value', 'name', 'config', 'tests', 'parameters', 'features', 'status', 'dataset_drift', 'drift_by_columns', 'drift_detected', 'drifted_columns', 'psi', 'data', 'timestamp', '', '__proto__', 'column_name', 'share', 'count', 'bundle', 'files', 'path')
    const leaf = fc.oneof(fc.double(), fc.boolean(), fc.constant(null), fc.constantFrom('capstone-evidence', 'FAIL', 'Share of Drifted Columns', 'DriftedColumnsCount(drift_share=0.5)', 'ValueDrift(column=a)', 'NaN'), fc.string())
    const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({ tree: fc.oneof({ maxDepth: 5, withCrossShrink: true }, leaf, fc.array(tie('tree'), { maxLength: 4 }), fc.dictionary(word, tie('tree'), { maxKeys: 6 })) }))
    fc.assert(fc.property(tree, fc.constantFrom('metrics.json', 'drift.json', 'manifest.json'), (value, path) => { expect(wrongIn(readAllReports({ [path]: JSON.stringify(value) }))).toEqual([]) }), { numRuns: RUNS })
  })
  it('bytes of any kind, at any path', () => {
    fc.assert(fc.property(fc.constantFrom(...PATHS, 'mlflow.db', 'metrics', 'a.info', 'models/m/MLmodel'), fc.uint8Array({ maxLength: 400 }), (path, bytes) => { expect(wrongIn(readAllReports({ [path]: bytes }))).toEqual([]) }), { numRuns: RUNS })
  })
})
