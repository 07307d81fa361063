import allExamples from '@octokit/webhooks-examples' with { type: 'json' }
import { expect, it } from 'vitest'
import { APP, ask, installationToken, jwtOf, sandboxWithApp, startReceiver, type Answer, type Heard } from '../support/app-on-sandbox.ts'
import { againstDescription, DESCRIBED, DESCRIBED_PAYLOADS, payloadAgainstDescription } from '../support/github-description.ts'
import { allRoutes } from '../../src/sandbox/routes/answer.ts'
import { operationName } from '../../src/sandbox/routes/route.ts'
import type { Exchange } from '../../src/sandbox/routes/api.ts'
import { EMITTED } from '../../src/sandbox/webhooks/emitted.ts'

const NAME = 'octo-org/churn'
/** The play starts git more than 350 times. */
const LONG = 240_000
/** What an App can ask to hear; the events of installations come unasked. */
const EVERY_EVENT = [...new Set(EMITTED.map((name) => name.split('.')[0] ?? ''))].filter((event) => !event.startsWith('installation'))

type Example = { readonly name: string; readonly examples: readonly (Readonly<Record<string, unknown>> & { readonly action?: string })[] }
const EXAMPLES = allExamples as unknown as readonly Example[]
const sorted = (names: Iterable<string>): readonly string[] => [...names].sort()

/** The fields that all of GitHub's examples of a webhook have, at the top and one below. */
function commonFields(values: readonly unknown[]): readonly string[] {
  const [first = new Set<string>(), ...others] = values.map((value) => new Set(fieldsOf(value, '', 2)))
  return sorted(first).filter((name) => others.every((other) => other.has(name)))
}

function fieldsOf(value: unknown, at: string, depth: number): readonly string[] {
  if (depth === 0 || typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value).flatMap(([name, one]) => [`${at}${name}`, ...fieldsOf(one, `${at}${name}.`, depth - 1)])
}

