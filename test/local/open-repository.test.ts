import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listPlainFolder } from '../../src/local/list-folder.ts'
import { commitFiles, git, makeBare, makeFolder, makeRepository, writeFiles } from '../support/make-repository.ts'
import { readAll } from '../support/read-all.ts'

const ODD_NAMES = { 'with space.py': 'a', 'line\nfeed.py': 'b', 'größe/模型.py': 'c', '-leading.py': 'd', 'quote".py': 'e', 'tab\t.py': 'f' }

describe('a work tree', () => {
  it('is judged as it lies on disk: changed, new and deleted files, without ignored ones', async () => {
    const folder = makeRepository({ 'app.py': 'old', 'gone.py': 'x', '.gitignore': 'secret.env\n' })
    writeFiles(folder, { 'app.py': 'new', 'untracked.py': 'y', 'secret.env': 'z' })
    rmSync(join(folder, 'gone.py'))
    const read = await readAll(folder)
    expect(read.commit).toBeNull()
    expect(read.texts).toEqual({ '.gitignore': 'secret.env\n', 'app.py': 'new', 'untracked.py': 'y' })
  })

  it('gives every file the SHA that git gives it', async () => {
    const folder = makeRepository({ 'app.py': 'print(1)\n', 'empty.py': '', 'link.py': { link: 'app.py' } })
    const read = await readAll(folder)
    expect(read.shas).toEqual({
      'app.py': git(folder, 'rev-parse', 'HEAD:app.py'), 'empty.py': git(folder, 'rev-parse', 'HEAD:empty.py'), 'link.py': git(folder, 'rev-parse', 'HEAD:link.py'),
    })
  })

  it('does not follow a folder that was replaced by a link', async () => {
    const outside = makeFolder()
    writeFiles(outside, { 'a.py': 'of somebody else' })
    const folder = makeRepository({ 'src/a.py': 'mine', 'b.py': 'x' })
    rmSync(join(folder, 'src'), { recursive: true })
    writeFiles(folder, { src: { link: outside } })
    const read = await readAll(folder)
    expect(read.texts).toEqual({ 'b.py': 'x' })
    expect(read.modes['src']).toBe('symlink')
  })

  it('that is sparse names what it leaves out as gaps', async () => {
    const folder = makeRepository({ 'app.py': 'x', 'far/away.py': 'y' })
    git(folder, 'sparse-checkout', 'set', '--no-cone', 'app.py')
    const read = await readAll(folder)
    expect(read.paths).toEqual(['app.py'])
    expect(read.snapshot.gaps).toEqual([{ what: 'file', path: 'far/away.py', reason: 'this sparse checkout leaves it out' }])
  })

  it('of a linked worktree is read as well', async () => {
    const folder = makeRepository({ 'app.py': '1' })
    const other = join(makeFolder(), 'other')
    git(folder, 'worktree', 'add', '-q', '-b', 'feature', other)
    writeFiles(other, { 'app.py': '2' })
    expect((await readAll(other)).texts).toEqual({ 'app.py': '2' })
    expect((await readAll(other, 'feature')).texts).toEqual({ 'app.py': '1' })
  })

  it('runs nothing that its configuration names', async () => {
    const folder = makeRepository({ 'app.py': 'x', '.gitattributes': '*.py filter=evil diff=evil\n' })
    const trace = join(makeFolder(), 'ran')
    for (const key of ['core.fsmonitor', 'filter.evil.clean', 'filter.evil.smudge', 'diff.evil.textconv', 'core.pager', 'core.sshCommand', 'credential.helper']) git(folder, 'config', key, `touch ${trace}; cat`)
    writeFiles(folder, { '.git/hooks/post-index-change': `#!/bin/sh\ntouch ${trace}\n` })
    chmodSync(join(folder, '.git/hooks/post-index-change'), 0o755)
    writeFiles(folder, { 'app.py': 'changed' })
    await readAll(folder)
    await readAll(folder, 'main')
    expect(existsSync(trace)).toBe(false)
    git(folder, 'status')
    expect(existsSync(trace)).toBe(true)
  })
})

