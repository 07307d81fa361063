import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { ARTIFACT_LIMITS, type ArtifactLimits } from '../../../src/extract/reports/limits.ts'
import { readArtifactsInProcess } from '../../../src/extract/reports/read-artifacts-in-process.ts'
import { readArtifactsOnWorkers } from '../../../src/extract/reports/read-artifacts-on-workers.ts'
import { readZip } from '../../../src/extract/reports/read-zip.ts'
import type { ArtifactReading } from '../../../src/flow/ports/artifact-port.ts'
import { compileSource } from '../../support/compile-source.ts'
import { makeZip, type ZipEntry } from '../../support/make-zip.ts'
import { makeDatabase, MLFLOW_TABLES } from '../../support/mlflow-database.ts'

const { folder, remove } = compileSource()
afterAll(remove)
const module = pathToFileURL(join(folder, 'report-worker.js'))

const JUNIT = '<testsuite><testcase name="a" classname="c"/></testsuite>'
const METRICS = '{"accuracy": 0.91}'

describe('an artifact', () => {
  const read = async (zip: Uint8Array, limits: Partial<ArtifactLimits> = {}): Promise<ArtifactReading> => {
    const port = readArtifactsOnWorkers({ module, limits })
    const reading = await port.read(zip)
    await port.close()
    return reading
  }
  it('is read on a worker, as it is built: reports of text, of MLflow\'s folders and of its database', async () => {
    const { reports, gaps, problems } = await read(makeZip([
      { name: 'reports/', content: '', method: 0 }, { name: 'reports/junit.xml', content: JUNIT }, { name: 'metrics.json', content: METRICS, method: 0 }, { name: 'model.pkl', content: 'x'.repeat(1000) },
      { name: 'mlruns/1/a/meta.yaml', content: 'run_id: a\nexperiment_id: \'1\'\n' }, { name: 'mlruns/1/a/params/depth', content: '6' },
      { name: 'mlflow.db', content: makeDatabase(`${MLFLOW_TABLES[1]} insert into runs (run_uuid, experiment_id) values ('b', 1);`) }, { name: 'plots/roc.png', content: 'x' },
    ]))
    expect({ gaps, problems }).toEqual({ gaps: [], problems: [] })
    expect(reports).toMatchObject([
      { kind: 'tests', path: 'reports/junit.xml' }, { kind: 'metrics', path: 'metrics.json', values: [{ name: 'accuracy', value: 0.91 }] }, { kind: 'mlflow', path: 'mlflow.db', runs: [{ id: 'b' }] },
      { kind: 'plots', path: 'plots', files: 1 }, { kind: 'mlflow', path: 'mlruns', runs: [{ id: 'a', parameters: [{ name: 'depth', value: '6' }] }] },
    ])
  })
  it('that is too large is not read', async () => {
    expect(await read(new Uint8Array(3_000_000), { zip: 2_000_000 })).toEqual({ reports: [], gaps: [{ what: 'artifact', path: '', reason: 'the artifact is 3 MB; at most 2 MB are read' }], problems: [] })
  })
  it('keeps what was read where a later file takes too long', async () => {
    const hanging = join(folder, 'hanging-worker.mjs')
    // A worker that reads one file and hangs at the next one: what it told stays.
    writeFileSync(hanging, `
      import { parentPort } from 'node:worker_threads'
      parentPort.postMessage('started')
      parentPort.postMessage({ reading: 'a.json' })
      parentPort.postMessage({ reports: [{ kind: 'plots', path: 'plots', files: 1 }], gaps: [], problems: [] })
      parentPort.postMessage({ reading: 'b.db' })
      for (;;) 'x'.slice()
    `)
    const port = readArtifactsOnWorkers({ module: pathToFileURL(hanging), limits: { time: 1000 } })
    expect(await port.read(makeZip([]))).toEqual({ reports: [{ kind: 'plots', path: 'plots', files: 1 }], gaps: [{ what: 'artifact', path: 'b.db', reason: 'reading it took longer than 1 s; what lies behind it was not read' }], problems: [] })
    await port.close()
  })
  it('of which one takes too much memory is a gap, and the next one is read', async () => {
    const growing = join(folder, 'growing-worker.mjs')
    writeFileSync(growing, `
      import { workerData } from 'node:worker_threads'
      if (workerData.files === undefined) for (const kept = [];;) kept.push(Array.from({ length: 100_000 }, () => ({})))
      await import('./report-worker.js')
    `)
    const port = readArtifactsOnWorkers({ module: pathToFileURL(growing), limits: { memoryMegabytes: 32, time: 60_000 } })
    const [first, second] = await Promise.all([port.read(makeZip([])), port.readFiles([{ path: 'metrics.json', bytes: Buffer.from(METRICS) }])])
    expect(first.gaps).toEqual([{ what: 'artifact', path: '', reason: 'reading it took too much memory' }])
    expect(second).toMatchObject({ reports: [{ kind: 'metrics' }], gaps: [] })
    await port.close()
  })
  it('whose worker cannot start, or was stopped, is a gap', async () => {
    const port = readArtifactsOnWorkers({ module: pathToFileURL(join(folder, 'no-such-worker.js')) })
    expect((await port.read(makeZip([]))).gaps).toEqual([{ what: 'artifact', path: '', reason: 'its reader failed' }])
    const waiting = Promise.all([port.read(makeZip([])), port.read(makeZip([]))])
    await port.close()
    for (const { gaps } of await waiting) expect(gaps).toHaveLength(1)
    expect((await port.read(makeZip([]))).gaps).toMatchObject([{ reason: 'reading was stopped' }])
  })
  it('leaves the bytes to the caller', async () => {
    const zip = makeZip([{ name: 'metrics.json', content: METRICS }])
    const before = Buffer.from(zip)
    await read(zip)
    expect(Buffer.compare(before, zip)).toBe(0)
  })
})

