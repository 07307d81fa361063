import { describe, expect, it } from 'vitest'
import type { FromGitHub } from '../../../src/flow/ports/github-ports.ts'
import { CHURN, HEAD, HOSTED, installationPort, toInstallation, withoutNetwork } from '../../support/github-app.ts'

withoutNetwork()

const REPO = '/repos/octo-org/churn'

function value<Value>(answer: FromGitHub<Value>): Value {
  if (!answer.ok) throw new Error(answer.trouble.says)
  return answer.value
}

const branchAnswer = (fields: object = {}): object => ({
  data: { repository: { databaseId: 5, nameWithOwner: 'octo-org/churn', isArchived: false, visibility: 'PRIVATE', defaultBranchRef: { name: 'main' }, ref: { target: { oid: HEAD } }, refs: { nodes: [{ name: 'main' }, { name: 'Zebra' }], pageInfo: { hasNextPage: false } }, ...fields } },
})
const pullAnswer = (fields: object = {}): object => ({
  number: 12, state: 'open', merged: false, draft: true, merge_commit_sha: 'd'.repeat(40), user: { id: 3, login: 'ada' },
  head: { sha: HEAD, ref: 'patch', repo: { id: 99 } }, base: { sha: 'c'.repeat(40), ref: 'main', repo: CHURN }, ...fields,
})

describe('the head of a branch', () => {
  it('comes with its repository as it is now', async () => {
    const github = await installationPort()
    toInstallation().post('/graphql', (body: { variables?: unknown }) => JSON.stringify(body.variables) === JSON.stringify({ owner: 'octo-org', name: 'churn', ref: 'refs/heads/feature/a' })).reply(200, branchAnswer({ isArchived: true, defaultBranchRef: { name: 'trunk' } }))
    expect(value(await github.branchHead(HOSTED, 'feature/a'))).toEqual({ repository: { ...HOSTED, archived: true, defaultBranch: 'trunk' }, commit: HEAD, branch: 'feature/a', pull: null })
  })
  it('that is not there is gone', async () => {
    const github = await installationPort()
    toInstallation().post('/graphql').reply(200, branchAnswer({ ref: null }))
    expect(await github.branchHead(HOSTED, 'x')).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
  })
  it.each([
    ['was given another name', { data: { repository: null }, errors: [{ type: 'NOT_FOUND', message: 'Could not resolve to a Repository' }] }],
    ['lost its name to another one', branchAnswer({ databaseId: 6 })],
  ])('is found by the id of a repository that %s', async (_, first) => {
    const github = await installationPort()
    toInstallation().post('/graphql').reply(200, first)
    toInstallation().get('/repositories/5').reply(200, { ...CHURN, name: 'churn-2', owner: { id: 10, login: 'ada' } })
    toInstallation().post('/graphql').reply(200, branchAnswer({ nameWithOwner: 'ada/churn-2' }))
    expect(value(await github.branchHead(HOSTED, 'main')).repository).toMatchObject({ id: 5, owner: 'ada', ownerId: 10, name: 'churn-2' })
  })
})

describe('a pull request', () => {
  it('from a fork has a head in another repository', async () => {
    const github = await installationPort()
    toInstallation().get(`${REPO}/pulls/12`).reply(200, pullAnswer())
    expect(value(await github.pullRequest(HOSTED, 12))).toEqual({
      repository: HOSTED, commit: HEAD, branch: 'patch',
      pull: { number: 12, state: 'open', merged: false, draft: true, author: { id: 3, login: 'ada' }, head: { sha: HEAD, branch: 'patch', repositoryId: 99 }, base: { branch: 'main', sha: 'c'.repeat(40) }, mergeSha: 'd'.repeat(40) },
    })
  })
  it('of a repository that was renamed is found', async () => {
    const github = await installationPort()
    toInstallation().get(`${REPO}/pulls/12`).reply(301, { message: 'Moved Permanently' }, { location: 'https://api.github.com/repositories/5/pulls/12' }).get('/repositories/5/pulls/12').reply(200, pullAnswer({ base: { sha: HEAD, ref: 'main', repo: { ...CHURN, name: 'churn-2' } } }))
    expect(value(await github.pullRequest(HOSTED, 12)).repository.name).toBe('churn-2')
  })
  it('is found by its head, wherever that lies', async () => {
    const github = await installationPort()
    toInstallation().get(`${REPO}/pulls`).query(({ state, page }) => state === 'open' && page === '1').reply(200, [pullAnswer({ number: 13, head: { sha: 'e'.repeat(40), ref: 'x', repo: null } }), pullAnswer()])
    expect(value(await github.openPullRequests(HOSTED, HEAD)).map(({ number }) => number)).toEqual([12])
  })
})

