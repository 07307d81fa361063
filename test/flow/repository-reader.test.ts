import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Opened } from '../../src/flow/ports/repository-port.ts'
import { openRepository } from '../../src/local/open-repository.ts'
import { git, makeRepository } from '../support/make-repository.ts'
import { makeOddRepository, ODD_FILES } from '../support/odd-repository.ts'
import { readOpened } from '../support/read-all.ts'
import { openOn, sandboxOf } from '../support/sandbox.ts'

type Open = (folder: string, at?: string) => Promise<Opened>
const options = { takenAt: '2026-01-01T00:00:00Z' }

const READERS: readonly (readonly [string, Open])[] = [
  ['a commit of a work tree', (folder, at = 'HEAD') => openRepository(folder, { ...options, at })],
  ['a bare repository', (folder, at) => openRepository(join(folder, '.git'), { ...options, at: at ?? null })],
  ['GitHub', async (folder, at) => openOn(await sandboxOf(folder), at ?? null)],
]

let odd = ''
beforeAll(() => {
  odd = makeOddRepository(mkdtempSync(join(tmpdir(), 'capstone-coach-test-')))
  return () => { rmSync(odd, { recursive: true, force: true }) }
})

describe.each(READERS)('reading %s', (_, open) => {
  it('lists every entry as git does, with its kind and SHA', async () => {
    const read = await readOpened(await open(odd, 'main'))
    const listed = git(odd, 'ls-tree', '-r', '-z', 'main').split('\0').filter((line) => line !== '').map((line) => {
      const [mode = '', , sha = ''] = line.slice(0, line.indexOf('\t')).split(' ')
      return { mode: { 100644: 'file', 100755: 'executable', 120000: 'symlink', 160000: 'submodule' }[mode], sha, path: line.slice(line.indexOf('\t') + 1) }
    })
    expect(read.snapshot.tree.map(({ mode, sha, path }) => ({ mode, sha, path }))).toEqual(listed)
  })

  it('gives every file exactly as it was committed, once', async () => {
    const read = await readOpened(await open(odd, 'main'))
    expect(read.readings).toBe(read.paths.length)
    const readable = Object.entries(ODD_FILES).filter(([path]) => path !== 'huge.py' && path !== 'linked.py')
    expect([...read.bytes.keys()].sort()).toEqual(readable.map(([path]) => path).sort())
    for (const [path, content] of readable) expect([path, Buffer.compare(read.bytes.get(path) ?? Buffer.of(1), Buffer.from(content as string))]).toEqual([path, 0])
  })

  it('knows the size of every file before it is read', async () => {
    const read = await readOpened(await open(odd, 'main'))
    expect(Object.fromEntries(read.snapshot.tree.filter((entry) => read.bytes.has(entry.path)).map((entry) => [entry.path, entry.size])))
      .toEqual(Object.fromEntries([...read.bytes].map(([path, bytes]) => [path, bytes.length])))
  })

  it('names what it does not read, and why', async () => {
    const read = await readOpened(await open(odd, 'main'))
    expect(read.gaps).toEqual({ 'huge.py': 'large file: larger than 1 MB', 'linked.py': 'symlink: links are not followed', 'libs/other': 'submodule: its files are kept in another repository' })
    expect(read.snapshot.gaps).toEqual([{ what: 'submodule', path: 'libs/other', reason: 'its files are kept in another repository' }])
  })

  it('takes an object that is not there for a gap', async () => {
    const folder = makeRepository({ 'app.py': 'here', 'lost.py': 'lost' })
    const sha = git(folder, 'rev-parse', 'HEAD:lost.py')
    rmSync(join(folder, '.git', 'objects', sha.slice(0, 2), sha.slice(2)))
    const read = await readOpened(await open(folder, 'main'))
    expect(read.texts).toEqual({ 'app.py': 'here' })
    expect(read.gaps['lost.py']).toMatch(/^missing object: /)
  })

  it('finds a commit by SHA, by its beginning, by branch and by tag', async () => {
    const [main, tuned] = [git(odd, 'rev-parse', 'main'), git(odd, 'rev-parse', 'feature/tune-c')]
    for (const [at, commit] of [[main, main], [main.slice(0, 8), main], ['main', main], ['v1', main], ['HEAD', main], ['feature/tune-c', tuned], [tuned, tuned]] as const) {
      const opened = await open(odd, at)
      expect([at, opened.ok ? opened.reader.snapshot.commit : opened.reason]).toEqual([at, commit])
    }
  })

  it('takes the default branch where no commit is named, and knows all branches', async () => {
    const { snapshot } = await readOpened(await open(odd))
    expect(snapshot).toMatchObject({ commit: git(odd, 'rev-parse', 'main'), defaultBranch: 'main', branches: ['Zebra', 'feature/tune-c', 'main'] })
  })

  it.each([
    ['tune', 'tune: the repository has no such commit, branch or tag', 'Nearest: feature/tune-c.'],
    ['deadbee', 'deadbee: the repository has no such commit, branch or tag', 'Its branches: Zebra, feature/tune-c, main.'],
    ['main..HEAD', 'main..HEAD: ', 'Nearest: main.'],
    ['--upload-pack=x', '--upload-pack=x: this does not name a commit', 'Give a commit\'s SHA, a branch or a tag.'],
    ['a b', 'a b: this does not name a commit', 'Give a commit\'s SHA, a branch or a tag.'],
  ])('refuses %s and says what there is', async (at, reason, hint) => {
    const opened = await open(odd, at)
    if (opened.ok) throw new Error('it opened')
    expect(opened.reason).toContain(reason)
    expect(opened.hint).toBe(hint)
  })

  it('refuses a repository without commits', async () => {
    const opened = await open(makeRepository({}))
    expect(opened).toMatchObject({ ok: false, hint: 'Commit and push something first, then run this again.' })
  })
})