it('files of a repository give the same reports; those too large are gaps, those that no reader wants are passed over', async () => {
  const port = readArtifactsOnWorkers({ module, limits: { entry: 100, entries: 3 } })
  const file = (path: string, text: string): { readonly path: string; readonly bytes: Uint8Array } => ({ path, bytes: new TextEncoder().encode(text) })
  expect(await port.readFiles([file('app/main.py', 'x'.repeat(500)), file('metrics.json', METRICS), file('big.json', 'x'.repeat(101)), file('plots/a.svg', 'x'.repeat(500)), file('more.json', METRICS)])).toEqual({
    reports: [{ kind: 'metrics', path: 'metrics.json', values: [{ name: 'accuracy', value: 0.91 }], notFinite: [], cut: 0 }, { kind: 'plots', path: 'plots', files: 1 }],
    gaps: [{ what: 'file', path: 'big.json', reason: 'it is larger than 0 MB' }, { what: 'file', path: '', reason: 'there are 4 files that could be reports; the first 3 were read' }], problems: [],
  })
  await port.close()
})

it('where SQLite cannot be loaded, databases are told as not read and the others are read', async () => {
  const files = [{ path: 'mlflow.db', bytes: makeDatabase(MLFLOW_TABLES[1]) }, { path: 'metrics.json', bytes: new TextEncoder().encode(METRICS) }]
  const load = (): Promise<never> => Promise.reject(new Error('no memory for it'))
  expect(await readArtifactsInProcess(load).readFiles(files)).toMatchObject({ reports: [{ kind: 'metrics' }], gaps: [], problems: [{ path: 'mlflow.db', says: 'databases cannot be read here (no memory for it)' }] })
  expect(await readArtifactsInProcess(load).readFiles([{ path: 'mlflow.db', bytes: new Uint8Array() }, ...files.slice(1)])).toMatchObject({ reports: [{ kind: 'metrics' }] })
})

