import { describe, expect, it } from 'vitest'
import { ask, installationToken, sandboxWithApp } from '../support/app-on-sandbox.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts'
import type { Trouble } from '../../src/sandbox/trouble.ts'

const NAME = 'octo-org/churn'

async function installed(options: SandboxOptions): Promise<{ sandbox: Sandbox; token: string; head: string }> {
  const sandbox = await sandboxWithApp(options)
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n', 'b/c.py': '' } })
  const token = await installationToken(sandbox, sandbox.installApp('octo-org').id)
  return { sandbox, token, head: await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' } }) }
}

describe('what the plan lets go wrong with one operation', () => {
  const failing = (operation: string, trouble: Trouble): Promise<{ sandbox: Sandbox; token: string; head: string }> => installed({ plan: (request) => (request.operation === operation ? trouble : null) })
  it.each([
    ['a secondary limit', { kind: 'secondary-limit', retryAfter: 7 }, 403, '7'],
    ['too many requests', { kind: 'too-many', retryAfter: 9 }, 429, '9'],
    ['a bad gateway', { kind: 'bad-gateway' }, 502, null],
  ] as const)('%s', async (_, trouble, status, after) => {
    const { sandbox, token } = await failing('GET /repos/{owner}/{repo}', trouble)
    const response = await fetch(`${sandbox.url}/repos/${NAME}`, { headers: { authorization: `Bearer ${token}` } })
    expect([response.status, response.headers.get('retry-after')]).toEqual([status, after])
    expect((await ask(sandbox, token, `GET /repos/${NAME}/branches`)).status).toBe(200)
  })
  it('an answer that is lost after the work was done', async () => {
    const { sandbox, token, head } = await failing('POST /repos/{owner}/{repo}/check-runs', { kind: 'answer-lost' })
    await expect(ask(sandbox, token, `POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: head, external_id: 'x' })).rejects.toThrow('fetch failed')
    expect((await ask(sandbox, token, `GET /repos/${NAME}/commits/${head}/check-runs`)).body).toMatchObject({ check_runs: [{ external_id: 'x' }] })
  })
  it('a slow answer is whole', async () => {
    const { sandbox, token } = await failing('GET /repos/{owner}/{repo}', { kind: 'slow', milliseconds: 5 })
    expect((await ask(sandbox, token, `GET /repos/${NAME}`)).status).toBe(200)
  })
  it('a list of files that is cut', async () => {
    const { sandbox, token, head } = await failing('GET /repos/{owner}/{repo}/git/trees/{tree_sha}', { kind: 'truncated-tree' })
    expect((await ask(sandbox, token, `GET /repos/${NAME}/git/trees/${head}?recursive=1`)).body).toMatchObject({ truncated: true, tree: { length: 1 } })
  })
  it('a text that GraphQL cuts', async () => {
    const { sandbox, token } = await failing('POST /graphql', { kind: 'truncated-text' })
    const tree = (await ask(sandbox, token, `GET /repos/${NAME}/git/trees/main`)).body['tree'] as readonly { readonly path: string; readonly sha: string }[]
    const query = `{ repository(owner: "octo-org", name: "churn") { object(oid: "${tree.find(({ path }) => path === 'app.py')?.sha ?? ''}") { ... on Blob { byteSize isTruncated text } } } }`
    const answer = await fetch(sandbox.url.replace(/v3$/, 'graphql'), { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify({ query }) })
    expect(await answer.json()).toEqual({ data: { repository: { object: { byteSize: 6, isTruncated: true, text: 'A' } } } })
  })
  it('a check run that names no pull requests', async () => {
    const { sandbox, token } = await failing('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', { kind: 'empty-pull-requests' })
    const sha = await sandbox.push(NAME, 'mine', { files: { 'd.py': '' } })
    await sandbox.openPullRequest(NAME, { title: 'Mine', head: 'mine' })
    const made = await ask(sandbox, token, `POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: sha })
    expect(made.body['pull_requests']).toHaveLength(1)
    expect((await ask(sandbox, token, `GET /repos/${NAME}/commits/${sha}/check-runs`)).body).toMatchObject({ check_runs: [{ pull_requests: [] }] })
  })
})

it('the hour\'s requests are counted down, and refused when they are used up', async () => {
  const { sandbox, token } = await installed({ limits: { requestsAnHour: 2 }, now: () => 7_200_000_000 })
  const left = async (): Promise<unknown> => { const { status, headers } = await ask(sandbox, token, `GET /repos/${NAME}`); return [status, headers.get('x-ratelimit-remaining'), headers.get('x-ratelimit-reset')] }
  expect([await left(), await left(), await left()]).toEqual([[200, '1', '7203600'], [200, '0', '7203600'], [403, '0', '7203600']])
})

it('what is written for others is limited by the minute where a test sets it', async () => {
  let now = 7_200_000_000
  const { sandbox, token } = await installed({ limits: { contentAMinute: 1 }, now: () => now })
  const { number } = sandbox.openIssue(NAME, 'One', '')
  const write = async (): Promise<unknown> => { const { status, headers } = await ask(sandbox, token, `POST /repos/${NAME}/issues/${number}/comments`, { body: 'x' }); return [status, headers.get('retry-after')] }
  expect([await write(), await write()]).toEqual([[201, null], [403, '60']])
  now += 60_001
  expect(await write()).toEqual([201, null])
})
