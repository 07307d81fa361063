import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { delimiter, join } from 'node:path'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ClonedTree } from '../../src/flow/ports/repository-port.ts'
import { createCloneTree, type CloneLimits } from '../../src/local/clone-tree.ts'
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { git, makeFolder, makeRepository } from '../support/make-repository.ts'
import { processes } from '../support/processes.ts'
import { sandboxOf, TOKEN } from '../support/sandbox.ts'

const FILES = { 'app/main.py': 'A = 1\n', 'README.md': '# Churn\n' }
const NEVER = new AbortController().signal

afterEach(() => { vi.unstubAllEnvs() })

type Tried = { readonly cloned: ClonedTree; readonly left: readonly string[] }

/** Clones the tree of octo-org/churn from a sandbox; `left` is what stays of it on disk. */
async function clone(folder: string, options: { readonly limits?: Partial<CloneLimits>; readonly token?: string; readonly commit?: string; readonly sandbox?: Partial<SandboxOptions> } = {}): Promise<Tried> {
  const sandbox = await sandboxOf(folder, options.sandbox)
  return cloneFrom(`${new URL(sandbox.url).origin}/octo-org/churn.git`, options.commit ?? git(folder, 'rev-parse', 'HEAD'), options.token, options.limits)
}

async function cloneFrom(url: string, commit: string, token: string = TOKEN, limits: Partial<CloneLimits> = {}): Promise<Tried> {
  const under = makeFolder()
  const cloned = await createCloneTree(limits, under)({ url, token, commit, signal: NEVER })
  return { cloned, left: readdirSync(under) }
}

/** Lets `git` be a script of the shell, for one test. */
function playGit(script: string): void {
  const folder = makeFolder()
  writeFileSync(join(folder, 'git'), `#!/bin/sh\n${script}\n`)
  chmodSync(join(folder, 'git'), 0o755)
  vi.stubEnv('PATH', `${folder}${delimiter}${process.env['PATH'] ?? ''}`)
}

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close(); server.closeAllConnections() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** A tree as git keeps it, with names that git itself would not write. */
function writeTree(folder: string, entries: readonly (readonly [mode: string, name: string | Uint8Array, sha: string])[]): string {
  const file = join(makeFolder(), 'tree')
  writeFileSync(file, Buffer.concat(entries.flatMap(([mode, name, sha]) => [Buffer.from(`${mode} `), Buffer.from(name), Buffer.of(0), Buffer.from(sha, 'hex')])))
  return git(folder, 'hash-object', '-t', 'tree', '-w', '--literally', file)
}

function commitOfTree(folder: string, tree: string): string {
  const commit = git(folder, 'commit-tree', '-m', 'Odd', tree)
  git(folder, 'update-ref', 'refs/heads/main', commit)
  return commit
}

describe('the tree of a commit', () => {
  it('comes whole, without its files, and nothing of it stays', async () => {
    const folder = makeRepository({ ...FILES, 'linked.py': { link: 'app/main.py' } })
    const earlier = git(folder, 'rev-parse', 'HEAD')
    const { cloned, left } = await clone(folder, { commit: earlier })
    expect(cloned).toEqual({ ok: true, tree: ['README.md', 'app/main.py', 'linked.py'].map((path) => ({ path, mode: path === 'linked.py' ? 'symlink' : 'file', sha: git(folder, 'rev-parse', `HEAD:${path}`), size: null })) })
    expect(left).toEqual([])
  })
  it('comes with names that no file on disk could have', async () => {
    const folder = makeRepository(FILES)
    const blob = git(folder, 'rev-parse', 'HEAD:README.md')
    const odd = writeTree(folder, [['100644', '.git', blob], ['100755', '..', blob], ['100644', 'a\tb\n"c"\\', blob], ['120000', Uint8Array.of(0xff, 0x78), blob]])
    const commit = commitOfTree(folder, writeTree(folder, [['40000', '-odd', odd], ['160000', 'libs', commitOfTree(folder, odd)]]))
    const { cloned } = await clone(folder, { commit })
    expect(cloned.ok && cloned.tree.map(({ path, mode }) => [path, mode])).toEqual([
      ['-odd/.git', 'file'], ['-odd/..', 'executable'], ['-odd/a\tb\n"c"\\', 'file'], ['-odd/\ufffdx', 'symlink'], ['libs', 'submodule'],
    ])
  })
})

