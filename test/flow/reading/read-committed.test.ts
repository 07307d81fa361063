import { describe, expect, it } from 'vitest'
import { memoryFactStore } from '../../../src/extract/memory-fact-store.ts'
import { readArtifactsInProcess } from '../../../src/extract/reports/read-artifacts-in-process.ts'
import type { RepositoryReader } from '../../../src/flow/ports/repository-port.ts'
import { readCommitted } from '../../../src/flow/reading/read-committed.ts'
import type { TreeEntry } from '../../../src/model/repository.ts'
import { memoryReader } from '../../support/memory-repository.ts'

const RUN = { 'mlruns/1/a/meta.yaml': 'run_id: a\nexperiment_id: \'1\'\n', 'mlruns/1/a/params/depth': '4', 'mlruns/1/a/metrics/f1': '1700000000000 0.9 0' }
const store = memoryFactStore()

function counted(reader: RepositoryReader): { readonly reader: RepositoryReader; readonly read: string[] } {
  const read: string[] = []
  return { read, reader: { ...reader, read: (entries) => { read.push(...entries.map(({ path }) => path)); return reader.read(entries) } } }
}

function of(files: Readonly<Record<string, string>>, change: (entry: TreeEntry) => TreeEntry = (entry) => entry): ReturnType<typeof counted> {
  const reader = memoryReader(files, {})
  return counted({ ...reader, snapshot: { ...reader.snapshot, tree: reader.snapshot.tree.map(change) } })
}

