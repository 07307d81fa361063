import { expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/github/app/create-app.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { openStore } from '../../src/store/open-store.ts'
import { APP, sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'
import { classApp } from '../support/class-app.ts'
import { aCourse } from '../support/hosting.ts'

const NAME = 'octo-org/churn'
// What any test of this process read before costs nothing: these files are of no other one.
const CI = '# Its requests are counted.\nname: CI\non: [push, pull_request]\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n'
const PATH = '.github/workflows/ci.yml'
const UPLOADING = CI.replace('{run: pytest}', '{run: pytest}, {uses: actions/upload-artifact@v4}')

type Costed = {
  readonly sandbox: Sandbox
  /** What the webhooks since the last time made the App ask and write, up to where nothing is due for ten seconds. */
  readonly costOf: (name: string) => Promise<string>
  /** The same as `costOf` does, each read by its operation at GitHub. */
  readonly readsOf: () => Promise<readonly string[]>
}

/** The App on a sandbox with one repository, already judged; every request is counted. */
async function costed(files: Readonly<Record<string, string>> = {}): Promise<Costed> {
  const { url: webhookUrl, heard } = await startReceiver()
  // One clock for both: on a busy machine, what GitHub says happened would else be later than what the App takes for now.
  const clock = { now: Date.now() }
  const sandbox = await sandboxWithApp({ webhookUrl, now: () => clock.now })
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  sandbox.organization('octo-org')
  await sandbox.createRepository(NAME, { files: { 'src/app.py': 'def predict(x):\n    return x\n', [PATH]: CI, ...files }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const github = await createApp({ appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1' })
  onTestFinished(() => { github.close() })
  const app = classApp(store, github, clock, { meaning: (delivery) => meaningOf(delivery, APP.id) })
  for (const account of sandbox.world.accounts.values()) {
    if (account.login === 'octo-org') await store.courses.saveCourse({ ...aCourse(), account: { id: account.id, login: account.login } }, 0)
  }
  let taken = 0
  const askedSince = async (): Promise<readonly string[]> => {
    await sandbox.settled()
    const before = sandbox.requests().length
    for (; taken < heard.length; taken += 1) {
      const one = heard[taken]
      if (one !== undefined) await store.deliveries.add({ id: one.id, name: one.event, action: one.payload.action ?? null, installationId: null, repositoryId: null, receivedAt: clock.now, body: one.raw })
    }
    const quietAt = clock.now + 10_000
    await app.settle(() => { if (clock.now >= quietAt) throw new Error('quiet') }).catch((error: unknown) => { if (!(error instanceof Error) || error.message !== 'quiet') throw error })
    return sandbox.requests().slice(before).map(({ operation }) => operation ?? 'another').filter((operation) => !operation.includes('access_tokens'))
  }
  await askedSince()
  const isWrite = (operation: string): boolean => /^(?:POST|PATCH) \/repos\//.test(operation)
  return {
    sandbox,
    readsOf: async () => (await askedSince()).filter((operation) => !isWrite(operation)).map((operation) => operation.replace('/repos/{owner}/{repo}/', '')),
    costOf: async (name) => {
      const asked = await askedSince()
      const writes = asked.filter(isWrite)
      return `${name}: ${asked.length - writes.length} reads, ${writes.length} writes`
    },
  }
}

it('asks GitHub at most four times for a push, three for the end of a run and two more where it uploads a report, and once of each other head that is told where the steps stand, or a pull request where the default branch went on; and writes each place once for what it says anew, the capstone issue too', { timeout: 600_000 }, async () => {
  const { sandbox, costOf } = await costed()
  const costs: string[] = []
  const commit = await sandbox.push(NAME, 'main', { files: { 'README.md': '# Churn, counted\n' }, actor: 'maria' })
  costs.push(await costOf('push'))
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit, branch: 'main', event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }] })
  costs.push(await costOf('end of CI'))
  const feature = await sandbox.push(NAME, 'health', { files: { 'src/health.py': 'COUNTED = 1\n' }, actor: 'maria' })
  costs.push(await costOf('push to a branch'))
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'health', actor: 'maria' })
  costs.push(await costOf('pull request'))
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit: feature, branch: 'health', event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }] })
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit: feature, branch: 'health', event: 'pull_request', jobs: [{ name: 'test', steps: ['pytest'] }] })
  costs.push(await costOf('end of two runs'))
  const uploading = await sandbox.push(NAME, 'main', { files: { [PATH]: UPLOADING }, actor: 'maria' })
  costs.push(await costOf('push to what a pull request is compared with'))
  await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit: uploading, branch: 'main', event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }], artifacts: { junit: { 'junit.xml': '<testsuite><testcase name="test_a"/></testsuite>' } } })
  // The list, and the one artifact: once.
  costs.push(await costOf('end of CI that uploads'))
  await sandbox.runWorkflow(NAME, { path: '.github/workflows/other.yml', name: 'Other', commit: uploading, branch: 'main', event: 'push', jobs: [{ name: 'other' }] })
  costs.push(await costOf('end of another run'))
  // Where the steps stand otherwise since, the other head is asked whether it is still at the same commit, and its check run says so.
  expect(costs).toEqual(['push: 3 reads, 3 writes', 'end of CI: 3 reads, 1 writes', 'push to a branch: 4 reads, 4 writes', 'pull request: 3 reads, 2 writes', 'end of two runs: 5 reads, 4 writes', 'push to what a pull request is compared with: 4 reads, 4 writes', 'end of CI that uploads: 6 reads, 2 writes', 'end of another run: 3 reads, 1 writes'])
  expect(sandbox.comments(NAME, number)).toHaveLength(1)
  for (const one of [commit, feature]) expect(sandbox.checkRuns(NAME, one)).toHaveLength(1)
})

