import { expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/github/app/create-app.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import { openStore } from '../../src/store/open-store.ts'
import { APP, sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'
import { classApp } from '../support/class-app.ts'
import { aCourse } from '../support/hosting.ts'

const NAME = 'octo-org/churn'
const CI = 'name: CI\non: [push, pull_request]\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n'
const PATH = '.github/workflows/ci.yml'

it('asks GitHub at most four times for a push, three for the end of a run and one more for the list of what it uploaded and for each artifact, and writes each place once for what it says anew', { timeout: 600_000 }, async () => {
  const { url: webhookUrl, heard } = await startReceiver()
  const sandbox = await sandboxWithApp({ webhookUrl })
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'src/app.py': 'def predict(x):\n    return x\n', [PATH]: CI }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const github = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  onTestFinished(() => { github.close() })
  const clock = { now: sandbox.world.now() }
  const app = classApp(store, github, clock, { meaning: (delivery) => meaningOf(delivery, APP.id) })
  for (const account of sandbox.world.accounts.values()) {
    if (account.login === 'octo-org') await store.courses.saveCourse({ ...aCourse(), account: { id: account.id, login: account.login } }, 0)
  }
  let taken = 0
  /** What the webhooks since the last time made the App ask and write, up to where nothing is due for two minutes. */
  const costOf = async (name: string): Promise<string> => {
    await sandbox.settled()
    const before = sandbox.requests().length
    for (; taken < heard.length; taken += 1) {
      const one = heard[taken]
      if (one !== undefined) await store.deliveries.add({ id: one.id, name: one.event, action: one.payload.action ?? null, installationId: null, repositoryId: null, receivedAt: clock.now, body: one.raw })
    }
    const quietAt = clock.now + 10_000
    await app.settle(() => { if (clock.now >= quietAt) throw new Error('quiet') }).catch((error: unknown) => { if (!(error instanceof Error) || error.message !== 'quiet') throw error })
    const asked = sandbox.requests().slice(before).filter(({ operation }) => operation?.includes('access_tokens') !== true)
    const writes = asked.filter(({ operation }) => operation !== null && /^(?:POST|PATCH) \/repos\//.test(operation))
    return `${name}: ${asked.length - writes.length} reads, ${writes.length} writes`
  }
  await costOf('installation')
  const costs: string[] = []
  const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
  costs.push(await costOf('push'))
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit, branch: 'main', event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }] })
  costs.push(await costOf('end of CI'))
  const feature = await sandbox.push(NAME, 'health', { files: { 'src/health.py': 'B = 1\n' }, actor: 'maria' })
  costs.push(await costOf('push to a branch'))
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'health', actor: 'maria' })
  costs.push(await costOf('pull request'))
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit: feature, branch: 'health', event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }] })
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit: feature, branch: 'health', event: 'pull_request', jobs: [{ name: 'test', steps: ['pytest'] }] })
  costs.push(await costOf('end of two runs'))
  const uploading = await sandbox.push(NAME, 'main', { files: { [PATH]: CI.replace('{run: pytest}', '{run: pytest}, {uses: actions/upload-artifact@v4}') }, actor: 'maria' })
  await costOf('push of a workflow that uploads')
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit: uploading, branch: 'main', event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }], artifacts: { junit: { 'junit.xml': '<testsuite><testcase name="test_a"/></testsuite>' } } })
  // The list, and the one artifact: once.
  costs.push(await costOf('end of CI that uploads'))
  await sandbox.runWorkflow(NAME, { path: '.github/workflows/other.yml', name: 'Other', commit: uploading, branch: 'main', event: 'push', jobs: [{ name: 'other' }] })
  costs.push(await costOf('end of another run'))
  expect(costs).toEqual(['push: 3 reads, 2 writes', 'end of CI: 3 reads, 1 writes', 'push to a branch: 3 reads, 2 writes', 'pull request: 2 reads, 1 writes', 'end of two runs: 4 reads, 2 writes', 'end of CI that uploads: 5 reads, 1 writes', 'end of another run: 3 reads, 1 writes'])
  expect(sandbox.comments(NAME, number)).toHaveLength(1)
  for (const one of [commit, feature]) expect(sandbox.checkRuns(NAME, one)).toHaveLength(1)
})