describe('runs of workflows', () => {
  const run = (id: number, fields: object = {}): object => ({
    id, run_attempt: 2, name: 'CI', path: '.github/workflows/ci.yml@main', event: 'push', head_branch: 'main', head_sha: HEAD, status: 'completed', conclusion: 'failure',
    html_url: `https://github.com/octo-org/churn/actions/runs/${id}`, created_at: '2026-03-01T12:00:00Z', updated_at: '2026-03-01T12:01:00Z', ...fields,
  })
  const jobs = { total_count: 1, jobs: [{ id: 61, name: 'test', status: 'completed', conclusion: 'failure', html_url: 'https://github.com/x', started_at: '2026-03-01T12:00:00Z', completed_at: null, steps: [{ number: 2, name: 'pytest', status: 'completed', conclusion: 'odd' }, { number: 1, name: 'setup', status: 'completed', conclusion: 'success' }] }] }
  const runs = (...list: readonly object[]): void => { toInstallation().get(`${REPO}/actions/runs`).query(({ head_sha }) => head_sha === HEAD).reply(200, { total_count: list.length, workflow_runs: list }) }
  it('come with the jobs of those that have ended, in their order, at one request each', async () => {
    const github = await installationPort()
    runs(run(42, { status: 'in_progress', conclusion: null }), run(41))
    toInstallation().get(`${REPO}/actions/runs/41/jobs`).query(({ filter }) => filter === 'latest').reply(200, jobs)
    const found = value(await github.runs(HOSTED, HEAD, []))
    expect(found).toMatchObject([{ id: 41, attempt: 2, path: '.github/workflows/ci.yml', conclusion: 'failure', createdAt: Date.parse('2026-03-01T12:00:00Z') }, { id: 42, status: 'in_progress', conclusion: null, jobs: null }])
    expect(found[0]?.jobs?.[0]?.steps.map((step) => [step.name, step.conclusion])).toEqual([['setup', 'success'], ['pytest', 'neutral']])
    expect(github.requests()).toBe(3)
    runs(run(41))
    expect(value(await github.runs(HOSTED, HEAD, found))[0]?.jobs).toEqual(found[0]?.jobs)
    expect(github.requests()).toBe(4)
    runs(run(41, { run_attempt: 3 }))
    toInstallation().get(`${REPO}/actions/runs/41/jobs`).query(true).reply(200, { total_count: 0, jobs: [] })
    expect(value(await github.runs(HOSTED, HEAD, found))[0]?.jobs).toEqual([])
  })
  it('are not half known where a limit comes between', async () => {
    const github = await installationPort()
    runs(run(41))
    toInstallation().get(`${REPO}/actions/runs/41/jobs`).query(true).reply(429, {})
    expect(await github.runs(HOSTED, HEAD, [])).toMatchObject({ ok: false, trouble: { kind: 'limited' } })
  })
})