/** Plays everything that can happen, and asks everything that can be asked. */
async function play(): Promise<{ exchanges: readonly Exchange[]; heard: readonly Heard[] }> {
  const exchanges: Exchange[] = []
  const { url, heard } = await startReceiver()
  const sandbox = await sandboxWithApp({ app: { ...APP, events: EVERY_EVENT }, webhookUrl: url, tokens: ['ghp_anyone'], onExchange: (exchange) => { exchanges.push(exchange) } })
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n', 'docs/a.md': '# A\n' }, actor: 'maria' })
  const installation = sandbox.installApp('octo-org')
  const token = await installationToken(sandbox, installation.id)
  const api = (operation: string, body?: unknown): Promise<Answer> => ask(sandbox, token, operation.replace('{r}', `/repos/${NAME}`), body)
  const app = (operation: string): Promise<Answer> => ask(sandbox, jwtOf(APP), operation)

  await sandbox.createRepository('octo-org/other', { files: { 'a.py': '' } })
  await sandbox.fork(NAME, 'kim')
  const head = await sandbox.push(NAME, 'feature/a', { files: { 'app.py': 'A = 2\n', 'b.py': '' }, actor: 'maria' })
  const theirs = await sandbox.push('kim/churn', 'theirs', { files: { 'c.py': '' } })
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Mine', head: 'feature/a', actor: 'maria', draft: true, body: 'Text' })
  const other = await sandbox.openPullRequest(NAME, { title: 'Theirs', head: 'kim/churn:theirs' })
  await sandbox.push(NAME, 'feature/a', { files: { 'b.py': 'B = 1\n' }, actor: 'maria' })
  await sandbox.markReady(NAME, number, 'maria')
  sandbox.dismissReview(sandbox.review(NAME, number, { says: 'CHANGES_REQUESTED', body: 'One more test' }, 'kim'), 'maria')
  const check = await api('POST {r}/check-runs', { name: 'Capstone', head_sha: head, status: 'in_progress', external_id: 'x', details_url: 'https://example.org', output: { title: 'T', summary: 'S', text: 'X' } })
  const id = Number(check.body['id'])
  const annotations = [{ path: 'app.py', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'm', title: 't' }]
  await api(`PATCH {r}/check-runs/${id}`, { status: 'completed', conclusion: 'neutral', output: { title: 'T', summary: 'S', annotations }, actions: [{ label: 'Hint', description: 'A hint', identifier: 'hint' }] })
  await sandbox.rerunCheck(id)
  await sandbox.pressAction(id, 'hint')
  const [suite] = sandbox.checkRuns(NAME)
  await sandbox.rerunSuite(suite?.suiteId ?? 0)
  const run = await sandbox.runWorkflow(NAME, { path: '.github/workflows/ci.yml', commit: head, branch: 'feature/a', jobs: [{ name: 'test', conclusion: 'failure', steps: ['pytest'] }], artifacts: { report: { 'a.xml': '<a/>' } } })
  await sandbox.runWorkflow(NAME, { path: '.github/workflows/ci.yml', commit: theirs, branch: 'theirs', event: 'pull_request', headRepository: 'kim/churn', jobs: [{ name: 'test' }] })
  const deployment = sandbox.deploy(NAME, { commit: head, url: 'https://churn.example.org', logUrl: 'https://example.org/log' })
  const issue = await api('POST {r}/issues', { title: 'Capstone', body: 'Text' })
  await api(`PATCH {r}/issues/${String(issue.body['number'])}`, { body: 'Other' })
  await api(`PATCH {r}/issues/${String(issue.body['number'])}`, { state: 'closed' })
  await api(`PATCH {r}/issues/${String(issue.body['number'])}`, { state: 'open' })
  await sandbox.lockConversation(NAME, Number(issue.body['number']))
  sandbox.unlockConversation(NAME, Number(issue.body['number']))
  sandbox.transferIssue(NAME, Number(issue.body['number']), 'octo-org/other')
  sandbox.deleteIssue('octo-org/other', 1)
  const comment = await api(`POST {r}/issues/${number}/comments`, { body: 'Hello' })
  const own = `{r}/issues/comments/${String(comment.body['id'])}`
  await api(`POST ${own}/reactions`, { content: 'eyes' })
  await api(`POST {r}/issues/${number}/reactions`, { content: 'rocket' })
  sandbox.addCollaborator(NAME, 'maria', 'maintain')
  sandbox.addToTeam('octo-org', 'staff', 'ines')
  await sandbox.push(NAME, 'gone', { files: { 'z.py': '' } })
  await sandbox.deleteBranch(NAME, 'gone')
  await sandbox.tag(NAME, 'v1', head)
  await sandbox.closePullRequest(NAME, other.number, 'kim')
  await sandbox.reopenPullRequest(NAME, other.number, 'kim')

  const reads = [
    'GET /installation/repositories', 'GET {r}', 'GET {r}/branches', 'GET {r}/branches/feature%2Fa', `GET {r}/commits/${head}/pulls`, 'GET {r}/commits?sha=main', `GET {r}/commits/${head}`, `GET {r}/git/trees/${head}?recursive=1`,
    'GET {r}/contents/docs', 'GET {r}/contents/docs/a.md?ref=main', `GET {r}/compare/main...feature%2Fa`, 'GET {r}/pulls?state=all', `GET {r}/pulls/${number}`, `GET {r}/pulls/${number}/files`, `GET {r}/pulls/${number}/commits`, `GET {r}/pulls/${number}/reviews`,
    `GET {r}/check-runs/${id}`, `GET {r}/check-runs/${id}/annotations`, `GET {r}/commits/${head}/check-runs?check_name=Capstone&app_id=${APP.id}&filter=all`, `GET {r}/commits/${head}/check-suites`, `GET {r}/check-suites/${suite?.suiteId ?? 0}`, `GET {r}/check-suites/${suite?.suiteId ?? 0}/check-runs`,
    'GET {r}/issues?state=all&creator=capstone-coach%5Bbot%5D', `GET {r}/issues/${number}`, `GET {r}/issues/${number}/comments?per_page=100`, `GET ${own}`, `GET ${own}/reactions`,
    `GET {r}/actions/runs?head_sha=${head}`, `GET {r}/actions/runs/${run.id}`, `GET {r}/actions/runs/${run.id}/jobs?filter=latest`, `GET {r}/actions/runs/${run.id}/artifacts`, `GET {r}/deployments?sha=${head}`, `GET {r}/deployments/${deployment.id}/statuses`, 'GET {r}/activity?ref=main',
    'GET {r}/collaborators/maria/permission', 'GET /orgs/octo-org/teams/staff/memberships/ines', 'GET /orgs/octo-org/teams/staff/members?per_page=100', 'GET /users/maria', `GET /user/${sandbox.user('maria').id}`,
  ]
  for (const read of reads) expect([read, (await api(read)).status]).toEqual([read, 200])
  const blob = ((await api(`GET {r}/git/trees/${head}`)).body['tree'] as readonly { readonly sha: string; readonly type: string }[]).find(({ type }) => type === 'blob')
  await api(`GET {r}/git/blobs/${blob?.sha ?? ''}`)
  const [artifact] = (await api(`GET {r}/actions/runs/${run.id}/artifacts`)).body['artifacts'] as readonly { readonly id: number }[]
  await api(`GET {r}/actions/artifacts/${artifact?.id ?? 0}/zip`)
  const [job] = (await api(`GET {r}/actions/runs/${run.id}/jobs`)).body['jobs'] as readonly { readonly id: number }[]
  await api(`GET {r}/actions/jobs/${job?.id ?? 0}/logs`)
  await api(`PATCH ${own}`, { body: 'Hello again' })
  await api(`DELETE ${own}`)
  await sandbox.mergePullRequest(NAME, number, 'maria')
  await sandbox.settled()
  await app('GET /app')
  await app('GET /app/installations')
  await app('GET /app/hook/config')
  await app(`GET /app/installations/${installation.id}`)
  const [delivery] = (await app('GET /app/hook/deliveries?per_page=5')).body
  await app(`GET /app/hook/deliveries/${String(delivery?.['id'])}`)
  await app(`POST /app/hook/deliveries/${String(delivery?.['id'])}/attempts`)
  await signIn(sandbox.url, (userToken) => Promise.all([ask(sandbox, userToken, 'GET /user'), ask(sandbox, userToken, 'GET /user/installations')]))
  sandbox.setTopics(NAME, ['capstone'])
  sandbox.archive(NAME)
  sandbox.unarchive(NAME)
  sandbox.renameRepository(NAME, 'retention')
  await api('GET {r}')
  sandbox.deleteRepository('octo-org/other')
  const chosen = sandbox.installApp('kim', ['kim/churn'])
  sandbox.removeFromInstallation(chosen, ['kim/churn'])
  sandbox.addToInstallation(chosen, ['kim/churn'])
  sandbox.transfer('kim/churn', 'octo-org')
  sandbox.suspend(chosen)
  sandbox.unsuspend(chosen)
  sandbox.acceptPermissions(chosen, { metadata: 'read' })
  sandbox.uninstall(chosen)
  await sandbox.settled()
  await register(sandbox.url)
  return { exchanges, heard }
}

