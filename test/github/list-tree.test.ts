import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { CHECKS } from '../../src/checks/list.ts'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { extractInProcess } from '../../src/extract/extract-in-process.ts'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import { indexRepository } from '../../src/facts/repository-facts.ts'
import { collectFacts } from '../../src/flow/reading/collect-facts.ts'
import type { Opened } from '../../src/flow/ports/repository-port.ts'
import { createCloneTree } from '../../src/local/clone-tree.ts'
import type { Trouble } from '../../src/sandbox/trouble.ts'
import { git, makeRepository } from '../support/make-repository.ts'
import { makeOddRepository } from '../support/odd-repository.ts'
import { readOpened } from '../support/read-all.ts'
import { openOn, sandboxOf } from '../support/sandbox.ts'

const modules = (folder: string, count: number) => Object.fromEntries(Array.from({ length: count }, (_, index) => [`${folder}/module_${index}.py`, `NUMBER = ${index}\n`]))

async function standings(opened: Opened): Promise<ReadonlySet<string>> {
  if (!opened.ok) throw new Error(opened.reason)
  const collected = await collectFacts(opened.reader, extractInProcess(), memoryFactStore(), { project: null, capstoneSchema: loadSchema('capstone') })
  if (!collected.ok) throw new Error(collected.reason)
  return new Set(judgeAll(CHECKS, indexRepository(collected.input)).judged.map(({ finding }) => finding.standing))
}

