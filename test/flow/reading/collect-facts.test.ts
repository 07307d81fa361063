import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../../src/command-line/checklists.ts'
import { extractInProcess } from '../../../src/extract/extract-in-process.ts'
import { memoryFactStore } from '../../../src/extract/memory-fact-store.ts'
import type { Extractor } from '../../../src/facts/file-facts.ts'
import { collectFacts } from '../../../src/flow/reading/collect-facts.ts'
import { openRepository } from '../../../src/local/open-repository.ts'
import { git, makeRepository, writeFiles } from '../../support/make-repository.ts'

const seen: string[] = []
const reader: Extractor = {
  id: 'python', revision: 1, reads: (path) => /\.(?:py|yml|json|ipynb)$/.test(path),
  extract: (text, path) => {
    seen.push(path)
    return { facts: { kind: 'python', tree: { body: [], lines: 1, codeLines: 1, errors: [] } }, problems: text.includes('(') ? [{ path, line: 1, says: 'odd' }] : [] }
  },
}

async function collect(folder: string, options: { at?: string; project?: string; store?: ReturnType<typeof memoryFactStore>; extractors?: readonly Extractor[] } = {}) {
  seen.length = 0
  const extractors = options.extractors ?? [reader]
  const opened = await openRepository(folder, { at: options.at ?? null, takenAt: '2026-01-01T00:00:00Z' })
  if (!opened.ok) throw new Error(opened.reason)
  const collected = await collectFacts(opened.reader, extractInProcess(extractors), options.store ?? memoryFactStore(), { project: options.project ?? null, capstoneSchema: loadSchema('capstone'), extractors })
  await opened.reader.close()
  if (!collected.ok) throw new Error(collected.reason)
  const { input } = collected
  return { ...input, withFacts: input.files.filter((file) => file.facts !== null).map((file) => file.path), fileAt: (path: string) => input.files.find((file) => file.path === path) }
}

it('what says more than memory may hold is a gap, and the rest is kept', async () => {
  const statement = { kind: 'pass', line: 1 } as const
  const huge: Extractor = { ...reader, extract: (text) => ({ facts: { kind: 'python', tree: { body: Array.from({ length: text.includes('huge') ? 3_000_001 : 0 }, () => statement), lines: 1, codeLines: 1, errors: [] } }, problems: [] }) }
  const filler = Object.fromEntries(Array.from({ length: 5 }, (_, at) => [`a${at}.py`, `${at}${'x'.repeat(1_000_000)}`]))
  const facts = await collect(makeRepository({ ...filler, 'b.py': 'huge' }), { extractors: [huge] })
  expect(facts.withFacts).toHaveLength(5)
  expect(facts.gaps).toEqual([{ what: 'file', path: 'b.py', reason: 'the repository says more than can be kept in memory' }])
})

