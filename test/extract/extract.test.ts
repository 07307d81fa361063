import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { extractBesideWorkers } from '../../src/extract/extract-beside-workers.ts'
import { extractInProcess } from '../../src/extract/extract-in-process.ts'
import { extractOnWorkers } from '../../src/extract/extract-on-workers.ts'
import { compileSource } from '../support/compile-source.ts'
import { describeExtract, ECHO } from './extract-contract.ts'

const { folder, remove } = compileSource({ 'serve-extraction': 'src/extract/serve-extraction.ts', 'extract-on-workers': 'src/extract/extract-on-workers.ts' })
afterAll(remove)

const module = pathToFileURL(join(folder, 'echo-worker.mjs'))
writeFileSync(module, `
  import { parentPort } from 'node:worker_threads'
  import { serveExtraction } from './serve-extraction.js'
  serveExtraction(parentPort, [{ id: 'python', revision: 1, reads: ${String(ECHO.reads)}, extract: ${String(ECHO.extract)} }])
`)
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describeExtract('in this process', () => extractInProcess([ECHO]))
describeExtract('beside workers', () => extractBesideWorkers({ module, extractors: [ECHO] }))
describeExtract('on workers', () => extractOnWorkers({ module, workers: 2 }))

describe('beside workers', () => {
  it('ends a small file that takes too long, and reads the others', async () => {
    const port = extractBesideWorkers({ module, extractors: [ECHO], fileLimit: 300 })
    const results = await Promise.all(['one', 'hang', 'three'].map((text) => port.extract(`${text}.py`, bytes(text))))
    await port.close()
    expect(results).toMatchObject([{ facts: null }, { gap: { path: 'hang.py', reason: 'reading it took longer than 0.3 s' } }, { facts: null }])
  })
  it('gives files less time once much of it was lost in their repository', async () => {
    const port = extractBesideWorkers({ module, extractors: [ECHO], fileLimit: 300, lostLimit: 200 })
    await port.extract('a.py', bytes('hang'))
    expect(await port.extract('b.py', bytes('hang'))).toMatchObject({ gap: { reason: 'reading it took longer than 0.03 s' } })
    port.nextRepository()
    expect(await port.extract('c.py', bytes('hang'))).toMatchObject({ gap: { reason: 'reading it took longer than 0.3 s' } })
    await port.close()
  })
  it('leaves out what still waits once its repository has had its time', async () => {
    const port = extractBesideWorkers({ module, extractors: [ECHO], fileLimit: 300, totalLimit: 200, spent: () => performance.now() })
    const results = await Promise.all(['hang', 'two'].map((text) => port.extract(`${text}.py`, bytes(text))))
    await port.close()
    expect(results).toMatchObject([{ gap: { reason: 'reading it took longer than 0.3 s' } }, { gap: { path: 'two.py', reason: 'reading the repository took longer than 0.2 s' } }])
  })
  it('leaves a large file to a worker, with its limit of memory', async () => {
    const port = extractBesideWorkers({ module, extractors: [], workers: 1 })
    expect(await port.extract('large.py', bytes('x'.repeat(200_000)))).toMatchObject({ problems: [{ line: 200_000 }] })
    await port.close()
  })
  it('answers what was asked before it is closed', async () => {
    const port = extractBesideWorkers({ module, extractors: [ECHO] })
    const pending = port.extract('a.py', bytes('text'))
    await port.close()
    expect(await pending).toMatchObject({ gap: { reason: 'reading was stopped' } })
    expect(await port.extract('b.py', bytes('text'))).toMatchObject({ gap: { reason: 'reading was stopped' } })
  })
})

describe('on workers', () => {
  it('ends a file that takes too long, and reads the others', async () => {
    const port = extractOnWorkers({ module, workers: 1, fileLimit: 300 })
    const results = await Promise.all(['one', 'hang', 'three'].map((text) => port.extract(`${text}.py`, bytes(text))))
    await port.close()
    expect(results).toMatchObject([{ facts: null }, { gap: { path: 'hang.py', reason: 'reading it took longer than 0.3 s' } }, { facts: null }])
  })
  it('gives files less time once much of it was lost in their repository', async () => {
    const port = extractOnWorkers({ module, workers: 1, fileLimit: 300, lostLimit: 200 })
    await port.extract('a.py', bytes('hang'))
    expect(await port.extract('b.py', bytes('hang'))).toMatchObject({ gap: { reason: 'reading it took longer than 0.03 s' } })
    port.nextRepository()
    expect(await port.extract('c.py', bytes('hang'))).toMatchObject({ gap: { reason: 'reading it took longer than 0.3 s' } })
    await port.close()
  })
  it('makes gaps of what still waits when all the time of a repository is used up', async () => {
    const port = extractOnWorkers({ module, workers: 1, fileLimit: 300, totalLimit: 100, spent: () => performance.now() })
    expect(await port.extract('a.py', bytes('hang'))).toMatchObject({ gap: { reason: 'reading it took longer than 0.3 s' } })
    expect(await port.extract('b.py', bytes('two'))).toEqual({ gap: { what: 'file', path: 'b.py', reason: 'reading the repository took longer than 0.1 s' } })
    port.nextRepository()
    expect(await port.extract('c.py', bytes('hang'))).toMatchObject({ gap: { reason: 'reading it took longer than 0.3 s' } })
    await port.close()
  })
  it('reads on while the clock runs and nothing is done, as on a busy machine', async () => {
    const port = extractOnWorkers({ module, workers: 1, totalLimit: 100, spent: () => 0 })
    await port.extract('a.py', bytes('one'))
    await new Promise((resolve) => { setTimeout(resolve, 150) })
    expect(await port.extract('b.py', bytes('two'))).toMatchObject({ facts: null })
    await port.close()
  })
  it('ends a file that takes too much memory, and reads the others', async () => {
    const port = extractOnWorkers({ module, workers: 1, fileLimit: 60_000, memoryMegabytes: 32 })
    const results = await Promise.all(['grow', 'two'].map((text) => port.extract(`${text}.py`, bytes(text))))
    await port.close()
    expect(results).toMatchObject([{ gap: { path: 'grow.py', reason: 'reading it took too much memory' } }, { facts: null }])
  })
  it('makes gaps where the reader cannot start, and after it was closed', async () => {
    const broken = extractOnWorkers({ module: pathToFileURL(join(folder, 'no-such-worker.mjs')) })
    expect(await broken.extract('a.py', bytes('x'))).toEqual({ gap: { what: 'file', path: 'a.py', reason: 'the reader could not be started' } })
    await broken.close()
    expect(await broken.extract('a.py', bytes('x'))).toMatchObject({ gap: { reason: 'reading was stopped' } })
  })
  it('answers what was asked before it is closed', async () => {
    const port = extractOnWorkers({ module, workers: 1 })
    const pending = port.extract('a.py', bytes('hang'))
    await port.close()
    expect(await pending).toMatchObject({ gap: { reason: 'reading was stopped' } })
  })
  it('starts the product\'s own worker as it is built', async () => {
    const built = await import(pathToFileURL(join(folder, 'extract-on-workers.js')).href) as { readonly extractOnWorkers: typeof extractOnWorkers }
    const port = built.extractOnWorkers()
    expect(await port.extract('nothing.reads-this', bytes('x'))).toEqual({ facts: null, problems: [] })
    await port.close()
  })
})