describe('a list of files that GitHub cuts short', () => {
  it('is asked for folder by folder, and complete in the end', async () => {
    const folder = makeRepository({ ...modules('src/one', 4), ...modules('src/two/deep', 4), 'README.md': '# Read\n', '.github/workflows/ci.yml': 'on: push\n' })
    const sandbox = await sandboxOf(folder, { mostTreeEntries: 6 })
    const read = await readOpened(await openOn(sandbox))
    expect(read.paths).toEqual(git(folder, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n'))
    expect(read.snapshot.gaps).toEqual([])
    // The whole, the root alone, .github, src (again cut), src alone, src/one, src/two.
    expect(sandbox.requests().filter(({ kind }) => kind === 'tree')).toHaveLength(7)
  })

  it('leaves the folder that stays cut as a gap, so that nothing is held against what may lie there', async () => {
    const opened = await openOn(await sandboxOf(makeRepository({ ...modules('src', 20), 'app.py': 'A = 1\n' }), { mostTreeEntries: 10 }))
    expect(opened.ok && opened.reader.snapshot.gaps).toEqual([{ what: 'file list', path: 'src', reason: 'GitHub cut its list of files short' }])
    const seen = await standings(opened)
    expect(seen).toContain('unknown')
    expect(seen).not.toContain('missing')
  })

  it('says nothing about the project where only an environment is cut', async () => {
    const opened = await openOn(await sandboxOf(makeRepository({ ...modules('venv/lib/python3.11/site-packages/numpy', 20), 'venv/pyvenv.cfg': '', 'app.py': 'A = 1\n' }), { mostTreeEntries: 10 }))
    expect(opened.ok && opened.reader.snapshot.gaps.map(({ path }) => path)).toEqual(['venv/lib/python3.11/site-packages/numpy'])
    expect(await standings(opened)).toContain('missing')
  })

  it('is asked for a bounded number of times, and what is left is one gap for each folder around it', async () => {
    const folders = Object.assign({}, ...Array.from({ length: 110 }, (_, index) => modules(`packages/package_${index}`, 1))) as Readonly<Record<string, string>>
    const sandbox = await sandboxOf(makeRepository({ ...folders, 'app.py': 'A = 1\n' }), { mostTreeEntries: 150 })
    const opened = await openOn(sandbox)
    expect(sandbox.requests().filter(({ kind }) => kind === 'tree')).toHaveLength(101)
    expect(opened.ok && opened.reader.snapshot.gaps).toEqual([{ what: 'file list', path: 'packages', reason: 'GitHub cut its list of files short' }])
    expect(await standings(opened)).toContain('unknown')
  })

  it('says nothing about the project where only data are cut', async () => {
    const pictures = Object.assign({}, ...Array.from({ length: 120 }, (_, index) => ({ [`data/train/class_${index}/1.jpg`]: 'x' }))) as Readonly<Record<string, string>>
    const opened = await openOn(await sandboxOf(makeRepository({ ...pictures, 'app.py': 'A = 1\n' }), { mostTreeEntries: 125 }))
    expect(opened.ok && opened.reader.snapshot.gaps.map(({ path }) => path)).toEqual(['data/train'])
    expect(await standings(opened)).toContain('missing')
  })
})

describe('a list of files that GitHub cuts short, where git can fetch it', () => {
  const folders = Object.assign({}, ...Array.from({ length: 110 }, (_, index) => modules(`packages/package_${index}`, 1))) as Readonly<Record<string, string>>

  it('is complete, for one request more than where it is not cut', async () => {
    const folder = makeRepository({ ...folders, 'app.py': 'A = 1\n' })
    const whole = await openOn(await sandboxOf(folder))
    const sandbox = await sandboxOf(folder, { mostTreeEntries: 150 })
    const opened = await openOn(sandbox, null, { cloneTree: createCloneTree() })
    const read = await readOpened(opened)
    expect(read.paths).toEqual(git(folder, 'ls-tree', '-r', '--name-only', 'HEAD').split('\n'))
    expect(read.snapshot.gaps).toEqual([])
    expect(sandbox.requests().filter(({ kind }) => kind === 'tree')).toHaveLength(1)
    // What reading the same files takes besides is the same.
    await readOpened(whole)
    expect(opened.requests()).toBe(whole.requests() + 1)
    expect(await standings(await openOn(sandbox, null, { cloneTree: createCloneTree() }))).not.toContain('unknown')
  })

  it('has every entry as the API lists it, however odd, with the sizes that the cut list told', async () => {
    const odd = makeOddRepository()
    const read = await readOpened(await openOn(await sandboxOf(odd), 'main'))
    const cut = await readOpened(await openOn(await sandboxOf(odd, { mostTreeEntries: 9 }), 'main', { cloneTree: createCloneTree() }))
    const withoutSize = ({ snapshot }: typeof read) => snapshot.tree.map(({ path, mode, sha }) => ({ path, mode, sha }))
    expect(withoutSize(cut)).toEqual(withoutSize(read))
    expect(cut.snapshot.tree.filter(({ size }) => size !== null).length).toBeGreaterThan(0)
    for (const [index, { size }] of cut.snapshot.tree.entries()) if (size !== null) expect(size).toBe(read.snapshot.tree[index]?.size)
    // Also what a file holds, and that one is too large, before all of it was sent.
    expect([cut.texts, cut.gaps]).toEqual([read.texts, read.gaps])
  })

  it('is found under a repository\'s present name', async () => {
    const sandbox = await sandboxOf(makeRepository({ 'app.py': 'A = 1\n', 'b/c.py': '' }), { mostTreeEntries: 1 })
    sandbox.renameRepository('octo-org/churn', 'retention')
    const read = await readOpened(await openOn(sandbox, null, { cloneTree: createCloneTree() }))
    expect([read.paths, read.snapshot.gaps]).toEqual([['app.py', 'b/c.py'], []])
  })

  it.each<[string, Trouble, Parameters<typeof createCloneTree>[0], string]>([
    ['the server refuses', { kind: 'forbidden' }, {}, 'and refused it to git (403)'],
    ['a gateway fails', { kind: 'bad-gateway' }, {}, 'and refused it to git (502)'],
    ['the connection is cut', { kind: 'hang-up' }, {}, 'and git could not fetch it'],
    ['takes too long', { kind: 'silence' }, { time: 900 }, 'and fetching it with git took longer than 1 s'],
    ['is too much', { kind: 'slow', milliseconds: 1 }, { disk: 60 }, 'and what git fetches of it is larger than 0 MB'],
    ['holds too many', { kind: 'slow', milliseconds: 1 }, { entries: 100 }, 'and it holds more than 100 files'],
  ])('is asked for folder by folder where that %s, and what is left says why', async (_, trouble, limits, says) => {
    const sandbox = await sandboxOf(makeRepository({ ...folders, 'app.py': 'A = 1\n' }), { mostTreeEntries: 150, plan: ({ kind }) => kind === 'git' ? trouble : null })
    const opened = await openOn(sandbox, null, { cloneTree: createCloneTree(limits) })
    if (!opened.ok) throw new Error(opened.reason)
    expect(opened.reader.snapshot.gaps).toEqual([{ what: 'file list', path: 'packages', reason: `GitHub cut its list of files short, ${says}` }])
    expect(opened.reader.snapshot.tree.length).toBeGreaterThan(90)
    expect(await standings(opened)).toContain('unknown')
  })
})
