import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { kill } from 'node:process'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { extractInChild, type ChildOptions } from '../../src/extract/children/extract-in-child.ts'
import { readArtifactsInChildren, type ArtifactChildOptions } from '../../src/extract/children/read-artifacts-in-children.ts'
import type { ArtifactPort } from '../../src/flow/ports/artifact-port.ts'
import type { ExtractPort } from '../../src/flow/ports/repository-port.ts'
import { compileSource } from '../support/compile-source.ts'
import { makeZip } from '../support/make-zip.ts'
import { describeExtract, ECHO } from './extract-contract.ts'

const { folder, remove } = compileSource({ 'serve-extraction': 'src/extract/serve-extraction.ts', 'extract-in-child': 'src/extract/children/extract-in-child.ts' })
afterAll(remove)
const built = (name: string): URL => pathToFileURL(join(folder, name))
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Does to its process what a file says, and reads the others as the contract has it. */
writeFileSync(join(folder, 'odd-thread.mjs'), `
  import { parentPort } from 'node:worker_threads'
  import { serveExtraction } from './serve-extraction.js'
  const read = ${String(ECHO.extract)}
  const kept = []
  serveExtraction(parentPort, [{ id: 'python', revision: 1, reads: ${String(ECHO.reads)}, extract: (text, path) => {
    if (text === 'burst') for (;;) kept.push(new Array(30_000_000).fill(0))
    if (text === 'who') return { facts: null, problems: [{ path, line: 0, says: String(process.pid) }] }
    if (text === 'know') return { facts: null, problems: [{ path, line: 0, says: Object.keys(process.env).join() }] }
    return read(text, path)
  } }])
`)
writeFileSync(join(folder, 'odd-report-thread.mjs'), `
  import { workerData } from 'node:worker_threads'
  const kept = []
  if (workerData.files === undefined) for (;;) kept.push(new Array(30_000_000).fill(0))
  await import('./report-worker.js')
`)

/** Its artifact is being read for as long as nobody ends that. */
writeFileSync(join(folder, 'hanging-report-thread.mjs'), `
  import { writeFileSync } from 'node:fs'
  writeFileSync(${JSON.stringify(join(folder, 'hanging-report'))}, String(process.pid))
  for (;;);
`)

/** Whether there is a process of this number; the number itself where it is none. */
function isRunning(written: string | undefined): boolean | string | undefined {
  const id = Number(written)
  if (!(id > 0)) return written
  try {
    return kill(id, 0)
  } catch {
    return false
  }
}

/** `fork` throws at it, as where there is no memory for another process. */
const NEVER_STARTS = new URL('https://example.org/process.js')

function reader(options: ChildOptions = {}): ExtractPort {
  const port = extractInChild({ process: built('reader-process.js'), thread: built('odd-thread.mjs'), ...options })
  onTestFinished(() => port.close())
  return port
}

function artifacts(options: ArtifactChildOptions = {}): ArtifactPort {
  const port = readArtifactsInChildren({ process: built('reader-process.js'), ...options })
  onTestFinished(() => port.close())
  return port
}

describeExtract('in a child process', () => extractInChild({ process: built('reader-process.js'), thread: built('odd-thread.mjs') }))