let played: ReturnType<typeof play> | null = null
/** The same for all tests: it takes a while. */
const playAll = (): ReturnType<typeof play> => { played ??= play(); return played }

async function signIn(url: string, use: (token: string) => Promise<unknown>): Promise<void> {
  const { origin } = new URL(url)
  const back = (await fetch(`${origin}/login/oauth/authorize?client_id=${APP.clientId}&redirect_uri=${origin}&login=maria`, { redirect: 'manual' })).headers.get('location') ?? ''
  const fields = new URLSearchParams({ client_id: APP.clientId, client_secret: APP.clientSecret, code: new URL(back).searchParams.get('code') ?? '' })
  const given = await (await fetch(`${origin}/login/oauth/access_token`, { method: 'POST', body: fields })).json() as { readonly access_token: string }
  await use(given.access_token)
}

async function register(url: string): Promise<void> {
  const shown = await (await fetch(`${new URL(url).origin}/settings/apps/new`, { method: 'POST', body: new URLSearchParams({ manifest: JSON.stringify({ name: 'Other', redirect_url: 'http://127.0.0.1:1/' }) }) })).text()
  await fetch(`${url}/app-manifests/${/code=(\w+)/.exec(shown)?.[1] ?? ''}/conversions`, { method: 'POST' })
}

it('the description that is kept is that of what is answered and sent', () => {
  expect([...DESCRIBED].sort()).toEqual(allRoutes(0, new Map()).map(operationName).sort())
  expect([...DESCRIBED_PAYLOADS].sort()).toEqual([...EMITTED].sort())
})

it('every operation and every webhook is as GitHub describes it', { timeout: LONG }, async () => {
  const { exchanges, heard } = await playAll()
  expect([...new Set(exchanges.flatMap(againstDescription))]).toEqual([])
  expect([...new Set(heard.flatMap(({ event, payload }) => payloadAgainstDescription(event, payload)))]).toEqual([])
  const answered = new Set(exchanges.filter(({ status }) => status < 400).map(({ operation }) => operation))
  expect(DESCRIBED.filter((operation) => !answered.has(operation))).toEqual([])
  const sent = new Set(heard.map(({ event, payload }) => (payload.action === undefined ? event : `${event}.${payload.action}`)))
  expect(EMITTED.filter((name) => !sent.has(name))).toEqual([])
})

it('webhooks have the fields that all of GitHub\'s examples of them have', { timeout: LONG }, async () => {
  const { heard } = await playAll()
  const missing = EMITTED.flatMap((name) => {
    const [event = '', action] = name.split('.')
    const theirs = (EXAMPLES.find((one) => one.name === event)?.examples ?? []).filter((one) => one.action === action)
    const ours = heard.filter((one) => one.event === event && one.payload.action === action).map(({ payload }) => payload)
    const has = new Set(ours.flatMap((payload) => fieldsOf(payload, '', 2)))
    return commonFields(theirs).filter((field) => !has.has(field)).map((field) => `${name}: ${field}`)
  })
  expect(missing).toEqual([])
})

it('a request or an answer that GitHub would not know is told', () => {
  const exchange: Exchange = { operation: 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments', query: '?page=1', requestBody: { text: 'x' }, status: 201, contentType: 'application/json', answer: '{"id":1}' }
  expect(againstDescription(exchange)).toHaveLength(3)
  expect(payloadAgainstDescription('push', { ref: 'main' })).not.toEqual([])
})
