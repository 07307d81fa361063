import { verify } from '@octokit/webhooks-methods'
import { describe, expect, it } from 'vitest'
import { APP, ask, installationToken, jwtOf, sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

const NAME = 'octo-org/churn'

/** A sandbox with one repository, the App installed on it, and its token. */
async function installed(options: Parameters<typeof sandboxWithApp>[0] = {}): Promise<{ sandbox: Sandbox; token: string; head: string }> {
  const sandbox = await sandboxWithApp(options)
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  const { id } = sandbox.installApp('octo-org', [NAME])
  const head = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
  return { sandbox, token: await installationToken(sandbox, id), head }
}

describe('an App\'s own token', () => {
  const now = Math.floor(Date.now() / 1000)
  it.each([
    ['that holds for ten minutes is taken', {}, 200, undefined],
    ['by its client id is taken', { iss: APP.clientId }, 200, undefined],
    ['that holds for longer is refused', { exp: now + 3600 }, 401, '\'Expiration time\' claim (\'exp\') is too far in the future'],
    ['that is over is refused', { exp: now - 1 }, 401, '\'Expiration time\' claim (\'exp\') must be a numeric value representing the future time at which the assertion expires'],
    ['of another App is refused', { iss: 1 }, 401, '\'Issuer\' claim (\'iss\') must be an Integer or a client ID'],
  ])('%s', async (_, claims, status, message) => {
    expect(await ask(await sandboxWithApp(), jwtOf(APP, claims), 'GET /app')).toMatchObject({ status, body: message === undefined ? { id: APP.id, slug: APP.slug, permissions: APP.permissions, events: APP.events } : { message } })
  })
  it('that somebody else signed is refused', async () => {
    const forged = `${jwtOf(APP).split('.').slice(0, 2).join('.')}.${jwtOf(APP, { iss: 2 }).split('.')[2] ?? ''}`
    expect(await ask(await sandboxWithApp(), forged, 'GET /app')).toMatchObject({ status: 401, body: { message: 'A JSON web token could not be decoded' } })
  })
})

describe('an installation token', () => {
  it('is longer than forty characters, holds an hour and reaches the chosen repositories alone', async () => {
    let now = Date.now()
    const { sandbox, token } = await installed({ now: () => now })
    await sandbox.createRepository('octo-org/other', { files: { 'a.py': '' } })
    expect(token).toMatch(/^ghs_.{300,}$/)
    expect((await ask(sandbox, token, 'GET /installation/repositories')).body).toMatchObject({ total_count: 1, repositories: [{ full_name: NAME, default_branch: 'main' }] })
    expect((await ask(sandbox, token, 'GET /repos/octo-org/other')).status).toBe(404)
    expect((await ask(sandbox, token, 'GET /app')).status).toBe(403)
    now += 3_600_001
    expect(await ask(sandbox, token, `GET /repos/${NAME}`)).toMatchObject({ status: 401, body: { message: 'Bad credentials' } })
  })
  it('does what was granted alone, nothing while it is suspended, and is gone with the installation', async () => {
    const { sandbox, token } = await installed()
    const [installation] = [...sandbox.world.installations.values()]
    if (installation === undefined) throw new Error('nothing is installed')
    sandbox.acceptPermissions(installation, { metadata: 'read', contents: 'read', checks: 'read' })
    expect(await ask(sandbox, token, `POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: '1' })).toMatchObject({ status: 403, body: { message: 'Resource not accessible by integration' } })
    sandbox.suspend(installation)
    expect(await ask(sandbox, token, `GET /repos/${NAME}`)).toMatchObject({ status: 403, body: { message: 'This installation has been suspended' } })
    expect((await ask(sandbox, jwtOf(APP), `POST /app/installations/${installation.id}/access_tokens`)).status).toBe(403)
    sandbox.unsuspend(installation)
    expect((await ask(sandbox, token, `GET /repos/${NAME}`)).status).toBe(200)
    sandbox.uninstall(installation)
    expect((await ask(sandbox, token, `GET /repos/${NAME}`)).status).toBe(401)
    expect((await ask(sandbox, jwtOf(APP), 'GET /app/installations')).body).toEqual([])
  })
})

it('a repository that has moved leads on by its number, as far as the installation reaches', async () => {
  const { sandbox, token, head } = await installed()
  sandbox.renameRepository(NAME, 'retention')
  const answer = await ask(sandbox, token, `GET /repos/${NAME}/commits/${head}?page=1`)
  const { id } = sandbox.repository('octo-org/retention')
  expect([answer.status, answer.headers.get('location')]).toEqual([301, `${sandbox.url}/repositories/${id}/commits/${head}?page=1`])
  expect((await ask(sandbox, token, `GET ${answer.headers.get('location') ?? ''}`)).body).toMatchObject({ sha: head })
  expect((await ask(sandbox, token, `GET /repositories/${id}`)).body).toMatchObject({ full_name: 'octo-org/retention' })
  sandbox.transfer('octo-org/retention', 'maria')
  expect((await ask(sandbox, token, `GET /repositories/${id}`)).status).toBe(404)
})

it('webhooks tell of installing, pushing, a pull request and a comment, in order and signed', async () => {
  const { url, heard } = await startReceiver()
  const { sandbox, head } = await installed({ webhookUrl: url })
  await sandbox.push(NAME, 'feature', { files: { 'app.py': 'A = 2\n' }, actor: 'maria' })
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'feature', actor: 'maria' })
  sandbox.comment(NAME, number, 'Please look', 'maria')
  const second = await sandbox.push(NAME, 'feature', { files: { 'app.py': null, 'b.py': 'B = 1\n' }, actor: 'maria' })
  const merged = await sandbox.mergePullRequest(NAME, number, 'maria')
  await sandbox.settled()
  expect(heard.map(({ event, payload }) => `${event} ${payload.action ?? ''}`.trim())).toEqual([
    'installation created', 'push', 'check_suite requested', 'create', 'push', 'check_suite requested', 'pull_request opened', 'issue_comment created',
    'push', 'check_suite requested', 'pull_request synchronize', 'pull_request closed', 'push', 'check_suite requested',
  ])
  expect(heard[1]?.payload).toMatchObject({ ref: 'refs/heads/main', after: head, created: false, commits: [{ id: head, added: ['README.md'] }], pusher: { name: 'maria' }, installation: { id: [...sandbox.world.installations.keys()][0] }, repository: { full_name: NAME } })
  expect(heard[10]?.payload).toMatchObject({ number, after: second, pull_request: { head: { sha: second }, changed_files: 2 } })
  expect(heard[11]?.payload).toMatchObject({ pull_request: { merged: true, merge_commit_sha: merged, merged_by: { login: 'maria' } } })
  expect(heard[12]?.payload).toMatchObject({ ref: 'refs/heads/main', after: merged, commits: { length: 3 } })
  for (const { raw, signature } of heard) expect(await verify(APP.webhookSecret, raw, signature)).toBe(true)
})

describe('a check run', () => {
  const made = async (): Promise<{ sandbox: Sandbox; token: string; head: string; id: number }> => {
    const all = await installed()
    const { body } = await ask(all.sandbox, all.token, `POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: all.head, external_id: `${all.head}:0`, status: 'in_progress' })
    return { ...all, id: Number(body['id']) }
  }
  it('is made, changed, added to and found again by App and name', async () => {
    const { sandbox, token, head, id } = await made()
    const annotation = { path: 'app.py', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'Here' }
    const output = { title: '1 of 15', summary: 'So far', annotations: [annotation] }
    await ask(sandbox, token, `PATCH /repos/${NAME}/check-runs/${id}`, { status: 'completed', conclusion: 'neutral', output, actions: [{ label: 'Hint', description: 'A hint', identifier: 'hint' }] })
    await ask(sandbox, token, `PATCH /repos/${NAME}/check-runs/${id}`, { output })
    const found = await ask(sandbox, token, `GET /repos/${NAME}/commits/${head}/check-runs?check_name=Capstone&app_id=${APP.id}&filter=all`)
    expect(found.body).toMatchObject({ total_count: 1, check_runs: [{ id, status: 'completed', conclusion: 'neutral', external_id: `${head}:0`, app: { id: APP.id }, output: { title: '1 of 15', annotations_count: 2 } }] })
    expect(sandbox.checkRuns(NAME, head)).toMatchObject([{ id, actions: [{ identifier: 'hint' }] }])
  })
  it.each([
    ['completed without a conclusion', { status: 'completed' }, /conclusion/],
    ['a summary of more than 65,535 bytes', { output: { title: 't', summary: 'ü'.repeat(32_768) } }, /Validation Failed/],
    ['a title of more than 255 characters', { output: { title: 't'.repeat(256), summary: '' } }, /Only 255 characters/],
    ['51 annotations', { output: { title: 't', summary: '', annotations: Array.from({ length: 51 }, () => ({ path: 'a', start_line: 1, end_line: 1, annotation_level: 'notice', message: 'm' })) } }, /No more than 50/],
    ['4 buttons', { actions: Array.from({ length: 4 }, () => ({ label: 'l', description: 'd', identifier: 'i' })) }, /No more than 3/],
    ['a long label', { actions: [{ label: 'l'.repeat(21), description: 'd', identifier: 'i' }] }, /Only 20 characters/],
    ['a level that there is not', { output: { title: 't', summary: '', annotations: [{ path: 'a', start_line: 1, end_line: 1, annotation_level: 'info', message: 'm' }] } }, /annotation/],
  ])('is refused with %s', async (_, body, says) => {
    const { sandbox, token, id } = await made()
    const answer = await ask(sandbox, token, `PATCH /repos/${NAME}/check-runs/${id}`, body)
    expect(answer).toMatchObject({ status: 422, body: { status: '422' } })
    expect(answer.body['message']).toMatch(says)
    expect(sandbox.checkRuns(NAME)).toMatchObject([{ status: 'in_progress', annotations: [] }])
  })
  it('does not go back once it is completed, and belongs to a commit of the repository', async () => {
    const { sandbox, token, id } = await made()
    await ask(sandbox, token, `PATCH /repos/${NAME}/check-runs/${id}`, { conclusion: 'success' })
    expect((await ask(sandbox, token, `PATCH /repos/${NAME}/check-runs/${id}`, { status: 'in_progress' })).status).toBe(422)
    expect(await ask(sandbox, token, `POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: '1'.repeat(40) })).toMatchObject({ status: 422, body: { message: `No commit found for SHA: ${'1'.repeat(40)}` } })
  })
  it('asked for anew or pressed by a person is told to its App', async () => {
    const { url, heard } = await startReceiver()
    const { sandbox, token, id } = await made()
    await ask(sandbox, token, `PATCH /repos/${NAME}/check-runs/${id}`, { conclusion: 'neutral', actions: [{ label: 'Hint', description: 'A hint', identifier: 'hint' }] })
    sandbox.setWebhookUrl(url)
    await sandbox.rerunCheck(id, 'maria')
    await sandbox.pressAction(id, 'hint', 'maria')
    await sandbox.settled()
    expect(heard.map(({ payload }) => payload)).toMatchObject([{ action: 'rerequested', check_run: { id } }, { action: 'requested_action', requested_action: { identifier: 'hint' }, check_run: { app: { id: APP.id } }, sender: { login: 'maria' } }])
    await expect(sandbox.pressAction(id, 'other')).rejects.toThrow('shows no button')
  })
})

describe('a comment', () => {
  it('of the App is marked as its own and can be changed by it; that of a person cannot', async () => {
    const { sandbox, token } = await installed()
    const { number } = sandbox.openIssue(NAME, 'Question', 'Why?', 'maria')
    const theirs = sandbox.comment(NAME, number, 'Mine', 'maria')
    const made = await ask(sandbox, token, `POST /repos/${NAME}/issues/${number}/comments`, { body: 'Hello' })
    expect(made).toMatchObject({ status: 201, body: { user: { login: 'capstone-coach[bot]', type: 'Bot' }, performed_via_github_app: { id: APP.id } } })
    expect((await ask(sandbox, token, `PATCH /repos/${NAME}/issues/comments/${String(made.body['id'])}`, { body: 'Hello again' })).status).toBe(200)
    expect((await ask(sandbox, token, `PATCH /repos/${NAME}/issues/comments/${theirs.id}`, { body: 'Yours' })).status).toBe(403)
    expect(sandbox.comments(NAME, number).map(({ body }) => body)).toEqual(['Mine', 'Hello again'])
    sandbox.deleteComment(theirs, 'maria')
    expect((await ask(sandbox, token, `PATCH /repos/${NAME}/issues/comments/${theirs.id}`, { body: 'x' })).status).toBe(404)
  })
  it('of more than 65,536 characters is refused', async () => {
    const { sandbox, token } = await installed()
    const { number } = sandbox.openIssue(NAME, 'Question', 'Why?', 'maria')
    expect((await ask(sandbox, token, `POST /repos/${NAME}/issues/${number}/comments`, { body: 'x'.repeat(65_536) })).status).toBe(201)
    expect(await ask(sandbox, token, `POST /repos/${NAME}/issues/${number}/comments`, { body: 'x'.repeat(65_537) })).toMatchObject({ status: 422, body: { errors: [{ message: 'Body is too long (maximum is 65536 characters)' }] } })
  })
})

it('a pull request from a fork has its files, a try of its merge, and no place in the check runs of its commit', async () => {
  const { sandbox, token } = await installed()
  await sandbox.fork(NAME, 'kim')
  const sha = await sandbox.push('kim/churn', 'mine', { files: { 'app.py': 'A = 3\n' } })
  const { number } = await sandbox.openPullRequest(NAME, { title: 'From a fork', head: 'kim/churn:mine' })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/pulls/${number}`)).body).toMatchObject({ mergeable: true, head: { sha, label: 'kim:mine', repo: { fork: true } }, user: { login: 'kim' }, commits: 1 })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/pulls/${number}/files`)).body).toMatchObject([{ filename: 'app.py', status: 'modified', additions: 1, deletions: 1 }])
  expect((await ask(sandbox, token, `GET /repos/${NAME}/commits/${sha}/pulls`)).body).toMatchObject([{ number }])
  expect((await ask(sandbox, token, `POST /repos/${NAME}/check-runs`, { name: 'Capstone', head_sha: sha })).body).toMatchObject({ pull_requests: [] })
  await sandbox.push(NAME, 'main', { files: { 'app.py': 'A = 4\n' } })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/pulls/${number}`)).body).toMatchObject({ mergeable: false, mergeable_state: 'dirty' })
})