describe('deployments', () => {
  it('are the newest of each environment with its newest status', async () => {
    const github = await installationPort()
    const deployment = (id: number, environment: string): object => ({ id, sha: HEAD, ref: 'main', environment, created_at: '2026-03-01T12:00:00Z' })
    const ofAnother = { ...deployment(34, 'production'), sha: 'b'.repeat(40) }
    toInstallation().get(`${REPO}/deployments`).query(({ sha }) => sha === undefined).reply(200, [ofAnother, deployment(33, 'production'), deployment(32, 'staging'), deployment(31, 'production')])
    const status = (id: number, state: string, url: string): object => ({ id, state, environment_url: url, log_url: '', created_at: '2026-03-01T12:05:00Z' })
    toInstallation().get(`${REPO}/deployments/33/statuses`).query(true).reply(200, [status(2, 'success', 'https://churn.example'), status(1, 'in_progress', '')])
    toInstallation().get(`${REPO}/deployments/32/statuses`).query(true).reply(200, [])
    expect(value(await github.deployments(HOSTED, HEAD))).toMatchObject([
      { id: 32, environment: 'staging', state: null, url: null, statedAt: null },
      { id: 33, environment: 'production', state: 'success', url: 'https://churn.example', logUrl: null, statedAt: Date.parse('2026-03-01T12:05:00Z') },
    ])
  })
})

describe('a commit', () => {
  const tree = (...names: readonly string[]): object => ({ sha: HEAD, truncated: false, tree: names.map((path, index) => ({ path, mode: '100644', type: 'blob', sha: String(index).repeat(40), size: 3 })) })
  it('is opened with one request after the head of its branch, which names the branches', async () => {
    const github = await installationPort()
    toInstallation().post('/graphql').reply(200, branchAnswer())
    toInstallation().get(`${REPO}/git/trees/${HEAD}`).query({ recursive: '1' }).reply(200, tree('README.md'))
    const head = value(await github.branchHead(HOSTED, 'main'))
    const opened = value(await github.open(head.repository, head.commit, '2026-03-01T12:00:00Z'))
    expect(opened.reader.snapshot).toMatchObject({ name: 'octo-org/churn', url: 'https://github.com/octo-org/churn', commit: HEAD, defaultBranch: 'main', branches: ['Zebra', 'main'], gaps: [] })
    expect(github.requests()).toBe(3)
  })
  it('is no truth about the repository where GitHub stops answering', async () => {
    const github = await installationPort()
    toInstallation().post('/graphql').reply(200, branchAnswer())
    toInstallation().get(`${REPO}/git/trees/${HEAD}`).query(true).reply(200, tree(...Array.from({ length: 9 }, (_, index) => `${index}.py`)))
    const opened = value(await github.open(HOSTED, HEAD, '2026-03-01T12:00:00Z'))
    expect(opened.halted()).toBeNull()
    toInstallation().post('/graphql').reply(403, { message: 'You have exceeded a secondary rate limit' })
    const gaps = []
    for await (const reading of opened.reader.read(opened.reader.snapshot.tree)) if ('gap' in reading) gaps.push(reading.gap)
    expect(gaps).toHaveLength(9)
    expect(opened.halted()).toMatchObject({ kind: 'limited' })
    expect(github.requests()).toBe(4)
  })
  it('that the repository does not have is gone', async () => {
    const github = await installationPort()
    toInstallation().post('/graphql').reply(200, branchAnswer())
    toInstallation().get(`${REPO}/git/trees/${HEAD}`).query(true).reply(404, { message: 'Not Found' })
    expect(await github.open(HOSTED, HEAD, '2026-03-01T12:00:00Z')).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
    expect(await github.open(HOSTED, 'main', '2026-03-01T12:00:00Z')).toMatchObject({ ok: false, trouble: { kind: 'gone' } })
  })
})

describe('an answer that is not GitHub\'s', () => {
  it('may pass, and is no repository', async () => {
    const github = await installationPort()
    toInstallation().get('/repositories/5').reply(200, { ...CHURN, owner: null })
    toInstallation().get('/repositories/5').reply(200, '<html>')
    expect(await github.repository(5)).toMatchObject({ ok: false, trouble: { kind: 'passing' } })
    expect(await github.repository(5)).toMatchObject({ ok: false, trouble: { kind: 'passing' } })
  })
})
