import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createApp, type GitHubApp } from '../../../src/github/app/create-app.ts'
import { meaningOf } from '../../../src/github/meaning.ts'
import type { InstallationPort } from '../../../src/flow/ports/github-ports.ts'
import type { HostedRepository } from '../../../src/model/hosting.ts'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts'
import type { Exchange } from '../../../src/sandbox/routes/api.ts'
import type { Installation } from '../../../src/sandbox/state/records.ts'
import type { Trouble } from '../../../src/sandbox/trouble.ts'
import { APP, sandboxWithApp, startReceiver } from '../../support/app-on-sandbox.ts'
import { againstDescription } from '../../support/github-description.ts'
import { CHECKING, describeInstallationPort, troubleIn, value } from '../../support/github-contract.ts'
import { readOpened } from '../../support/read-all.ts'

const NAME = 'octo-org/churn'
const FILES = { 'app/main.py': 'A = 1\n', 'README.md': '# Churn\n', 'Größe.txt': 'ü\n' }

type Stage = { readonly sandbox: Sandbox; readonly app: GitHubApp; readonly port: InstallationPort; readonly repository: HostedRepository; readonly installation: Installation; readonly trouble: (next: Trouble | null) => void }

/** The App on a sandbox with one repository of three files, connected over HTTP; closed when the test ends. */
async function stage(options: SandboxOptions = {}): Promise<Stage> {
  let trouble: Trouble | null = null
  const sandbox = await sandboxWithApp({ plan: ({ operation }) => operation?.includes('access_tokens') === true ? null : trouble, ...options })
  return { ...await installedOn(sandbox), trouble: (next) => { trouble = next } }
}

async function installedOn(sandbox: Sandbox): Promise<Omit<Stage, 'trouble'>> {
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: FILES, topics: ['mlops'], actor: 'maria' })
  const installation = sandbox.installApp('octo-org', [NAME])
  const app = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  const port = app.installation(installation.id)
  const [repository] = value(await port.repositories())
  if (repository === undefined) throw new Error('the installation has no repository')
  return { sandbox, app, port, repository, installation }
}

describeInstallationPort('a sandbox over HTTP', async () => {
  const sandbox = await startSandbox({ app: APP })
  const { port, repository } = await installedOn(sandbox)
  const feature = await sandbox.push(NAME, 'feature', { files: { 'app/main.py': 'A = 2\n' } })
  const { number: pull } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'feature', actor: 'maria' })
  await sandbox.fork(NAME, 'ada')
  const forked = await sandbox.push('ada/churn', 'patch', { files: { 'app/main.py': 'A = 3\n' } })
  const { number: forkPull } = await sandbox.openPullRequest(NAME, { title: 'Other', head: 'ada/churn:patch', actor: 'ada' })
  return { port, repository, main: value(await port.branchHead(repository, 'main')).commit, feature, forked, files: { ...FILES, 'app/main.py': 'A = 2\n' }, pull, forkPull, close: sandbox.close }
})

