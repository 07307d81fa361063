import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { bestRun } from '../../../src/evidence/bundle/best-run.ts'
import { bundleOf, isBundleFile, type Bundle, type BundleOptions } from '../../../src/evidence/bundle/bundle-of.ts'
import { readArtifactsInProcess } from '../../../src/extract/reports/read-artifacts-in-process.ts'
import type { MlflowReport, MlflowRun, ReportFacts } from '../../../src/model/report-facts.ts'

const OPTIONS: BundleOptions = {
  root: '/home/lea/churn', metric: null, since: null, commit: 'a'.repeat(40), takenAt: '2026-03-01T10:05:00Z', version: '1.0.0', digest: (text) => createHash('sha256').update(text).digest('hex'),
}

function run(id: string, more: Partial<MlflowRun> = {}): MlflowRun {
  return { id, name: `run-${id}`, experiment: 'churn', status: 'finished', startedAt: 1000, endedAt: 2000, parameters: [{ name: 'depth', value: '4' }], metrics: [{ name: 'accuracy', value: 0.9 }], tags: [], signature: true, ...more }
}

function store(runs: readonly MlflowRun[], more: Partial<MlflowReport> = {}): MlflowReport {
  return { kind: 'mlflow', path: 'mlruns', store: 'files', experiments: ['churn'], runs, models: [], cut: 0, ...more }
}

async function readBack({ files, manifest }: Bundle): Promise<readonly ReportFacts[]> {
  const { reports, gaps, problems } = await readArtifactsInProcess().readFiles([...files, manifest].map(({ path, text }) => ({ path, bytes: Buffer.from(text) })))
  expect([gaps, problems]).toEqual([[], []])
  return reports
}

const REPORTS: readonly ReportFacts[] = [
  store([run('b', { startedAt: 5000 }), run('a')], {
    models: [{ name: 'churn', description: 'Says who leaves', tags: [{ name: 'team', value: 'one' }], aliases: [{ alias: 'champion', version: '2' }], versions: [{ version: '2', stage: 'Production', status: 'READY', description: 'Better', run: 'b', createdAt: 6000, tags: [] }] }],
  }),
  { kind: 'tests', path: 'junit.xml', at: '2026-03-01T10:00:00', seconds: 1.5, counts: { passed: 1, failed: 1, error: 0, skipped: 1 }, cut: 0, tests: [
    { name: 'test_a', className: 'tests.test_a', file: 'tests/test_a.py', result: 'passed', seconds: 0.1, message: null },
    { name: 'test_b["<&>"]', className: 'tests.test_a', file: null, result: 'failed', seconds: null, message: 'assert 1 < 2 & "three"' },
    { name: 'test_c', className: 'tests.test_a', file: null, result: 'skipped', seconds: 0, message: 'no model' },
  ] },
  { kind: 'coverage', path: 'coverage.xml', format: 'lcov', covered: 3, valid: 4, percent: 75, files: [{ path: 'app/a.py', covered: 1, valid: 2 }, { path: 'app/b.py', covered: 2, valid: 2 }], cut: 0 },
  { kind: 'metrics', path: 'metrics.json', values: [{ name: 'test.accuracy', value: 0.91 }], notFinite: ['loss'], cut: 0 },
  { kind: 'drift', path: 'drift.json', tool: null, drift: true, share: 0.5, threshold: 0.4, columns: 4, driftedColumns: 2, drifted: ['age', 'income'], scores: [{ name: 'age', value: 0.3 }], at: '2026-02-28T06:00:00Z' },
]