describe('files in a child process', () => {
  const all = (port: ExtractPort, texts: readonly string[]): Promise<readonly unknown[]> => Promise.all(texts.map((text, index) => port.extract(`${index}.py`, bytes(text))))
  it('of which one ends all of the process leave this one alone: it is a gap, and every other one is read', async () => {
    const results = await all(reader({ memoryMegabytes: 64 }), ['one', 'burst', 'three', 'four'])
    expect(results).toMatchObject([{ problems: [{ says: 'one' }] }, { gap: { reason: 'reading it took so much memory at once that its reader ended' } }, { problems: [{ says: 'three' }] }, { problems: [{ says: 'four' }] }])
  })
  it('that end it again and again leave the rest unread, and the next repository is read', async () => {
    const port = reader({ memoryMegabytes: 64 })
    const results = await all(port, ['burst', 'burst', 'burst', 'last'])
    expect(results.at(-1)).toEqual({ gap: { what: 'file', path: '3.py', reason: 'the reader ended 4 times over files of this repository' } })
    port.nextRepository()
    expect(await all(port, ['one'])).toMatchObject([{ problems: [{ says: 'one' }] }])
  })
  it('are ended within the limits of time and memory of its thread', async () => {
    expect(await all(reader({ fileLimit: 300 }), ['one', 'hang', 'three'])).toMatchObject([{ facts: null }, { gap: { reason: 'reading it took longer than 0.3 s' } }, { facts: null }])
    expect(await all(reader({ memoryMegabytes: 32, fileLimit: 60_000 }), ['grow', 'two'])).toMatchObject([{ gap: { reason: 'reading it took too much memory' } }, { facts: null }])
  })
  it('are gaps where nothing could be started, and once it was closed', async () => {
    const broken = reader({ process: built('no-such-process.js') })
    expect(await all(broken, ['one'])).toEqual([{ gap: { what: 'file', path: '0.py', reason: 'the reader could not be started' } }])
    expect(await all(reader({ process: NEVER_STARTS }), ['one'])).toEqual([{ gap: { what: 'file', path: '0.py', reason: 'the reader could not be started' } }])
    const port = reader({ fileLimit: 600_000 })
    const [who, hanging] = [port.extract('0.py', bytes('who')), port.extract('1.py', bytes('hang'))]
    const read = await who
    await port.close()
    expect(isRunning('problems' in read ? read.problems[0]?.says : undefined)).toBe(false)
    expect([await hanging, ...await all(port, ['one'])]).toMatchObject([{ gap: { reason: 'reading was stopped' } }, { gap: { reason: 'reading was stopped' } }])
  })
  it('know nothing of the environment', async () => {
    vi.stubEnv('WEBHOOK_SECRET', 'secret')
    onTestFinished(() => { vi.unstubAllEnvs() })
    expect(await all(reader(), ['know'])).toMatchObject([{ problems: [{ says: '' }] }])
  })
  it('are read by the product\'s own process as it is built', async () => {
    const own = await import(built('extract-in-child.js').href) as { readonly extractInChild: typeof extractInChild }
    const port = own.extractInChild()
    onTestFinished(() => port.close())
    expect(await port.extract('app.py', bytes('A = 1\n'))).toMatchObject({ problems: [] })
  })
})

describe('artifacts in child processes', () => {
  const metrics = { name: 'metrics.json', content: '{"accuracy": 0.91}' }
  it('are read as on threads', async () => {
    const port = artifacts()
    expect(await port.read(makeZip([metrics]))).toMatchObject({ reports: [{ kind: 'metrics', path: 'metrics.json' }], gaps: [], problems: [] })
    expect(await port.readFiles([])).toEqual({ reports: [], gaps: [], problems: [] })
    expect(await artifacts({ limits: { zip: 1_000_000 } }).read(new Uint8Array(2_000_000))).toMatchObject({ gaps: [{ reason: 'the artifact is 2 MB; at most 1 MB are read' }] })
  })
  it('of which one ends all of its process are a gap, and the next is read', async () => {
    const port = artifacts({ thread: built('odd-report-thread.mjs'), limits: { memoryMegabytes: 64, time: 60_000 } })
    const [first, second] = await Promise.all([port.read(makeZip([])), port.readFiles([{ path: 'metrics.json', bytes: bytes(metrics.content) }])])
    expect(first).toEqual({ reports: [], gaps: [{ what: 'artifact', path: '', reason: 'its reader ended by itself, as where memory runs out' }], problems: [], brokenOff: 'ended' })
    expect(second).toMatchObject({ reports: [{ kind: 'metrics' }], gaps: [] })
  })
  it('are gaps where nothing could be started, and once it was closed', async () => {
    for (const process of [built('no-such-process.js'), NEVER_STARTS]) {
      const broken = artifacts({ process })
      for (const _ of ['first', 'next']) expect(await broken.read(makeZip([]))).toMatchObject({ gaps: [{ what: 'artifact', path: '' }], brokenOff: 'ended' })
    }
    const port = artifacts({ thread: built('hanging-report-thread.mjs'), limits: { time: 600_000 } })
    const all = [port.read(makeZip([])), port.read(makeZip([]))]
    const who = await vi.waitFor(() => readFileSync(join(folder, 'hanging-report'), 'utf8') || Promise.reject(new Error('not yet')), { timeout: 60_000 })
    await port.close()
    expect(isRunning(who)).toBe(false)
    for (const one of [...all, port.read(makeZip([]))]) expect(await one).toEqual({ reports: [], gaps: [{ what: 'artifact', path: '', reason: 'reading was stopped' }], problems: [], brokenOff: 'stopped' })
  })
})