describe('repositories', () => {
  it('are those of the installation, each by its id, whatever it is called by now', async () => {
    const { sandbox, port, repository, installation } = await stage()
    expect(repository).toMatchObject({ installationId: installation.id, owner: 'octo-org', name: 'churn', defaultBranch: 'main', archived: false, topics: ['mlops'] })
    sandbox.renameRepository(NAME, 'retention')
    sandbox.archive('octo-org/retention')
    expect(value(await port.repository(repository.id))).toEqual({ ...repository, name: 'retention', archived: true, template: null })
    expect(value(await port.branchHead(repository, 'main')).repository).toEqual({ ...repository, name: 'retention', archived: true })
  })
  it('tell what they were made from where each is asked for alone, and a fork of nothing', async () => {
    const { sandbox, app } = await stage()
    const starter = await sandbox.createRepository('teachers/starter', { files: { 'README.md': '# Start\n' } })
    sandbox.organization('class-org')
    const made = await sandbox.createRepository('class-org/final-ana', { template: 'teachers/starter' })
    const forked = await sandbox.fork('teachers/starter', 'class-org')
    const port = app.installation(sandbox.installApp('class-org', 'all').id)
    expect((await Promise.all([made, forked].map(async ({ id }) => value(await port.repository(id)).template)))).toEqual([{ id: starter.id, name: 'teachers/starter' }, null])
    expect(value(await port.repositories()).filter((one) => 'template' in one)).toEqual([])
  })
  it('that another one took the name of are not mistaken for it', async () => {
    const { sandbox, port, repository } = await stage()
    sandbox.renameRepository(NAME, 'retention')
    const other = await sandbox.createRepository(NAME, { files: { 'other.py': '' } })
    const [installation] = [...sandbox.world.installations.values()]
    if (installation === undefined) throw new Error('nothing is installed')
    sandbox.addToInstallation(installation, [NAME])
    const head = value(await port.branchHead(repository, 'main'))
    expect([head.repository.id, head.repository.name]).toEqual([repository.id, 'retention'])
    expect(value(await port.branchHead({ ...repository, id: other.id }, 'main')).repository.id).toBe(other.id)
  })
})

describe('a commit', () => {
  it('of a push is known, opened and read with four requests, byte for byte', async () => {
    const { sandbox, port, repository } = await stage()
    const commit = await sandbox.push(NAME, 'feature/tune-c', { files: { 'app/main.py': 'A = 2\n' } })
    const before = port.requests()
    const head = value(await port.branchHead(repository, 'feature/tune-c'))
    expect(head).toMatchObject({ commit, branch: 'feature/tune-c', pull: null })
    const { reader, halted } = value(await port.open(head.repository, commit, '2026-03-01T12:00:00Z'))
    expect((await readOpened({ ok: true, reader })).texts).toEqual({ ...FILES, 'app/main.py': 'A = 2\n' })
    expect(reader.snapshot).toMatchObject({ name: NAME, commit, defaultBranch: 'main', branches: ['feature/tune-c', 'main'], gaps: [] })
    expect(halted()).toBeNull()
    expect(port.requests() - before).toBeLessThanOrEqual(4)
  })
  it('whose list of files is cut short has gaps where nothing else is told', async () => {
    const { sandbox, port, repository, trouble } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    trouble({ kind: 'truncated-tree' })
    const { reader } = value(await port.open(repository, commit, '2026-03-01T12:00:00Z'))
    expect(reader.snapshot.gaps).toContainEqual(expect.objectContaining({ what: 'file list' }))
    expect(sandbox.requests().filter(({ kind }) => kind === 'tree').length).toBeLessThan(10)
  })
})

describe('a pull request', () => {
  it('that was merged is not open any more', async () => {
    const { sandbox, port, repository } = await stage()
    const commit = await sandbox.push(NAME, 'feature', { files: { 'app/main.py': 'A = 2\n' } })
    const { number } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'feature', actor: 'maria' })
    await sandbox.mergePullRequest(NAME, number)
    expect(value(await port.pullRequest(repository, number)).pull).toMatchObject({ state: 'closed', merged: true, author: { login: 'maria' } })
    expect(value(await port.openPullRequests(repository, commit))).toEqual([])
  })
})