describe('a bundle', () => {
  it('says when it is read what the reports said that it was made of', async () => {
    const bundle = bundleOf(REPORTS, OPTIONS)
    const read = await readBack(bundle)
    const paths = { mlflow: 'mlflow.json', tests: 'tests.xml', coverage: 'coverage.info', metrics: 'metrics.json', drift: 'drift.json' }
    for (const report of REPORTS) {
      const path = report.kind in paths ? paths[report.kind as keyof typeof paths] : ''
      expect(read.find(({ kind }) => kind === report.kind)).toEqual({ ...report, path, ...(report.kind === 'mlflow' ? { store: 'summary' } : {}) })
    }
    expect(read.find(({ kind }) => kind === 'manifest')).toMatchObject({ commit: 'a'.repeat(40), madeBy: { tool: 'capstone-coach', version: '1.0.0' }, files: bundle.files.map(({ path }) => ({ path })) })
    expect([...bundle.files, bundle.manifest].every(({ path }) => isBundleFile(path))).toBe(true)
  })
  it('is the same, whatever order the reports are found in', () => {
    const [mlflow, ...others] = REPORTS
    expect(bundleOf(REPORTS, OPTIONS)).toEqual(bundleOf(REPORTS, OPTIONS))
    const turned = bundleOf([store([run('a'), run('b', { startedAt: 5000 })], mlflow?.kind === 'mlflow' ? { models: mlflow.models } : {}), ...others.toReversed()], OPTIONS)
    expect(turned.files).toEqual(bundleOf(REPORTS, OPTIONS).files)
  })
  it('names the best run by a metric, keeps it whatever its age, and less is better of a loss', async () => {
    const many = Array.from({ length: 80 }, (_, index) => run(`r${index}`, { startedAt: 1000 + index, metrics: [{ name: 'accuracy', value: index === 3 ? 0.99 : 0.5 }, { name: 'val_loss', value: index }] }))
    const [read] = await readBack(bundleOf([store(many)], { ...OPTIONS, metric: 'accuracy' }))
    expect(read).toMatchObject({ best: { metric: 'accuracy', run: 'r3', value: 0.99 }, cut: 30 })
    expect(read?.kind === 'mlflow' && read.runs.map(({ id }) => id)).toContain('r3')
    expect(bestRun(many, 'val_loss')?.run).toBe('r0')
    expect(bestRun(many, 'f1')).toBeNull()
  })
  it('leaves out runs that began before a day, and stores that hold nothing', () => {
    expect(bundleOf([store([run('a'), run('b', { startedAt: null })])], { ...OPTIONS, since: 2000 }).files).toEqual([])
    expect(bundleOf([store([])], OPTIONS).summary).toBeNull()
  })
  it('holds no place of the machine, no user and no credential, and names what was left out', () => {
    const private_ = run('a', {
      name: 'train /home/lea/churn/src/train.py', parameters: [{ name: 'data', value: '/home/lea/churn/data/train.csv' }, { name: 'cache', value: '/home/lea/.cache/models/x.pkl' }, { name: 'api_key', value: 'abcdef' }, { name: 'depth', value: '4' }],
      tags: [{ name: 'mlflow.user', value: 'lea' }, { name: 'mlflow.source.git.commit', value: 'f'.repeat(40) }, { name: 'note', value: 'ghp_abcdefghijklmnopqrstuvwxyz0123456789' }, { name: 'contact', value: 'lea@example.org' }, { name: 'disk', value: 'C:\\Users\\lea\\churn' }],
    })
    const tests: ReportFacts = { kind: 'tests', path: 'junit.xml', at: null, seconds: null, counts: { passed: 0, failed: 1, error: 0, skipped: 0 }, cut: 0, tests: [{ name: 'a', className: '', file: '/home/lea/churn/tests/a.py', result: 'failed', seconds: null, message: 'no /home/lea/secret/model.pkl' }] }
    const { files, summary } = bundleOf([store([private_]), tests], OPTIONS)
    const text = files.map((file) => file.text).join('\n')
    expect(text).not.toMatch(/lea|home|Users|ghp_|abcdef(?!f)/)
    expect(text).toContain('"data": "data/train.csv"')
    expect(text).toContain('"cache": "…/x.pkl"')
    expect(summary?.leftOut).toEqual(['api_key', 'note'])
  })
  it('stays small enough to be read back', async () => {
    const long = Array.from({ length: 60 }, (_, index) => run(`r${index}`, { parameters: Array.from({ length: 150 }, (_unused, at) => ({ name: `p${at}`, value: 'x'.repeat(290) })) }))
    const { files } = bundleOf([store(long)], OPTIONS)
    expect(files[0]?.text.length).toBeLessThan(1_000_000)
    const [read] = await readBack(bundleOf([store(long)], OPTIONS))
    expect(read?.kind === 'mlflow' && read.runs.length + read.cut).toBe(60)
  })
})