describe.each([['a commit', 'HEAD'], ['a work tree', undefined]])('of %s', (_, commit) => {
  const at = commit === undefined ? {} : { at: commit }

  it('the project\'s own files are read, foreign ones are known and not opened', async () => {
    const folder = makeRepository({ 'app.py': 'x', 'empty.py': '', 'mlops/pyvenv.cfg': 'home = /usr', 'mlops/lib/python3.11/site-packages/m.py': 'y', 'proto_pb2.py': 'z', 'data/a.json': '{}' })
    const facts = await collect(folder, at)
    expect(facts.withFacts).toEqual(['app.py', 'empty.py'])
    expect([...seen].sort()).toEqual(['app.py', 'empty.py'])
    expect(facts.fileAt('mlops/lib/python3.11/site-packages/m.py')).toMatchObject({ role: 'virtual-environment', facts: null })
    expect(facts.gaps).toEqual([])
  })
  it('the same content is read once, and its problems stand at each path', async () => {
    const facts = await collect(makeRepository({ 'a.py': 'same(', 'b/a.py': 'same(' }), at)
    expect(seen).toHaveLength(1)
    expect(facts.withFacts).toEqual(['a.py', 'b/a.py'])
    expect(facts.problems.map((problem) => problem.path).sort()).toEqual(['a.py', 'b/a.py'])
  })
  it('an extractor that looks at paths reads each of them', async () => {
    await collect(makeRepository({ 'a.py': 'same', 'b/a.py': 'same' }), { ...at, extractors: [{ ...reader, dependsOnPath: true }] })
    expect([...seen].sort()).toEqual(['a.py', 'b/a.py'])
  })
  it('what is in the store is not read again, unless the extractor was revised', async () => {
    const folder = makeRepository({ 'a.py': 'one', 'b.py': 'two' })
    const store = memoryFactStore()
    await collect(folder, { ...at, store })
    expect((await collect(folder, { ...at, store })).withFacts).toEqual(['a.py', 'b.py'])
    expect(seen).toEqual([])
    await collect(folder, { ...at, store, extractors: [{ ...reader, revision: 2 }] })
    expect(seen).toHaveLength(2)
  })
  it('what could not be read is a gap at its path', async () => {
    const facts = await collect(makeRepository({ 'big.py': 'x'.repeat(1024 * 1024 + 1), 'lfs.py': 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 9\n', 'big.json': 'x'.repeat(1024 * 1024 + 1) }), at)
    expect(facts.gaps.map((gap) => `${gap.path}: ${gap.what}`).sort()).toEqual(['big.py: large file', 'lfs.py: LFS pointer'])
  })
  it('every file has the SHA that git gives it', async () => {
    const folder = makeRepository({ 'app.py': 'x', 'notes.txt': 'y' })
    const facts = await collect(folder, at)
    for (const path of ['app.py', 'notes.txt']) expect(facts.fileAt(path)?.sha).toBe(git(folder, 'rev-parse', `HEAD:${path}`))
  })
  it('a project folder keeps what rules it from the root', async () => {
    const folder = makeRepository({ 'capstone/app.py': 'a', 'week1/x.py': 'b', '.github/workflows/ci.yml': 'c', 'setup.py': 'd' })
    const facts = await collect(folder, { ...at, project: 'capstone' })
    expect(facts.files.map((file) => file.path)).toEqual(['.github/workflows/ci.yml', 'capstone/app.py', 'setup.py'])
    expect(facts.project).toBe('capstone')
  })
})

it('a changed file on disk is not taken for the one that was committed', async () => {
  const folder = makeRepository({ 'a.py': 'one' })
  const store = memoryFactStore()
  await collect(folder, { store })
  writeFiles(folder, { 'a.py': 'changed' })
  await collect(folder, { store })
  expect(seen).toEqual(['a.py'])
})

it('progress ends with every file', async () => {
  const opened = await openRepository(makeRepository({ 'a.py': '1', 'b.py': '2', 'c.py': '2' }), { at: 'HEAD', takenAt: '' })
  if (!opened.ok) throw new Error(opened.reason)
  const steps: (readonly [number, number])[] = []
  await collectFacts(opened.reader, extractInProcess([reader]), memoryFactStore(), { project: null, capstoneSchema: loadSchema('capstone'), extractors: [reader], onProgress: (done, all) => { steps.push([done, all]) } })
  await opened.reader.close()
  expect(steps).toEqual([[1, 2], [2, 2]])
})

it('a project folder that is not there is refused', async () => {
  await expect(collect(makeRepository({ 'a.py': '' }), { project: 'none' })).rejects.toThrow('there is no such folder')
})

describe('files whose size a list does not say', () => {
  async function collectUnmeasured(files: Readonly<Record<string, string>>, measured: boolean) {
    const opened = await openRepository(makeRepository(files), { at: 'HEAD', takenAt: '2026-01-01T00:00:00Z' })
    if (!opened.ok) throw new Error(opened.reason)
    const { snapshot } = opened.reader
    const unmeasured: typeof opened.reader = {
      ...opened.reader, snapshot: { ...snapshot, tree: snapshot.tree.map((entry) => ({ ...entry, size: null })) },
      identify: (entries) => Promise.resolve(measured ? snapshot.tree.filter(({ path }) => entries.some((entry) => entry.path === path)) : entries),
    }
    const collected = await collectFacts(unmeasured, extractInProcess([reader]), memoryFactStore(), { project: null, capstoneSchema: loadSchema('capstone'), extractors: [reader] })
    await opened.reader.close()
    if (!collected.ok) throw new Error(collected.reason)
    return collected.input
  }
  it('are what they are by their size as soon as that is known', async () => {
    const facts = await collectUnmeasured({ 'app.py': 'x', 'big.json': 'x'.repeat(1024 * 1024 + 1) }, true)
    expect(facts.files.map(({ path, role, size }) => [path, role, size])).toEqual([['app.py', 'code', 1], ['big.json', 'data', 1024 * 1024 + 1]])
    expect(facts.gaps).toEqual([])
  })
  it('are read up to the same bound where nobody knows it, and the rest are gaps', async () => {
    const facts = await collectUnmeasured(Object.fromEntries(Array.from({ length: 52 }, (_, index) => [`module_${index}.py`, `${index}${'x'.repeat(1_000_000)}`])), false)
    expect(facts.files.filter((file) => file.facts !== null)).toHaveLength(50)
    expect(facts.gaps).toHaveLength(2)
    for (const gap of facts.gaps) expect(gap).toMatchObject({ what: 'file', reason: 'the repository holds more files than are read' })
  })
})