describe('one commit', () => {
  it('is found by abbreviated SHA, branch, remote branch and tag, and read from git alone', async () => {
    const origin = makeRepository({ 'app.py': '1' })
    const first = git(origin, 'rev-parse', 'HEAD')
    git(origin, 'tag', '-a', 'v1', '-m', 'v1')
    git(origin, 'checkout', '-q', '-b', 'feature/tune')
    commitFiles(origin, { 'app.py': '2' })
    git(origin, 'checkout', '-q', 'main')
    const folder = join(makeFolder(), 'clone')
    git(origin, 'clone', '-q', origin, folder)
    writeFiles(folder, { 'app.py': 'on disk' })
    for (const at of [first.slice(0, 8), first, 'main', 'v1', 'HEAD']) {
      const read = await readAll(folder, at)
      expect([at, read.commit, read.texts]).toEqual([at, first, { 'app.py': '1' }])
    }
    expect((await readAll(folder, 'feature/tune')).texts).toEqual({ 'app.py': '2' })
  })

  it('keeps odd names, executables, links, empty and export-ignored files for what they are', async () => {
    const folder = makeRepository({
      ...ODD_NAMES, 'empty.py': '', 'run.sh': '#!/bin/sh\n', 'link.md': { link: '../../etc/passwd' }, 'tests/test_a.py': 't', '.gitattributes': 'tests export-ignore\n',
    })
    git(folder, 'update-index', '--chmod=+x', 'run.sh')
    git(folder, 'commit', '-q', '-m', 'mode')
    const read = await readAll(makeBare(folder))
    expect(read.texts).toEqual({ ...ODD_NAMES, 'empty.py': '', 'run.sh': '#!/bin/sh\n', 'tests/test_a.py': 't', '.gitattributes': 'tests export-ignore\n' })
    expect(read.modes['run.sh']).toBe('executable')
    expect(read.gaps).toEqual({ 'link.md': 'symlink: links are not followed' })
  })

  it('names submodules, files over the cap and missing objects as gaps', async () => {
    const folder = makeRepository({ 'big.py': 'x'.repeat(1024 * 1024 + 1), 'fits.ipynb': 'y'.repeat(1024 * 1024 + 1), 'lost.py': 'lost', 'app.py': 'here' })
    git(folder, 'update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},libs/other`)
    git(folder, 'commit', '-q', '-m', 'submodule')
    const sha = git(folder, 'rev-parse', 'HEAD:lost.py')
    rmSync(join(folder, '.git', 'objects', sha.slice(0, 2), sha.slice(2)))
    const read = await readAll(folder, 'HEAD')
    expect(read.gaps).toEqual({
      'big.py': 'large file: larger than 1 MB', 'lost.py': 'missing object: the object is not in this clone', 'libs/other': 'submodule: its files are kept in another repository',
    })
    expect(Object.keys(read.texts).sort()).toEqual(['app.py', 'fits.ipynb'])
    expect(read.snapshot.gaps.map((gap) => gap.path)).toEqual(['libs/other'])
  })

  it('reads on behind a damaged object', async () => {
    const folder = makeRepository({ 'a.py': 'first', 'b.py': 'damaged '.repeat(50), 'c.py': 'last' })
    const sha = git(folder, 'rev-parse', 'HEAD:b.py')
    const file = join(folder, '.git', 'objects', sha.slice(0, 2), sha.slice(2))
    chmodSync(file, 0o644)
    writeFileSync(file, 'this is no object')
    const read = await readAll(folder, 'HEAD')
    expect(read.texts).toEqual({ 'a.py': 'first', 'c.py': 'last' })
    expect(Object.keys(read.gaps)).toEqual(['b.py'])
  })

  it('of a partial clone is read without fetching what is missing', async () => {
    const origin = makeRepository({ 'app.py': 'x', 'data.csv': '1' })
    git(origin, 'config', 'uploadpack.allowFilter', 'true')
    const bare = makeBare(origin, '--filter=blob:none')
    const read = await readAll(bare)
    expect(read.paths).toEqual(['app.py', 'data.csv'])
    expect(read.gaps['app.py']).toBe('missing object: the object is not in this clone')
  })

  it('is read although a replacement names another', async () => {
    const folder = makeRepository({ 'app.py': 'honest' })
    const first = git(folder, 'rev-parse', 'HEAD')
    const second = commitFiles(folder, { 'app.py': 'replaced' })
    git(folder, 'replace', first, second)
    expect((await readAll(folder, first)).texts).toEqual({ 'app.py': 'honest' })
  })
})

describe('a folder that is no repository', () => {
  it('is walked, without what git and package installers keep', async () => {
    const folder = makeFolder()
    writeFiles(folder, { 'app.py': 'x', 'src/a.py': 'y', 'web/node_modules/m/index.js': 'z', 'old/.git/config': 'q', 'link.py': { link: 'app.py' } })
    const read = await readAll(folder)
    expect(read.texts).toEqual({ 'app.py': 'x', 'src/a.py': 'y' })
    expect(read.commit).toBeNull()
    expect(read.modes['link.py']).toBe('symlink')
  })
  it('is not looked at below a folder that is refused', async () => {
    const folder = makeFolder()
    writeFiles(folder, { 'src/a.py': 'x', 'src/venv/b.py': 'y', 'src/venv/lib/c.py': 'z' })
    const asked: string[] = []
    const { tree, gaps } = await listPlainFolder(folder, (path) => {
      asked.push(path)
      return path !== 'src/venv'
    })
    expect([tree.map(({ path }) => path), gaps, asked]).toEqual([['src/a.py'], [], ['src', 'src/venv']])
  })
  it('inside a repository is judged by itself', async () => {
    const folder = makeRepository({ 'samples/one/app.py': 'x', 'other.py': 'y' })
    expect((await readAll(join(folder, 'samples', 'one'))).paths).toEqual(['app.py'])
  })
})

describe('the snapshot', () => {
  it.each([
    ['https://user:secret@example.org/owner/name.git', 'owner/name'],
    ['git@example.org:owner/name.git', 'owner/name'],
    ['ssh://git@example.org:22/group/owner/name/', 'owner/name'],
  ])('takes its name from the origin %s', async (url, name) => {
    const folder = makeRepository({ 'a.py': '' })
    git(folder, 'remote', 'add', 'origin', url)
    expect((await readAll(folder)).name).toBe(name)
  })
  it.each([
    ['https://user:secret@github.com/owner/name.git', 'https://github.com/owner/name'],
    ['https://ghp_token@github.com/owner/name', 'https://github.com/owner/name'],
    ['git@github.com:owner/na.me.git', 'https://github.com/owner/na.me'],
    ['ssh://git@GitHub.example.edu:22/owner/name/', 'https://github.example.edu/owner/name'],
    ['https://course.ghe.com/owner/name', 'https://course.ghe.com/owner/name'],
    ['https://gitlab.com/owner/name.git', null],
    ['https://github.com.example.org/owner/name', null],
    ['https://github.com/group/owner/name', null],
    ['https://github.com/owner/..', null],
    ['https://github.com/owner/name?x=")', null],
    ['file:///srv/owner/name', null],
  ])('knows the page of the origin %s', async (url, page) => {
    const folder = makeRepository({ 'a.py': '' })
    git(folder, 'remote', 'add', 'origin', url)
    expect((await readAll(folder)).snapshot.url).toBe(page)
  })
  it('takes its name from the folder where no origin says it', async () => {
    const bare = makeBare(makeRepository({ 'a.py': '' }))
    const folder = join(makeFolder(), 'owner+name')
    mkdirSync(folder)
    renameSync(bare, join(folder, 'repo'))
    git(join(folder, 'repo'), 'remote', 'remove', 'origin')
    expect((await readAll(join(folder, 'repo'))).name).toBe('owner/name')
    rmSync(join(folder, 'repo', 'config'))
    expect((await readAll(join(folder, 'repo'))).name).toBe('owner/name')
  })
  it('knows the default branch and every branch, remote ones without their remote', async () => {
    const origin = makeRepository({ 'a.py': '' }, { branch: 'trunk' })
    git(origin, 'branch', 'feature/one')
    const folder = join(makeFolder(), 'clone')
    git(origin, 'clone', '-q', origin, folder)
    git(folder, 'checkout', '-q', '-b', 'mine')
    const { snapshot } = await readAll(folder)
    expect(snapshot.defaultBranch).toBe('trunk')
    expect([...snapshot.branches].sort()).toEqual(['feature/one', 'mine', 'trunk'])
    expect((await readAll(makeBare(origin))).snapshot.defaultBranch).toBe('trunk')
  })
})
