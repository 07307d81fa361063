import { expect, it } from 'vitest'
import { APP, ask, installationToken, sandboxWithApp, startReceiver, type Heard } from '../support/app-on-sandbox.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'

const NAME = 'octo-org/churn'
const CI = { path: '.github/workflows/ci.yml', name: 'CI' }

async function installed(): Promise<{ sandbox: Sandbox; token: string; head: string; heard: readonly Heard[] }> {
  const { url, heard } = await startReceiver()
  const sandbox = await sandboxWithApp()
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n', [CI.path]: 'name: CI\n' } })
  const token = await installationToken(sandbox, sandbox.installApp('octo-org').id)
  const head = await sandbox.push(NAME, 'main', { files: { 'app.py': 'A = 2\n' }, actor: 'maria' })
  sandbox.setWebhookUrl(url)
  return { sandbox, token, head, heard }
}
const told = (heard: readonly Heard[]): readonly string[] => heard.map(({ event, payload }) => `${event} ${payload.action ?? ''}`)

it('a red run is told from its being asked for to its end, and gives its jobs, steps and artifacts', async () => {
  const { sandbox, token, head, heard } = await installed()
  const jobs = [{ name: 'test', conclusion: 'failure' as const, steps: ['Check out', { name: 'pytest', conclusion: 'failure' as const }, { name: 'Upload', conclusion: 'skipped' as const }] }, { name: 'lint', steps: ['ruff'] }]
  const run = await sandbox.runWorkflow(NAME, { ...CI, commit: head, jobs, artifacts: { report: { 'junit.xml': '<testsuite/>' } } })
  await sandbox.settled()
  expect(told(heard)).toEqual(['workflow_run requested', 'check_run created', 'check_run created', 'workflow_run in_progress', 'check_run completed', 'check_run completed', 'check_suite completed', 'workflow_run completed'])
  expect(heard.at(-1)?.payload).toMatchObject({ workflow_run: { path: CI.path, event: 'push', head_sha: head, conclusion: 'failure', run_attempt: 1 }, workflow: { name: 'CI' } })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/actions/runs?head_sha=${head}`)).body).toMatchObject({ total_count: 1, workflow_runs: [{ id: run.id, status: 'completed', conclusion: 'failure' }] })
  const listed = (await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/jobs`)).body as unknown as { readonly jobs: readonly { readonly name: string; readonly conclusion: string; readonly steps: readonly { readonly name: string; readonly conclusion: string }[] }[] }
  expect(listed.jobs.map(({ name, conclusion, steps }) => [name, conclusion, steps.map((step) => `${step.name} ${step.conclusion}`)])).toEqual([
    ['test', 'failure', ['Set up job success', 'Check out success', 'pytest failure', 'Upload skipped', 'Complete job success']], ['lint', 'success', ['Set up job success', 'ruff success', 'Complete job success']],
  ])
  const [artifact] = (await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/artifacts`)).body['artifacts'] as readonly { readonly archive_download_url: string }[]
  const download = await fetch(artifact?.archive_download_url ?? '', { headers: { authorization: `Bearer ${token}` } })
  expect([download.headers.get('content-type'), Buffer.from(await download.arrayBuffer()).includes('<testsuite/>')]).toEqual(['application/zip', true])
  // The store is another host, where a token is refused: its address is the key.
  const led = await fetch(artifact?.archive_download_url ?? '', { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
  expect(new URL(led.headers.get('location') ?? '').host).not.toBe(new URL(sandbox.url).host)
  expect((await fetch(led.headers.get('location') ?? '', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
})

it('a job that has ended has a log, with the time before each line, from a store that no token is shown', async () => {
  const { sandbox, token, head } = await installed()
  const run = await sandbox.startWorkflow(NAME, { ...CI, commit: head, jobs: [{ name: 'test' }] })
  const jobs = async (): Promise<readonly { readonly id: number }[]> => (await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/jobs`)).body['jobs'] as readonly { readonly id: number }[]
  const [job] = await jobs()
  expect((await ask(sandbox, token, `GET /repos/${NAME}/actions/jobs/${job?.id ?? 0}/logs`)).status).toBe(404)
  await sandbox.finishWorkflow(run, [{ name: 'test', conclusion: 'failure', log: '##[group]Run pytest\n##[endgroup]\n##[error]Process completed with exit code 1.' }])
  const led = await fetch(`${sandbox.url}/repos/${NAME}/actions/jobs/${job?.id ?? 0}/logs`, { headers: { authorization: `Bearer ${token}` }, redirect: 'manual' })
  const log = await (await fetch(led.headers.get('location') ?? '')).text()
  expect(log.split('\r\n').map((line) => line.replace(/^\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z /, ''))).toEqual(['##[group]Run pytest', '##[endgroup]', '##[error]Process completed with exit code 1.', ''])
  expect((await fetch(led.headers.get('location') ?? '', { headers: { authorization: `Bearer ${token}` } })).status).toBe(401)
})