describe('a limit', () => {
  it('of time ends a server that does not answer', async () => {
    expect(await clone(makeRepository(FILES), { limits: { time: 700 }, sandbox: { plan: ({ kind }) => kind === 'git' ? { kind: 'silence' } : null } }))
      .toEqual({ cloned: { ok: false, trouble: { kind: 'time', seconds: 1 } }, left: [] })
  })
  it('of disk ends what grows past it, and all that git started', async () => {
    // The sleeper holds git's output open: were it not ended too, this would wait for it.
    playGit('for word in "$@"; do case "$word" in --git-dir=*) folder="${word#--git-dir=}";; esac; done\nsleep 600 &\nmkdir -p "$folder/objects/pack"\nwhile :; do head -c 100000 /dev/zero >> "$folder/objects/pack/tmp_pack_1"; sleep 0.05; done')
    expect(await cloneFrom('http://127.0.0.1:1/octo-org/churn.git', 'a'.repeat(40), TOKEN, { disk: 300_000 })).toEqual({ cloned: { ok: false, trouble: { kind: 'size', of: 'folders', bytes: 300_000 } }, left: [] })
  })
  it('of disk holds for what comes at once, too', async () => {
    expect((await clone(makeRepository(FILES), { limits: { disk: 50 } })).cloned).toEqual({ ok: false, trouble: { kind: 'size', of: 'folders', bytes: 50 } })
  })
  it('of entries ends a tree that holds itself ten times, ten times over', async () => {
    const folder = makeRepository(FILES)
    const names = Array.from({ length: 10 }, (_, index) => String(index))
    let tree = writeTree(folder, names.map((name) => ['100644', name, git(folder, 'rev-parse', 'HEAD:README.md')]))
    for (let depth = 0; depth < 9; depth += 1) {
      const below = tree
      tree = writeTree(folder, names.map((name) => ['40000', name, below]))
    }
    expect(await clone(folder, { commit: commitOfTree(folder, tree), limits: { entries: 20_000 } })).toEqual({ cloned: { ok: false, trouble: { kind: 'entries', most: 20_000 } }, left: [] })
  })
  it('of the list\'s length ends long names', async () => {
    expect((await clone(makeRepository({ [`${'long'.repeat(50)}.py`]: '' }), { limits: { output: 200 } })).cloned).toEqual({ ok: false, trouble: { kind: 'size', of: 'list', bytes: 200 } })
  })
  it('of memory ends a folder that is packed far smaller than it is', async () => {
    const folder = makeRepository(FILES)
    const blob = git(folder, 'rev-parse', 'HEAD:README.md')
    const tree = writeTree(folder, Array.from({ length: 60_000 }, (_, index) => ['100644', `${'a'.repeat(40)}${String(index).padStart(6, '0')}`, blob]))
    const commit = commitOfTree(folder, tree)
    expect((await clone(folder, { commit, limits: { memory: 1024 * 1024 } })).cloned).toEqual({ ok: false, trouble: { kind: 'failed' } })
    expect((await clone(folder, { commit })).cloned.ok).toBe(true)
  })
  it('is the end of reading', async () => {
    const leaving = new AbortController()
    const sandbox = await sandboxOf(makeRepository(FILES), { plan: ({ kind }) => { if (kind === 'git') leaving.abort(); return { kind: 'silence' } } })
    const under = makeFolder()
    expect(await createCloneTree({}, under)({ url: `${new URL(sandbox.url).origin}/octo-org/churn.git`, token: TOKEN, commit: 'a'.repeat(40), signal: leaving.signal })).toEqual({ ok: false, trouble: { kind: 'closed' } })
    expect(readdirSync(under)).toEqual([])
  })
})