describe('reports that are committed', () => {
  it('are read once for as long as the same files lie at the same paths', async () => {
    const [first, second, changed] = [of({ ...RUN, 'README.md': 'one' }), of({ ...RUN, 'README.md': 'two' }), of({ ...RUN, 'mlruns/1/a/params/depth': '5' })]
    const claims = (await readCommitted(first.reader, '.', readArtifactsInProcess(), store)).claims
    expect(claims).toMatchObject([{ claim: { criterion: 'tracking', runs: 1 }, place: { kind: 'file', path: 'mlruns/1/a/meta.yaml' }, from: null, basis: 'claimed' }])
    expect(first.read).toHaveLength(3)
    expect((await readCommitted(second.reader, '.', readArtifactsInProcess(), store)).claims).toEqual(claims)
    expect(second.read).toEqual([])
    await readCommitted(changed.reader, '.', readArtifactsInProcess(), store)
    expect(changed.read).toHaveLength(3)
  })
  it('ask nothing of a repository without any', async () => {
    const { reader, read } = of({ 'app.py': 'x = 1', 'tests/mlruns/1/a/meta.yaml': 'run_id: a' })
    expect(await readCommitted(reader, '.', readArtifactsInProcess(), store)).toEqual({ claims: [], experiments: [], numbers: { metrics: [], coverage: null }, gaps: [], problems: [] })
    expect(read).toEqual([])
  })
  it('are not opened behind a link, nor outside the project', async () => {
    const linked = of(RUN, (entry) => ({ ...entry, mode: 'symlink' }))
    await readCommitted(linked.reader, '.', readArtifactsInProcess(), store)
    const outside = of({ 'old/mlruns/1/a/meta.yaml': 'run_id: a', 'old/mlruns/1/a/params/b': '1', 'old/mlruns/1/a/metrics/c': '1 1 0' })
    await readCommitted(outside.reader, 'capstone', readArtifactsInProcess(), store)
    expect([linked.read, outside.read]).toEqual([[], []])
  })
  it('are read within limits, and what is left is told', async () => {
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, index) => Object.entries(RUN).map(([path, text]) => [path.replace('/a/', `/r${index}/`), text])).flat() as [string, string][])
    const { reader, read } = of({ ...many, 'mlflow.db': 'x' }, (entry) => (entry.path === 'mlflow.db' ? { ...entry, size: 90_000_000 } : entry))
    const { gaps } = await readCommitted(reader, '.', readArtifactsInProcess(), store)
    expect(read.length).toBeLessThanOrEqual(100)
    expect(gaps.map(({ path, reason }) => `${path}: ${reason}`)).toEqual([
      'mlflow.db: it has 90000000 bytes, more than is read of a report that is committed',
      'mlruns: it holds 25 further runs, which are not read; capstone-coach evidence makes a small bundle of all',
    ])
  })
  it('tell the runs of two stores with their parameters and numbers, and how many each holds', async () => {
    const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => Object.entries(RUN).map(([path, text]) => [path.replace('/a/', `/r${index}/`), text.replace('run_id: a', `run_id: r${index}`)])).flat() as [string, string][])
    const bundle = { 'capstone-evidence/manifest.json': JSON.stringify({ bundle: 'capstone-evidence', schema: 1, commit: null, takenAt: '2026-03-01T10:05:00Z', madeBy: { tool: 'capstone-coach' }, run: null, files: [] }), 'capstone-evidence/mlflow.json': JSON.stringify({
      mlflow: 1, cut: 3, best: { metric: 'f1', run: 'b', value: 0.9 }, runs: [{ id: 'b', name: 'gentle-crane', experiment: 'digits', status: 'FAILED', startedAt: 2, parameters: { depth: '4', db_password: 'hunter2' }, metrics: { f1: 0.9 } }],
      models: [{ name: 'digits', aliases: { champion: '2' }, versions: [{ version: '1', createdAt: 1 }, { version: '2', run: 'b', createdAt: 4 }] }],
    }) }
    const { reader } = of({ ...many, ...bundle, 'mlruns/1/meta.yaml': 'experiment_id: \'1\'\nname: lesson\n' })
    const { experiments } = await readCommitted(reader, '.', readArtifactsInProcess(), memoryFactStore())
    const [summary, folder] = experiments.toSorted((one, other) => Number(other.best !== null) - Number(one.best !== null))
    expect(summary).toMatchObject({ place: { kind: 'file', path: 'capstone-evidence/manifest.json', says: '4 runs, 2 registered versions' }, basis: 'claimed', count: 4, best: { metric: 'f1', run: 'b', value: 0.9 } })
    expect(summary?.runs).toEqual([{ id: 'b', name: 'gentle-crane', experiment: 'digits', status: 'failed', startedAt: 2, parameters: [{ name: 'depth', value: '4' }], metrics: [{ name: 'f1', value: 0.9 }] }])
    expect(summary?.versions).toEqual([{ model: 'digits', version: '2', run: 'b', stage: null, aliases: ['champion'] }, { model: 'digits', version: '1', run: null, stage: null, aliases: [] }])
    expect(folder).toMatchObject({ path: 'mlruns', place: { kind: 'file', says: '20 runs' }, count: 20, best: null, versions: [] })
    expect(folder?.runs).toHaveLength(15)
    expect(folder?.runs[0]).toMatchObject({ experiment: 'lesson', parameters: [{ name: 'depth', value: '4' }], metrics: [{ name: 'f1', value: 0.9 }] })
  })
  it('say what of them is not in its form, and are claimed by nobody then', async () => {
    const { reader } = of({ 'capstone-evidence/manifest.json': '{ "bundle": "capstone-evidence", "schema": 1 }', 'capstone-evidence/mlflow.json': '{ "mlflow": 1, "runs": [null, 3, { "id": {}, "parameters": [], "metrics": { "a": "b" } }], "models": {} }' })
    const { claims, problems } = await readCommitted(reader, '.', readArtifactsInProcess(), store)
    expect([claims, problems.map(({ path }) => path)]).toEqual([[], ['capstone-evidence/manifest.json']])
  })
  it('give their numbers, and claim nothing by files of numbers, whatever lies in them', async () => {
    const { reader } = of({
      'reports/metrics.json': '{ "accuracy": 0.91 }', 'eval_results.json': '{ "dataset_drift": false, "drift_share": 0.1, "timestamp": "2026-03-01" }', 'scores.json': '{', 'config/metrics.yaml': 'accuracy: 1',
      'coverage.xml': '<coverage line-rate="0.5" lines-covered="1" lines-valid="2"><packages/></coverage>', 'unit/coverage.xml': '<coverage line-rate="0.875" lines-covered="7" lines-valid="8"><packages/></coverage>',
    })
    expect(await readCommitted(reader, '.', readArtifactsInProcess(), store)).toMatchObject({
      claims: [], gaps: [], problems: [],
      numbers: { metrics: [{ path: 'eval_results.json' }, { path: 'reports/metrics.json', values: [{ name: 'accuracy', value: 0.91 }] }], coverage: { path: 'unit/coverage.xml', percent: 87.5 } },
    })
  })
})
