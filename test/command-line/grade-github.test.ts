import { expect, it } from 'vitest'
import { runCommandLine } from '../../src/command-line/run.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { makeRepository } from '../support/make-repository.ts'
import { makeOddRepository } from '../support/odd-repository.ts'
import { sandboxOf, TOKEN } from '../support/sandbox.ts'

async function run(words: readonly string[], environment: Readonly<Record<string, string>>): Promise<{ code: number; out: string; err: string; progress: string }> {
  const written = { out: '', err: '', progress: '' }
  const code = await runCommandLine(words, {
    write: (text) => { written.out += text }, warn: (text) => { written.err += text }, progress: (text) => { written.progress += text },
    layout: { width: 80, paint: (_style, text) => text }, inProcess: true,
  }, environment)
  return { code, ...written }
}

const settings = (sandbox: Sandbox) => ({ GITHUB_TOKEN: TOKEN, GITHUB_API_URL: sandbox.url })
const timeless = (json: string): unknown => JSON.parse(json.replace(/"takenAt": "[^"]*"/, '"takenAt": ""'))

it('gives the same record as its clone, whatever its files hold', async () => {
  const folder = makeOddRepository()
  const sandbox = await sandboxOf(folder)
  const clone = await run(['grade', folder, '--at', 'main', '--format', 'json'], {})
  const api = await run(['grade', 'octo-org/churn', '--at', 'main', '--format', 'json'], settings(sandbox))
  expect([clone.code, api.code, api.err]).toEqual([0, 0, ''])
  expect(timeless(api.out)).toEqual(timeless(clone.out))
  // Four to open it, one query for .capstone.yml and one for the rest, and the five files that GraphQL does not give as they are.
  expect(sandbox.requests().map(({ kind }) => kind).sort()).toEqual(['blob', 'blob', 'blob', 'blob', 'blob', 'branches', 'commit', 'graphql', 'graphql', 'repository', 'tree'])
})

it('gives the same record where GitHub cuts its list of files short', async () => {
  const folder = makeOddRepository()
  const clone = await run(['grade', folder, '--at', 'main', '--format', 'json'], {})
  const api = await run(['grade', 'octo-org/churn', '--at', 'main', '--format', 'json'], settings(await sandboxOf(folder, { mostTreeEntries: 3 })))
  expect([clone.code, api.code, api.err]).toEqual([0, 0, ''])
  expect(timeless(api.out)).toEqual(timeless(clone.out))
})

it('understands URLs and remotes of that GitHub, and says how many requests it took', async () => {
  const sandbox = await sandboxOf(makeRepository({ 'a.py': 'A: int = 1\n' }))
  for (const named of ['http://x-access-token:secret@127.0.0.1/octo-org/churn.git', 'git@127.0.0.1:octo-org/churn.git', 'Octo-Org/Churn']) {
    const { code, progress } = await run(['grade', named], settings(sandbox))
    expect([named, code]).toEqual([named, 0])
    expect(progress).toContain('read from GitHub with 5 requests\n')
  }
})

it('asks nobody for a path that is there', async () => {
  const { code, progress } = await run(['grade', 'samples/sentiment-service'], { GITHUB_TOKEN: TOKEN, GITHUB_API_URL: 'http://127.0.0.1:1' })
  expect([code, progress]).toEqual([0, ''])
})

it('sends a token to no host but the one that is set', async () => {
  const sandbox = await sandboxOf(makeRepository({ 'a.py': '' }))
  const { code, err } = await run(['grade', 'https://github.com/octo-org/churn'], settings(sandbox))
  expect(code).toBe(3)
  expect(err).toContain('octo-org/churn: this is on github.com, and the GitHub that is asked is 127.0.0.1\nSay where the API of github.com is, for example: --api-url https://api.github.com')
  expect(sandbox.requests()).toEqual([])
})

it.each([
  ['no token', 'octo-org/churn', { GITHUB_TOKEN: '' }, 'neither GITHUB_TOKEN nor GH_TOKEN is set', 'gh auth token'],
  ['a token that is not accepted', 'octo-org/churn', { GITHUB_TOKEN: 'ghp_old' }, '127.0.0.1 does not accept the token in GITHUB_TOKEN (401)', 'expired'],
  ['a repository that is not there', 'octo-org/chrun', {}, '127.0.0.1 has no such repository, or the token in GITHUB_TOKEN may not see it (404)', 'there is none at octo-org/chrun'],
  ['a page that is no repository', 'https://user:secret@github.com/octo-org/churn/pulls', {}, 'https://github.com/octo-org/churn/pulls: this is not the address of a repository', 'Give owner/name'],
])('ends with 3 for %s, and the message says what to do', async (_, named, environment, says, todo) => {
  const sandbox = await sandboxOf(makeRepository({ 'a.py': '' }))
  const { code, out, err } = await run(['grade', named], { ...settings(sandbox), ...environment })
  expect([code, out]).toEqual([3, ''])
  expect(err).toContain(says)
  expect(err).toContain(todo)
  expect(err).not.toMatch(/ghp_old|secret/)
})

it('shows the token nowhere, in one report or in several', async () => {
  const sandbox = await sandboxOf(makeRepository({ 'README.md': '# No Python\n' }))
  for (const words of [['grade', `http://x:${TOKEN}@127.0.0.1/octo-org/churn`], ['grade', `http://x:${TOKEN}@127.0.0.1/octo-org/churn`, 'octo-org/other']]) {
    const { code, out, err, progress } = await run(words, settings(sandbox))
    expect(code).toBe(3)
    expect(out + err + progress).toContain('octo-org/churn')
    expect(out + err + progress).not.toContain(TOKEN)
  }
})

it('ends with 3 where GitHub cannot be reached', async () => {
  const sandbox = await sandboxOf(makeRepository({ 'a.py': '' }))
  await sandbox.close()
  const { code, err } = await run(['grade', 'octo-org/churn'], settings(sandbox))
  expect(code).toBe(3)
  expect(err).toContain('octo-org/churn: 127.0.0.1 cannot be reached (ECONNREFUSED)\nCheck the network, then run this again, or judge a clone.')
})

it('ends with 3 where a limit is met while files are read, rather than judging half of them', async () => {
  const plan = ({ number }: { readonly number: number }) => number > 4 ? { kind: 'secondary-limit', retryAfter: 3600 } as const : null
  const { code, out, err } = await run(['grade', 'octo-org/churn'], settings(await sandboxOf(makeRepository({ 'a.py': 'A = 1\n' }), { plan })))
  expect([code, out]).toEqual([3, ''])
  expect(err).toMatch(/octo-org\/churn: 127\.0\.0\.1 asks to send nothing until .+ UTC \(secondary rate limit\)\nRun this again then, or judge a clone\./)
})