describe('what ran', () => {
  const JOBS = [{ name: 'test', conclusion: 'failure' as const, steps: ['setup', { name: 'pytest', conclusion: 'failure' as const }] }]
  it('on a commit is known with its jobs, at a request for the list and one for each run that has ended', async () => {
    const { sandbox, port, repository } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    const run = await sandbox.runWorkflow(NAME, { path: '.github/workflows/ci.yml', commit, jobs: JOBS })
    await sandbox.startWorkflow(NAME, { path: '.github/workflows/deploy.yml', commit, jobs: [{ name: 'deploy' }] })
    const before = port.requests()
    const first = value(await port.runs(repository, commit, []))
    expect(first).toMatchObject([
      { id: run.id, attempt: 1, path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: commit, status: 'completed', conclusion: 'failure', jobs: [{ name: 'test', conclusion: 'failure' }] },
      { path: '.github/workflows/deploy.yml', conclusion: null, jobs: null },
    ])
    expect(first[0]?.jobs?.[0]?.steps.map(({ name, conclusion }) => [name, conclusion])).toEqual([['Set up job', 'success'], ['setup', 'success'], ['pytest', 'failure'], ['Complete job', 'success']])
    expect(port.requests() - before).toBe(2)
    expect(value(await port.runs(repository, commit, first))).toEqual(first)
    expect(port.requests() - before).toBe(3)
    await sandbox.rerunWorkflow(run, [{ name: 'test', conclusion: 'success' }])
    expect(value(await port.runs(repository, commit, first))[0]).toMatchObject({ id: run.id, attempt: 2, conclusion: 'success', jobs: [{ conclusion: 'success' }] })
  })
  it('was deployed, with its newest status and address', async () => {
    const { sandbox, port, repository } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    sandbox.deploy(NAME, { commit, environment: 'production', states: ['in_progress', 'failure'] })
    const { id } = sandbox.deploy(NAME, { commit, environment: 'production', states: ['in_progress', 'success'], url: 'https://churn.example' })
    expect(value(await port.deployments(repository, commit))).toMatchObject([{ id, sha: commit, environment: 'production', state: 'success', url: 'https://churn.example' }])
  })
})

describe('what the App writes', () => {
  it('as a check run is found again by its own word, and may be completed once', async () => {
    const { sandbox, port, repository } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    const id = value(await port.createCheckRun(repository, commit, 'round 1', CHECKING))
    expect(value(await port.ownCheckRuns(repository, commit))).toEqual([{ id, externalId: 'round 1', annotations: 0 }])
    const annotations = Array.from({ length: 60 }, (_, index) => ({ path: 'app/main.py', startLine: 1, endLine: 1, level: 'notice' as const, title: 'T', message: `${index}` }))
    value(await port.updateCheckRun(repository, id, { ...CHECKING, status: 'completed', conclusion: 'neutral', annotations, actions: [{ label: 'Hint', description: 'A hint', identifier: 'hint' }] }))
    expect(sandbox.checkRuns(NAME, commit)).toMatchObject([{ status: 'completed', conclusion: 'neutral', annotations: { length: 60 } }])
    expect(value(await port.ownCheckRuns(repository, commit))).toEqual([{ id, externalId: 'round 1', annotations: 60 }])
    expect(troubleIn(await port.updateCheckRun(repository, id, CHECKING))).toBe('refused')
    expect(troubleIn(await port.createCheckRun(repository, 'f'.repeat(40), 'round 1', CHECKING))).toMatch(/^(?:gone|refused)$/)
  })
  it('as a comment is told from what a person copied of it', async () => {
    const { sandbox, port, repository } = await stage()
    const { number } = sandbox.openIssue(NAME, 'Help', 'text', 'maria')
    sandbox.comment(NAME, number, '<!-- capstone -->\nmine', 'maria')
    const id = value(await port.createComment(repository, number, '<!-- capstone -->\nours'))
    value(await port.createComment(repository, number, 'without a marker'))
    expect(value(await port.ownComments(repository, number, '<!-- capstone -->'))).toEqual([id])
    value(await port.updateComment(repository, id, '<!-- capstone -->\nanew'))
    const [, ours] = sandbox.comments(NAME, number)
    expect(ours).toMatchObject({ id, body: '<!-- capstone -->\nanew' })
    if (ours !== undefined) sandbox.deleteComment(ours, 'maria')
    expect(troubleIn(await port.updateComment(repository, id, 'again'))).toBe('gone')
  })
  it('may be there although its answer was lost', async () => {
    const { port, repository, trouble } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    trouble({ kind: 'answer-lost' })
    expect(troubleIn(await port.createCheckRun(repository, commit, 'round 1', CHECKING))).toBe('passing')
    trouble(null)
    expect(value(await port.ownCheckRuns(repository, commit)).map(({ externalId }) => externalId)).toEqual(['round 1'])
  })
})

