import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { installationToken, sandboxWithApp } from '../support/app-on-sandbox.ts'
import { git, makeFolder } from '../support/make-repository.ts'

const NAME = 'octo-org/churn'

async function installed(): Promise<{ readonly sandbox: Sandbox; readonly token: string; readonly head: string; readonly address: string }> {
  const sandbox = await sandboxWithApp()
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, private: true })
  await sandbox.createRepository('octo-org/other', { files: { 'secret.py': 'B = 1\n' }, private: true })
  const token = await installationToken(sandbox, sandbox.installApp('octo-org', [NAME]).id)
  return { sandbox, token, head: await sandbox.push(NAME, 'main', { files: { 'big.txt': 'x'.repeat(9000) } }), address: new URL(sandbox.url).origin }
}

/** Runs git as a person would, who gives the token as a password; rejects with git's words. */
async function fetchInto(address: string, name: string, token: string | null, ...words: readonly string[]): Promise<string> {
  const folder = makeFolder()
  git(folder, 'init', '-q', '--bare', '.')
  const header = token === null ? [] : ['-c', `http.extraHeader=Authorization: Basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`]
  await promisify(execFile)('git', [...header, 'fetch', '-q', ...words.slice(0, -1), `${address}/${name}.git`, ...words.slice(-1)], { cwd: folder, env: { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' } })
  return folder
}

describe('git over HTTP', () => {
  it.each([['today\'s', []], ['the first', ['-c', 'protocol.version=0']]])('is answered in %s protocol with what the token may read', async (_, settings) => {
    const { token, head, address } = await installed()
    const folder = makeFolder()
    const url = `${address.replace('://', `://x-access-token:${token}@`)}/${NAME}.git`
    await promisify(execFile)('git', [...settings, 'clone', '-q', '--bare', url, join(folder, 'clone')], { env: { PATH: process.env['PATH'], HOME: tmpdir(), GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' } })
    expect(git(join(folder, 'clone'), 'rev-parse', 'HEAD')).toBe(head)
    expect(git(join(folder, 'clone'), 'ls-tree', '--name-only', 'HEAD').split('\n')).toEqual(['app.py', 'big.txt'])
  })
  it('leaves files out where they are not wanted, and gives any commit by its name', async () => {
    const { sandbox, token, head, address } = await installed()
    await sandbox.push(NAME, 'main', { files: { 'later.py': '' } })
    const folder = await fetchInto(address, NAME, token, '--depth=1', '--filter=blob:none', head)
    const objects = git(folder, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)').split('\n').toSorted()
    expect(objects).toEqual(['commit', 'tree'])
  })
  it.each([
    ['no token', NAME, null, /could not read Username|401/],
    ['a wrong token', NAME, 'ghs_wrong', /could not read Username|Authentication failed|401/],
    ['a repository that the token does not reach', 'octo-org/other', '', /not found|404/],
    ['a repository that is not there', 'octo-org/nowhere', '', /not found|404/],
  ])('is refused with %s', async (_, name, wrong, says) => {
    const { token, head, address } = await installed()
    await expect(fetchInto(address, name, wrong === '' ? token : wrong, head)).rejects.toThrow(says)
  })
  it('takes no pushes', async () => {
    const { address } = await installed()
    expect((await fetch(`${address}/${NAME}.git/info/refs?service=git-receive-pack`)).status).toBe(403)
  })
})