it('an artifact is kept for 90 days, and then listed as expired; so is a log', async () => {
  const clock = { now: Date.now() }
  const sandbox = await sandboxWithApp({ now: () => clock.now })
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' } })
  const { id } = sandbox.installApp('octo-org')
  const commit = await sandbox.push(NAME, 'main', { files: { 'app.py': 'A = 2\n' }, actor: 'maria' })
  const run = await sandbox.runWorkflow(NAME, { ...CI, commit, jobs: [{ name: 'test' }], artifacts: { report: { 'junit.xml': '<testsuite/>' } } })
  clock.now += 91 * 86_400_000
  const token = await installationToken(sandbox, id)
  const [artifact] = (await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/artifacts`)).body['artifacts'] as readonly { readonly id: number; readonly expired: boolean }[]
  expect(artifact).toMatchObject({ expired: true })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/actions/artifacts/${artifact?.id ?? 0}/zip`)).status).toBe(410)
  const [job] = (await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/jobs`)).body['jobs'] as readonly { readonly id: number }[]
  expect((await ask(sandbox, token, `GET /repos/${NAME}/actions/jobs/${job?.id ?? 0}/logs`)).status).toBe(410)
})

it('a run can be looked at while it goes on, and again as its next attempt', async () => {
  const { sandbox, token, head } = await installed()
  const run = await sandbox.startWorkflow(NAME, { ...CI, commit: head, jobs: [{ name: 'test' }] })
  const state = async (): Promise<unknown> => (await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}`)).body
  expect(await state()).toMatchObject({ status: 'in_progress', conclusion: null })
  await sandbox.finishWorkflow(run, [{ name: 'test', conclusion: 'failure' }])
  await sandbox.rerunWorkflow(run, [{ name: 'test' }])
  expect(await state()).toMatchObject({ status: 'completed', conclusion: 'success', run_attempt: 2 })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/jobs`)).body).toMatchObject({ total_count: 1 })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/actions/runs/${run.id}/jobs?filter=all`)).body).toMatchObject({ total_count: 2 })
})

it('a run on a pull request names it, but not where it comes from a fork', async () => {
  const { sandbox, token } = await installed()
  await sandbox.fork(NAME, 'kim')
  const [own, theirs] = [await sandbox.push(NAME, 'mine', { files: { 'b.py': '' } }), await sandbox.push('kim/churn', 'theirs', { files: { 'c.py': '' } })]
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Mine', head: 'mine' })
  await sandbox.openPullRequest(NAME, { title: 'Theirs', head: 'kim/churn:theirs' })
  for (const [commit, more] of [[own, { branch: 'mine' }], [theirs, { branch: 'theirs', headRepository: 'kim/churn' }]] as const) await sandbox.runWorkflow(NAME, { ...CI, commit, event: 'pull_request', ...more, jobs: [{ name: 'test' }] })
  const pulls = async (sha: string): Promise<unknown> => ((await ask(sandbox, token, `GET /repos/${NAME}/actions/runs?head_sha=${sha}`)).body['workflow_runs'] as readonly { readonly pull_requests: unknown }[])[0]?.pull_requests
  expect(await pulls(own)).toMatchObject([{ number }])
  expect(await pulls(theirs)).toEqual([])
})

it('a deployment is told state by state; what it replaces becomes inactive, which nobody is told', async () => {
  const { sandbox, token, head, heard } = await installed()
  const first = sandbox.deploy(NAME, { commit: head, url: 'https://churn.example.org', states: ['queued', 'in_progress', 'success'] })
  const second = sandbox.deploy(NAME, { commit: head, states: ['failure'] })
  const third = sandbox.deploy(NAME, { commit: head, url: 'https://churn.example.org' })
  await sandbox.settled()
  expect(heard.map(({ event, payload }) => (event === 'deployment_status' ? (payload['deployment_status'] as { readonly state: string }).state : event))).toEqual(['deployment', 'queued', 'in_progress', 'success', 'deployment', 'failure', 'deployment', 'in_progress', 'success'])
  expect((await ask(sandbox, token, `GET /repos/${NAME}/deployments?sha=${head}`)).body).toMatchObject([{ id: third.id, environment: 'production' }, { id: second.id }, { id: first.id }])
  expect((await ask(sandbox, token, `GET /repos/${NAME}/deployments/${first.id}/statuses`)).body).toMatchObject([{ state: 'inactive' }, { state: 'success', environment_url: 'https://churn.example.org' }, { state: 'in_progress' }, { state: 'queued' }])
})

it('the list of activity says who pushed what when', async () => {
  const { sandbox, token, head } = await installed()
  await sandbox.push(NAME, 'main', { files: { 'app.py': 'A = 3\n' }, amend: true, actor: 'kim' })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/activity?ref=main`)).body).toMatchObject([{ activity_type: 'force_push', before: head, actor: { login: 'kim' } }, { activity_type: 'push', after: head, actor: { login: 'maria' } }, { activity_type: 'branch_creation' }])
})

it('a run of GitHub Actions does not stand among the App\'s own check runs', async () => {
  const { sandbox, token, head } = await installed()
  await sandbox.runWorkflow(NAME, { ...CI, commit: head, jobs: [{ name: 'Capstone' }] })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/commits/${head}/check-runs`)).body).toMatchObject({ check_runs: [{ name: 'Capstone', app: { slug: 'github-actions' } }] })
  expect((await ask(sandbox, token, `GET /repos/${NAME}/commits/${head}/check-runs?app_id=${APP.id}`)).body).toMatchObject({ check_runs: [] })
  expect(sandbox.checkRuns(NAME)).toEqual([])
})