it('asks once for the pull request whose comment holds commands, and writes a reaction and an answer; and once for an answer on the capstone issue', { timeout: 600_000 }, async () => {
  const { sandbox, costOf } = await costed()
  await sandbox.push(NAME, 'health', { files: { 'src/health.py': 'B = 1\n' }, actor: 'maria' })
  const { number } = await sandbox.openPullRequest(NAME, { title: 'Better', head: 'health', actor: 'maria' })
  const issue = sandbox.openIssue(NAME, 'A question', 'Text', 'maria')
  await costOf('all before')
  const costs: string[] = []
  sandbox.comment(NAME, number, '/status\n/why lint', 'maria')
  costs.push(await costOf('commands of a comment on a pull request'))
  sandbox.comment(NAME, issue.number, '/status', 'maria')
  costs.push(await costOf('on an issue'))
  sandbox.comment(NAME, issue.number, '/why lint', 'ben')
  costs.push(await costOf('by somebody who is not known'))
  const capstone = sandbox.issues(NAME).find(({ viaApp }) => viaApp)?.number ?? 0
  sandbox.comment(NAME, capstone, 'Models reach production reliably and stay healthy there.', 'maria')
  // The answer, and the issue that shows it.
  costs.push(await costOf('an answer on the capstone issue'))
  expect(costs).toEqual(['commands of a comment on a pull request: 1 reads, 2 writes', 'on an issue: 0 reads, 2 writes', 'by somebody who is not known: 1 reads, 2 writes', 'an answer on the capstone issue: 1 reads, 2 writes'])
})

it('reads of what a run uploads the list, and the bundle alone where it holds what the others promise, else three artifacts; nothing again where another branch takes over what the run showed or is told of the steps', { timeout: 600_000 }, async () => {
  const { sandbox, readsOf } = await costed({ [PATH]: UPLOADING, 'tests/test_app.py': 'from src.app import predict\n\ndef test_a():\n    assert predict(1) == 1\n' })
  const run = async (commit: string, branch: string, names: readonly string[]): Promise<readonly string[]> => {
    const artifacts = Object.fromEntries(names.map((name) => [name, { 'junit.xml': '<testsuite><testcase name="test_a"/></testsuite>' }]))
    await sandbox.runWorkflow(NAME, { path: PATH, name: 'CI', commit, branch, event: 'push', jobs: [{ name: 'test', steps: ['pytest'] }], artifacts })
    return readsOf()
  }
  const main = await sandbox.push(NAME, 'main', { files: { 'src/more.py': 'A = 1\n' }, actor: 'maria' })
  const notes = await sandbox.push(NAME, 'notes', { files: { 'README.md': '# Churn\n' }, actor: 'maria' })
  await readsOf()
  const [runs, jobs, list, zip] = ['GET actions/runs', 'GET actions/runs/{run_id}/jobs', 'GET actions/runs/{run_id}/artifacts', 'GET actions/artifacts/{artifact_id}/{archive_format}']
  const head = 'POST /graphql'
  // The other branch is told; whether it is still at the same commit is all that is asked of it.
  expect(await run(main, 'main', ['junit'])).toEqual([head, runs, jobs, list, zip, head])
  expect(await run(notes, 'notes', ['junit', 'model', 'capstone-evidence'])).toEqual([head, runs, jobs, list, zip, head])
  const more = await sandbox.push(NAME, 'notes', { files: { 'README.md': '# Churn, predicted\n' }, actor: 'maria' })
  await readsOf()
  expect(await run(more, 'notes', ['junit', 'coverage', 'model', 'drift', 'metrics'])).toEqual([head, runs, jobs, list, zip, zip, zip])
})