describe('a token', () => {
  it('stands in no argument of any process, and in no file', async () => {
    const folder = makeRepository(FILES)
    const under = makeFolder()
    const seen: string[] = []
    const files: string[] = []
    const leaving = new AbortController()
    const sandbox = await sandboxOf(folder, { plan: ({ kind }) => {
      if (kind !== 'git') return null
      seen.push(...processes().filter((words) => words.includes(new URL(sandbox.url).host)))
      files.push(...readdirSync(under, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8')))
      leaving.abort()
      return { kind: 'silence' }
    } })
    await createCloneTree({}, under)({ url: `${new URL(sandbox.url).origin}/octo-org/churn.git`, token: TOKEN, commit: git(folder, 'rev-parse', 'HEAD'), signal: leaving.signal })
    // git, and the helper that speaks HTTP.
    expect(seen.length).toBeGreaterThanOrEqual(2)
    expect(files.length).toBeGreaterThanOrEqual(2)
    const secret = Buffer.from(`x-access-token:${TOKEN}`).toString('base64')
    for (const text of [...seen, ...files]) for (const word of [TOKEN, secret]) expect(text).not.toContain(word)
  })
  it('is all that git is given to know of the App', async () => {
    const told = join(makeFolder(), 'told')
    playGit(`env > ${told}; exit 1`)
    for (const [name, value] of [['PRIVATE_KEY', 'secret'], ['HTTPS_PROXY', 'http://127.0.0.1:1'], ['GIT_ASKPASS', 'x'], ['SSH_ASKPASS', 'x']] as const) {
      vi.stubEnv(name, value)
    }
    expect((await cloneFrom('https://github.com/octo-org/churn.git', 'a'.repeat(40))).cloned).toEqual({ ok: false, trouble: { kind: 'failed' } })
    const variables = new Map(readFileSync(told, 'utf8').split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]))
    expect(variables.get('GIT_CONFIG_VALUE_0')).toMatch(/^Authorization: Basic /)
    for (const name of ['PRIVATE_KEY', 'HTTPS_PROXY', 'GIT_ASKPASS', 'SSH_ASKPASS']) expect([name, variables.has(name)]).toEqual([name, false])
    // Where curl looks for passwords.
    expect(variables.get('HOME')).toContain('capstone-coach-trees-')
  })
  it('is not taken to where a server leads', async () => {
    const elsewhere: unknown[] = []
    const other = await serve((request, response) => { elsewhere.push(request.headers); response.writeHead(404).end() })
    const first = await serve((request, response) => { response.writeHead(301, { location: `${other}${request.url ?? ''}` }).end() })
    expect((await cloneFrom(`${first}/octo-org/churn.git`, 'a'.repeat(40))).cloned).toEqual({ ok: false, trouble: { kind: 'refused', status: 301 } })
    expect(elsewhere).toEqual([])
  })
  it.each(['http://github.example/octo-org/churn.git', 'ssh://git@github.com/octo-org/churn.git', 'file:///etc', 'https://user:word@github.com/a/b.git', '--upload-pack=x'])('is not sent to %s', async (url) => {
    const started = join(makeFolder(), 'started')
    playGit(`touch ${started}`)
    expect(await cloneFrom(url, 'a'.repeat(40))).toEqual({ cloned: { ok: false, trouble: { kind: 'failed' } }, left: [] })
    expect(existsSync(started)).toBe(false)
  })
  it('that is refused, and a repository that it does not reach, are told apart', async () => {
    const folder = makeRepository(FILES)
    expect((await clone(folder, { token: 'ghs_expired' })).cloned).toEqual({ ok: false, trouble: { kind: 'refused', status: 401 } })
    expect((await clone(folder, { sandbox: { repositories: [] } })).cloned).toEqual({ ok: false, trouble: { kind: 'refused', status: 404 } })
    expect((await clone(folder, { sandbox: { plan: ({ kind }) => kind === 'git' ? { kind: 'forbidden' } : null } })).cloned).toEqual({ ok: false, trouble: { kind: 'refused', status: 403 } })
  })
})

describe('what cannot be cloned', () => {
  it('is a commit that is not there', async () => {
    expect(await clone(makeRepository(FILES), { commit: 'a'.repeat(40) })).toEqual({ cloned: { ok: false, trouble: { kind: 'failed' } }, left: [] })
  })
  it('is anything where there is no git', async () => {
    vi.stubEnv('PATH', makeFolder())
    expect(await cloneFrom('http://127.0.0.1:1/octo-org/churn.git', 'a'.repeat(40))).toEqual({ cloned: { ok: false, trouble: { kind: 'no-git' } }, left: [] })
  })
})