it('asks all that it asks as GitHub describes it', async () => {
  const exchanges: Exchange[] = []
  const { sandbox, app, port, repository } = await stage({ webhookUrl: (await startReceiver()).url, onExchange: (exchange) => { exchanges.push(exchange) } })
  const { commit } = value(await port.branchHead(repository, 'main'))
  const { number } = sandbox.openIssue(NAME, 'Help', 'text', 'maria')
  await sandbox.runWorkflow(NAME, { path: '.github/workflows/ci.yml', commit, jobs: [{ name: 'test' }] })
  sandbox.deploy(NAME, { commit, states: ['success'], url: 'https://churn.example', logUrl: 'https://churn.example/log' })
  const id = value(await port.createCheckRun(repository, commit, 'round 1', CHECKING))
  value(await port.updateCheckRun(repository, id, {
    ...CHECKING, status: 'completed', conclusion: 'neutral', text: 'details', detailsUrl: 'https://coach.example/a/1', actions: [{ label: 'Hint', description: 'A hint', identifier: 'hint' }],
    annotations: [{ path: 'app/main.py', startLine: 1, endLine: 1, level: 'warning', title: 'T', message: 'm' }],
  }))
  const comment = value(await port.createComment(repository, number, 'text'))
  for (const answer of await Promise.all([
    app.registration(), app.installations(), app.deliveries(0), app.newestDeliveries(), app.hook(), port.repositories(), port.repository(repository.id), port.openPullRequests(repository, commit), port.open(repository, commit, 'now'),
    port.runs(repository, commit, []), port.deployments(repository, commit), port.ownCheckRuns(repository, commit), port.ownComments(repository, number, 'x'), port.updateComment(repository, comment, 'other'),
  ])) expect(troubleIn<unknown>(answer)).toBe('none')
  expect(exchanges.flatMap(againstDescription)).toEqual([])
  expect(exchanges.length).toBeGreaterThan(15)
})

describe('trouble', () => {
  it.each([
    ['limited', { kind: 'secondary-limit', retryAfter: null }], ['limited', { kind: 'too-many', retryAfter: 5 }], ['limited', { kind: 'primary-limit', resetAt: 4_000_000_000 }],
    ['passing', { kind: 'bad-gateway' }], ['passing', { kind: 'hang-up' }], ['passing', { kind: 'half-an-answer' }],
  ] as const)('is told as %s after %o, and nothing is sent twice', async (kind, next) => {
    const { sandbox, port, repository, trouble } = await stage()
    const { number } = sandbox.openIssue(NAME, 'Help', 'text', 'maria')
    trouble(next)
    const before = sandbox.requests().length
    expect(troubleIn(await port.createComment(repository, number, 'text'))).toBe(kind)
    expect(sandbox.requests().length - before).toBe(1)
  })
  it('is a missing permission, and an installation that rests or is gone', async () => {
    const { sandbox, port, repository, installation } = await stage()
    const { commit } = value(await port.branchHead(repository, 'main'))
    sandbox.acceptPermissions(installation, { ...APP.permissions, checks: 'read' })
    expect(troubleIn(await port.createCheckRun(repository, commit, 'round 1', CHECKING))).toBe('forbidden')
    sandbox.suspend(installation)
    expect(troubleIn(await port.repository(repository.id))).toBe('suspended')
    sandbox.unsuspend(installation)
    expect(troubleIn(await port.repository(repository.id))).toBe('none')
    // A token of the last seconds may only not be known everywhere yet.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_000 })
    onTestFinished(() => { vi.useRealTimers() })
    sandbox.uninstall(installation)
    expect(troubleIn(await port.repository(repository.id))).toBe('suspended')
  })
})