describe('a hostile zip', () => {
  const open = (entries: readonly ZipEntry[], limits: Partial<ArtifactLimits> = {}): ReturnType<typeof readZip> => readZip(makeZip(entries), { ...ARTIFACT_LIMITS, ...limits })
  const good: ZipEntry = { name: 'metrics.json', content: METRICS }
  it.each<readonly [string, ZipEntry, string]>([
    ['a name that leads up', { name: '../a.json' }, 'leads out'], ['one further down that does', { name: 'a/../../b.json' }, 'leads out'], ['a name from the root', { name: '/etc/a.json' }, 'leads out'], ['a name of a drive', { name: 'C:\\a.json' }, 'leads out'],
    ['a symbolic link', { name: 'a.json', content: '/etc/passwd', mode: 0o120777 }, 'symbolic link'],
    ['an encrypted file', { name: 'a.json', content: 'secret', flags: 1 }, 'encrypted'],
    ['a way of packing that is not known', { name: 'a.json', content: 'x', method: 99 }, 'cannot be unpacked'],
    ['a file that is longer than it says', { name: 'a.json', content: 'x'.repeat(100_000), declared: 10 }, 'cannot be unpacked'],
    ['a file that is shorter than it says', { name: 'a.json', content: 'x', declared: 1000 }, 'cannot be unpacked'],
    ['a file that says it is very large', { name: 'a.json', content: '0'.repeat(21_000_000) }, 'at most 20 MB'],
  ])('with %s has the others read', async (_name, entry, reason) => {
    const { files, gaps } = await open([entry, good])
    expect(files.map(({ path }) => path)).toEqual(['metrics.json'])
    expect(gaps).toMatchObject([{ what: 'artifact', reason: expect.stringContaining(reason) as string }])
  })
  it('with a name that stands twice has neither of them', async () => {
    const { files, gaps } = await open([good, { name: 'a.json', content: '1' }, { name: './a.json', content: '2' }])
    expect(files.map(({ path }) => path)).toEqual(['metrics.json'])
    expect(gaps).toMatchObject([{ path: 'a.json' }, { path: 'a.json' }])
  })
  it('whose entries overlap is not read at all', async () => {
    expect(await open([good, { name: 'b.json', content: METRICS, dataOf: 0 }])).toMatchObject({ files: [], gaps: [{ path: '', reason: expect.stringContaining('overlap') as string }] })
  })
  it('that unfolds to more than is unpacked is read up to there', async () => {
    const { files, gaps } = await open(['a', 'b', 'c'].map((name) => ({ name: `${name}.json`, content: '0'.repeat(1000) })), { inflated: 2_500 })
    expect(files).toHaveLength(2)
    expect(gaps).toMatchObject([{ path: 'c.json' }])
  })
  it('with more entries than are looked at is read up to there', async () => {
    const { names, gaps } = await open(Array.from({ length: 30 }, (_, index) => ({ name: `${index}.json`, content: '1' })), { entries: 20 })
    expect(names).toHaveLength(20)
    expect(gaps).toMatchObject([{ reason: 'it holds 30 files; the first 20 were looked at' }])
  })
  it('inside another one stays closed', async () => {
    expect(await open([{ name: 'inner.zip', content: makeZip([good]) }, { name: 'inner.json.zip', content: makeZip([good]) }])).toMatchObject({ files: [], gaps: [] })
  })
  it('with very many bad names tells the first hundred', async () => {
    const { gaps } = await open(Array.from({ length: 300 }, (_, index) => ({ name: `../${index}`, content: '' })))
    expect(gaps).toHaveLength(101)
    expect(gaps.at(-1)?.reason).toBe('200 further files could not be read')
  })
  it('that is none, or damaged anywhere, is told so and never throws', async () => {
    expect(await readZip(new TextEncoder().encode('Not Found'), ARTIFACT_LIMITS)).toMatchObject({ files: [], gaps: [{ reason: expect.stringContaining('no zip') as string }] })
    const whole = makeZip([good, { name: 'reports/junit.xml', content: JUNIT }, { name: 'c.json', content: '1', method: 0 }])
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), fc.option(fc.nat(whole.length)), async (changes, length) => {
      const bytes = Uint8Array.from(whole).slice(0, length ?? whole.length)
      for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte
      const { files } = await readZip(bytes, ARTIFACT_LIMITS)
      expect(files.length).toBeLessThanOrEqual(3)
    }), { numRuns: 150 })
  })
})
