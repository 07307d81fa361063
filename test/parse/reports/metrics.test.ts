import { describe, expect, it } from 'vitest'
import { readReports } from '../../../src/parse/reports/read-reports.ts'
import { readAllReports, readOneReport } from '../../support/read-reports.ts'

const valuesIn = (path: string, value: unknown): unknown => {
  const report = readOneReport(path, typeof value === 'string' ? value : JSON.stringify(value))
  return report?.kind === 'metrics' ? Object.fromEntries(report.values.map((one) => [one.name, one.value])) : report
}

describe('metrics of a model', () => {
  it('are numbers by dotted name; texts, booleans and lists of numbers are none', () => {
    expect(valuesIn('metrics.json', { accuracy: 0.91, test: { f1: 0.88, rows: 1200 }, model: 'xgboost', passed: true, history: [0.5, 0.6] })).toEqual({ 'accuracy': 0.91, 'test.f1': 0.88, 'test.rows': 1200 })
  })
  it('are known by their keys in a file of any name', () => {
    expect(valuesIn('out/report-2026.json', { 'macro avg': { 'precision': 0.7, 'f1-score': 0.72, 'support': 40 } })).toEqual({ 'macro avg.precision': 0.7, 'macro avg.f1-score': 0.72, 'macro avg.support': 40 })
    expect(valuesIn('out/inventory.json', { apples: 3, pears: 4 })).toBeNull()
  })
  it('are read from lists of names and values', () => {
    expect(valuesIn('eval.json', { metrics: [{ name: 'rmse', value: 3.2 }, { name: 'mae', numberValue: 2.1 }, { name: 'note', value: 'good' }] })).toEqual({ 'metrics.rmse': 3.2, 'metrics.mae': 2.1 })
  })
  it('of DVC are read from YAML and from what `dvc metrics show --json` prints', () => {
    expect(valuesIn('dvclive/metrics.yaml', 'train:\n  accuracy: 0.97\nstep: 9\n')).toEqual({ 'train.accuracy': 0.97, 'step': 9 })
    expect(valuesIn('shown.json', { '': { data: { 'metrics.json': { data: { accuracy: 0.9 } } } } })).toEqual({ accuracy: 0.9 })
    expect(valuesIn('shown.json', { workspace: { data: { 'a.json': { data: { auc: 0.8 } }, 'b.json': { data: { auc: 0.7 } } } } })).toEqual({ 'a.json.auc': 0.8, 'b.json.auc': 0.7 })
  })
  it('that are not finite are named as such, as Python writes them', () => {
    const report = readOneReport('metrics.json', '{"accuracy": NaN, "loss": -Infinity, "rmse": 1e999, "f1": 0.5, "note": "NaN in a \\"text\\" stays"}')
    expect(report).toMatchObject({ values: [{ name: 'f1', value: 0.5 }], notFinite: ['accuracy', 'loss', 'rmse'] })
  })
  it('are cut, and how many were is said', () => {
    expect(readOneReport('metrics.json', JSON.stringify(Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`accuracy_${index}`, index]))))).toMatchObject({ cut: 200 })
  })
  it('keep their names, those of the prototype too', () => {
    expect(readOneReport('metrics.json', '{"__proto__": {"accuracy": 1}, "constructor": 2}')).toMatchObject({ values: [{ name: '__proto__.accuracy', value: 1 }, { name: 'constructor', value: 2 }] })
  })
  it('of settings and of coverage.py are none', () => {
    expect(readAllReports({ 'package.json': '{"accuracy": 1}', 'coverage.json': '{"meta": {}, "totals": {"percent_covered": 80}, "files": {"auc.py": {"auc": 1}}}', '.github/workflows/eval.yml': 'timeout: 5\n', 'configs/metrics.yaml': 'recall: 0.5\n', 'conf/eval.yaml': 'recall: 0.5\n', 'mlruns/1/a/artifacts/model/input_example.json': '{"recall": 1}', 'dashboards/model_metrics.json': '{"schemaVersion": 39, "panels": [{"id": 1}], "version": 2}', 'node_modules/a/metrics.json': '{"accuracy": 1}' }))
      .toEqual({ reports: [], gaps: [], problems: [] })
  })
  it.each([['{"accuracy": }', 'not valid JSON'], ['['.repeat(5_000) + ']'.repeat(5_000), 'nests deeper'], [`[${'1,'.repeat(200_001)}1]`, 'more than 200000 values'], [`"${'x'.repeat(10_000_000)}"`, 'at most 10000000'], ['{"a": "\\', 'not valid JSON']])('in a text that is no such JSON are a problem (%#)', (text, says) => {
    const { reports, problems } = readAllReports({ 'metrics.json': text })
    expect(reports).toEqual([])
    expect(problems).toMatchObject([{ path: 'metrics.json', says: expect.stringContaining(says) as string }])
  })
})

it('a file that cannot be read is told where its name promises a report, and passed over elsewhere', () => {
  expect(readAllReports({ 'data/places.json': '{', 'pom.xml': '<a>', 'reports/scores.json': '{', 'out/junit.xml': '<a>', 'drift.json': '[' }).problems.map(({ path }) => path)).toEqual(['reports/scores.json', 'out/junit.xml', 'drift.json'])
})

it('plots are only told to be there', () => {
  expect(readAllReports({ 'dvclive/plots/metrics/accuracy.tsv': 'step\taccuracy\n', 'dvclive/plots/images/confusion.png': Uint8Array.of(1), 'plots/roc.json': '[{"auc": 0.9}]', 'src/plots/draw.py': '' }).reports)
    .toEqual([{ kind: 'plots', path: 'dvclive/plots', files: 2 }, { kind: 'plots', path: 'plots', files: 1 }])
})

it('a pointer into Git LFS is a gap, and a binary file in the place of a text a problem', () => {
  expect(readAllReports({ 'metrics.json': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n', 'model/config.json': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n', 'junit.xml': Uint8Array.of(0, 1, 2, 3, 0, 9) })).toEqual({
    reports: [], gaps: [{ what: 'LFS pointer', path: 'metrics.json', reason: 'its content is kept in Git LFS' }], problems: [{ path: 'junit.xml', line: 0, says: 'this is a binary file, where text was expected' }],
  })
})

it('a reader that fails is a fault of its own, and takes nothing else with it', () => {
  const database = new TextEncoder().encode(`SQLite format 3\0${' '.repeat(100)}`)
  const files = [{ path: 'a.db', bytes: database }, { path: 'metrics.json', bytes: new TextEncoder().encode('{"accuracy": 1}') }]
  expect([...readReports(files, [], () => { throw new Error('broken\u001b reader') })]).toMatchObject([
    { reading: 'a.db' }, { reports: [], gaps: [{ what: 'fault', path: 'a.db', reason: 'its reader failed (broken  reader)' }] }, { reading: 'metrics.json' }, { reports: [{ kind: 'metrics' }] },
  ])
})