describe('the App', () => {
  it('knows its registration and where it is installed', async () => {
    const { sandbox, app, installation } = await stage()
    expect(value(await app.registration())).toEqual({ appId: APP.id, slug: APP.slug, name: APP.name, owner: { id: expect.any(Number) as number, login: 'capstone-coach[bot]', isPerson: false }, permissions: APP.permissions, events: APP.events })
    sandbox.suspend(installation)
    expect(value(await app.installations())).toEqual([{ id: installation.id, account: { id: installation.accountId, login: 'octo-org', kind: 'organization' }, suspended: true }])
  })
  it('has what it missed sent again', async () => {
    let status = 500
    const { url, heard } = await startReceiver(() => status)
    const { sandbox, app } = await stage({ webhookUrl: url })
    await sandbox.settled()
    const missed = value(await app.deliveries(0)).find(({ event }) => event === 'installation')
    expect(missed).toMatchObject({ succeeded: false, redelivery: false })
    status = 202
    value(await app.redeliver(missed?.attemptId ?? ''))
    await sandbox.settled()
    const attempts = value(await app.deliveries(0)).filter(({ guid }) => guid === missed?.guid)
    expect(attempts.map(({ succeeded, redelivery }) => [succeeded, redelivery])).toEqual([[true, true], [false, false]])
    expect(heard.at(-1)?.id).toBe(missed?.guid)
  })
  it('understands every webhook, and knows who signed it', async () => {
    const { url, heard } = await startReceiver()
    const { sandbox, app, port, repository, installation } = await stage({ webhookUrl: url })
    const commit = await sandbox.push(NAME, 'feature', { files: { 'app/main.py': 'A = 2\n' }, actor: 'maria' })
    const { number } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'feature', actor: 'maria' })
    sandbox.comment(NAME, number, 'text', 'maria')
    const id = value(await port.createCheckRun(repository, commit, 'round 1', { ...CHECKING, status: 'completed', conclusion: 'neutral', actions: [{ label: 'Hint', description: 'A hint', identifier: 'hint' }] }))
    await sandbox.pressAction(id, 'hint', 'maria')
    await sandbox.rerunCheck(id, 'maria')
    await sandbox.runWorkflow(NAME, { path: '.github/workflows/ci.yml', commit, branch: 'feature', jobs: [{ name: 'test' }] })
    sandbox.deploy(NAME, { commit, states: ['success'] })
    await sandbox.mergePullRequest(NAME, number)
    sandbox.renameRepository(NAME, 'retention')
    sandbox.suspend(installation)
    await sandbox.settled()
    const meanings = heard.map(({ id: delivery, event, raw }) => meaningOf({ id: delivery, name: event, action: null, installationId: null, repositoryId: null, receivedAt: 1000, body: raw }, APP.id))
    expect(meanings.filter((meaning) => 'unreadable' in meaning)).toEqual([])
    const used = meanings.flatMap((meaning) => 'unreadable' in meaning ? [] : [meaning])
    const kinds = used.flatMap(({ events }) => events.map(({ kind }) => kind))
    for (const kind of ['installation.created', 'push', 'pull_request.opened', 'issue_comment.created', 'check_run.requested_action', 'check_run.rerequested', 'workflow_run.completed', 'deployment', 'deployment_status', 'pull_request.closed', 'repository.renamed', 'installation.suspend']) expect(kinds).toContain(kind)
    expect(used.flatMap(({ marks }) => marks)).toContainEqual({ installationId: installation.id, repositoryId: repository.id, target: { kind: 'branch', name: 'feature' }, dueAt: 3000, reason: 'push' })
    expect(used.flatMap(({ repositories }) => repositories).at(-1)).toMatchObject({ id: repository.id, name: 'retention' })
    for (const { raw, signature } of heard) expect(await app.verify(raw, signature)).toBe(true)
  })
})
