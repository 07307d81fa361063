import { expect, it } from 'vitest'
import type { InstallationPort } from '../../../src/flow/ports/github-ports.ts'
import { createApp } from '../../../src/github/app/create-app.ts'
import type { HostedRepository } from '../../../src/model/hosting.ts'
import type { Sandbox } from '../../../src/sandbox/sandbox.ts'
import { APP, sandboxWithApp } from '../../support/app-on-sandbox.ts'
import { value } from '../../support/github-contract.ts'

const NAME = 'octo-org/churn'

/** The App on a sandbox with one repository. */
async function stage(): Promise<{ readonly sandbox: Sandbox; readonly port: InstallationPort; readonly repository: HostedRepository }> {
  const sandbox = await sandboxWithApp()
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'app/main.py': 'A = 1\n' }, actor: 'maria' })
  const installation = sandbox.installApp('octo-org', [NAME])
  const app = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  const port = app.installation(installation.id)
  const [repository] = value(await port.repositories())
  if (repository === undefined) throw new Error('the installation has no repository')
  return { sandbox, port, repository }
}

it('is told of a run that was cancelled whether a newer run of its workflow had begun by then, at one request more, once', async () => {
  const { sandbox, port, repository } = await stage()
  const CANCELLED = [{ name: 'test', conclusion: 'cancelled' as const }]
  const path = '.github/workflows/ci.yml'
  const { commit } = value(await port.branchHead(repository, 'main'))
  const later = await sandbox.push(NAME, 'main', { files: { 'app/main.py': 'A = 2\n' } })
  const elsewhere = await sandbox.push(NAME, 'tune', { files: { 'app/main.py': 'A = 3\n' } })
  const first = await sandbox.startWorkflow(NAME, { path, commit, branch: 'main', jobs: [{ name: 'test' }] })
  const alone = await sandbox.startWorkflow(NAME, { path: '.github/workflows/alone.yml', commit, branch: 'main', jobs: [{ name: 'test' }] })
  const third = await sandbox.startWorkflow(NAME, { path, commit: elsewhere, branch: 'tune', jobs: [{ name: 'test' }] })
  await sandbox.startWorkflow(NAME, { path, commit: later, branch: 'main', jobs: [{ name: 'test' }] })
  for (const run of [first, alone, third]) await sandbox.finishWorkflow(run, CANCELLED)
  const before = port.requests()
  const seen = value(await port.runs(repository, commit, []))
  expect(seen.map(({ id, newerBegan }) => [id, newerBegan])).toEqual([[first.id, 'on-branch'], [alone.id, null]])
  expect(port.requests() - before).toBe(4)
  expect(value(await port.runs(repository, commit, seen))).toEqual(seen)
  expect(port.requests() - before).toBe(5)
  expect(value(await port.runs(repository, elsewhere, [])).map(({ newerBegan }) => newerBegan)).toEqual(['elsewhere'])
})

it('shows that an environment went back to a commit and from another; of others nothing more is asked', async () => {
  const { sandbox, port, repository } = await stage()
  const { commit: earlier } = value(await port.branchHead(repository, 'main'))
  const later = await sandbox.push(NAME, 'main', { files: { 'app/main.py': 'A = 2\n' } })
  const other = await sandbox.push(NAME, 'main', { files: { 'app/main.py': 'A = 3\n' } })
  const [first, second, third] = [earlier, later, earlier].map((commit) => sandbox.deploy(NAME, { commit }).id)
  const elsewhere = sandbox.deploy(NAME, { commit: other, environment: 'staging' }).id
  const shown = [{ id: first, sha: earlier, state: 'inactive', succeeded: true }, { id: second, sha: later, state: 'inactive', succeeded: true }, { id: third, sha: earlier, state: 'success', succeeded: true }]
  expect(value(await port.deployments(repository, earlier))).toMatchObject(shown)
  expect(value(await port.deployments(repository, later))).toMatchObject(shown)
  const before = port.requests()
  expect(value(await port.deployments(repository, other))).toMatchObject([{ id: elsewhere, state: 'success' }])
  expect(port.requests() - before).toBe(2)
})

it('finds where a commit was deployed a hundred deployments ago', async () => {
  const { sandbox, port, repository } = await stage()
  const { commit } = value(await port.branchHead(repository, 'main'))
  const { id } = sandbox.deploy(NAME, { commit, states: ['success'] })
  const later = await sandbox.push(NAME, 'main', { files: { 'app/main.py': 'A = 2\n' } })
  for (let count = 0; count < 100; count += 1) sandbox.deploy(NAME, { commit: later, environment: 'preview', states: [] })
  expect(value(await port.deployments(repository, commit))).toMatchObject([{ id, sha: commit, state: 'success' }])
})
