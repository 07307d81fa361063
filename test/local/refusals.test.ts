import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { commitFiles, git, makeBare, makeFolder, makeRepository, writeFiles } from '../support/make-repository.ts'
import { refusalOf } from '../support/read-all.ts'

describe('what cannot be read says why and what to do', () => {
  it('a path that is not there', async () => {
    expect(await refusalOf('/no/such/place')).toBe('/no/such/place: there is no such folder | Check the path; it is read from the folder you are in.')
  })
  it('a file', async () => {
    const folder = makeFolder()
    writeFiles(folder, { 'a.py': '' })
    expect(await refusalOf(join(folder, 'a.py'))).toContain(`this is a file, not a folder | Give the repository's folder, for example ${folder}`)
  })
  it('an empty folder', async () => { expect(await refusalOf(makeFolder())).toContain('the folder holds no files') })
  it('a commit of a folder that is no repository', async () => {
    const folder = makeFolder()
    writeFiles(folder, { 'a.py': '' })
    expect(await refusalOf(folder, 'main')).toContain('--at needs a git repository')
  })
  it('a repository without commits', async () => {
    const folder = makeRepository({})
    expect(await refusalOf(folder)).toContain('the repository is empty')
    expect(await refusalOf(folder, 'HEAD')).toContain('it has no commits | Commit and push something first')
    expect(await refusalOf(makeBare(folder))).toContain('it has no commits')
  })
  it('a commit that is not there, with the nearest names', async () => {
    const folder = makeRepository({ 'a.py': '' })
    git(folder, 'branch', 'feature/tune-c')
    expect(await refusalOf(folder, 'tune')).toContain('the repository has no such commit, branch or tag | Nearest: feature/tune-c.')
    expect(await refusalOf(folder, 'zzz')).toContain('Its branches: feature/tune-c, main.')
    expect(await refusalOf(folder, '1234567')).toContain('no such commit')
  })
  it('a SHA that more than one commit begins with', async () => {
    const folder = makeRepository({ 'a.py': '' })
    const seen = new Map<string, number>()
    let prefix = ''
    for (let count = 0; prefix === '' && count < 2000; count += 1) {
      const start = git(folder, 'commit-tree', '-m', String(count), 'HEAD^{tree}').slice(0, 4)
      if (seen.has(start)) prefix = start
      seen.set(start, count)
    }
    expect(await refusalOf(folder, prefix)).toContain('more than one commit begins so')
  })
  it('a commit that a shallow clone left out', async () => {
    const origin = makeRepository({ 'a.py': '1' })
    const first = git(origin, 'rev-parse', 'HEAD')
    commitFiles(origin, { 'a.py': '2' })
    expect(await refusalOf(makeBare(origin, '--depth=1'), first.slice(0, 8))).toContain('this clone is shallow and does not hold the commit | Fetch the whole history first: git fetch --unshallow')
  })
  it('a damaged repository', async () => {
    const folder = makeRepository({ 'a.py': '1' })
    writeFileSync(join(folder, '.git', 'index'), 'no index')
    expect(await refusalOf(folder)).toContain('git cannot read the repository')
    const tree = git(folder, 'rev-parse', 'HEAD^{tree}')
    rmSync(join(folder, '.git', 'objects', tree.slice(0, 2), tree.slice(2)))
    expect(await refusalOf(folder, 'HEAD')).toContain('its files cannot be listed')
  })
  it.each(['--upload-pack=touch x', '-h', 'HEAD:a.py', 'a b', '', 'main..HEAD~5', '^main'])('a name that is none: %s', async (at) => {
    expect(await refusalOf(makeRepository({ 'a.py': '' }), at)).toMatch(/does not name a commit|no such commit/)
  })
})
