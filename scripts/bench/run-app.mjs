// The App on a GitHub of this machine, over HTTP: what it asks and writes for each kind of event, and how many blobs a class of so many repositories costs
// that began with one template. Prints JSON.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readManifest } from '../../src/operate/manifest.ts'
import { filesOf } from '../../src/sandbox/demo/files.ts'
import { untilQuiet } from '../../src/sandbox/demo/quiet.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { configurationOf, judgedOn, startHere } from './app-on-sandbox.mjs'

const [root, size] = [process.argv[2], Number(process.argv[3])]
const ORGANIZATION = 'octo-course'
const CI = { path: '.github/workflows/ci.yml', name: 'CI', jobs: [{ name: 'check', steps: ['Unit tests'] }] }
const files = filesOf(join(root, 'samples', 'sentiment-service'))
const nameOf = (index) => `${ORGANIZATION}/capstone-${index}`

const manifest = readManifest(readFileSync(join(root, 'app.yml'), 'utf8'))
const events = await withApp(1, ({ sandbox, appId }) => eventCosts(sandbox, appId))
process.stdout.write(JSON.stringify(await withApp(size, ({ sandbox, since }) => {
  const asked = sandbox.requests()
  const perRepository = Object.keys(files).length + 1
  return {
    size, seconds: (performance.now() - since) / 1000, requests: asked.length, events,
    blobs: { files: size * perRepository, contents: perRepository - 1 + size, asked: sum(asked.map((one) => one.objects + (one.kind === 'blob' ? 1 : 0))) },
  }
})))

/** Runs the App on a GitHub with so many repositories of one template until all are judged, then what is to be measured. */
async function withApp(count, measure) {
  const registered = registeredApp(manifest)
  const dataFolder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-app-'))
  const sandbox = await startSandbox({ app: registered, webUrl: 'here', limits: { requestsAnHour: 1_000_000 } })
  const app = await startHere(configurationOf({ registered, url: sandbox.url, dataFolder }))
  sandbox.setWebhookUrl(`${app.url}/webhook`)
  try {
    sandbox.organization(ORGANIZATION)
    for (let index = 0; index < count; index += 1) await sandbox.createRepository(nameOf(index), { files: { ...files, 'NOTES.md': `# Notes of student ${index}\n` }, actor: `student-${index}` })
    const since = performance.now()
    sandbox.installApp(ORGANIZATION, 'all')
    await judged(sandbox, registered.id, count)
    return await measure({ sandbox, appId: registered.id, since })
  } finally {
    await app.stop()
    await sandbox.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

/** What one repository's events make the App ask and write, one kind after the other. */
async function eventCosts(sandbox, appId) {
  const name = nameOf(0)
  const costs = []
  const cost = async (event, act) => {
    const before = sandbox.requests().length
    const result = await act()
    await untilQuiet(sandbox)
    const asked = sandbox.requests().slice(before).filter(({ path }) => !path.endsWith('/access_tokens'))
    const writes = asked.filter(({ method, kind }) => method !== 'GET' && kind !== 'graphql').length
    costs.push({ event, reads: asked.length - writes, writes })
    return result
  }
  // What the first commit waits for would be counted with the first event.
  await sandbox.runWorkflow(name, { ...CI, commit: sandbox.checkRuns(name)[0].headSha, branch: 'main', event: 'push' })
  await untilQuiet(sandbox)
  const commit = await cost('push', () => sandbox.push(name, 'main', { files: { 'docs/notes.md': '# Notes\n' } }))
  await cost('end of CI on it', () => sandbox.runWorkflow(name, { ...CI, commit, branch: 'main', event: 'push' }))
  const head = await cost('push to a new branch', () => sandbox.push(name, 'rollback', { files: { 'docs/rollback.md': '# Rollback\n\nGive the last revision the traffic.\n' } }))
  const { number } = await cost('pull request opened', () => sandbox.openPullRequest(name, { title: 'Say how to roll back', head: 'rollback' }))
  await cost('end of CI on it', () => sandbox.runWorkflow(name, { ...CI, commit: head, branch: 'rollback', event: 'pull_request' }))
  await cost('comment of a person', async () => { sandbox.comment(name, number, 'Looks good.') })
  const merged = await cost('merge', () => sandbox.mergePullRequest(name, number))
  await cost('end of CI on it', () => sandbox.runWorkflow(name, { ...CI, commit: merged, branch: 'main', event: 'push' }))
  await cost('deployment', async () => { sandbox.deploy(name, { commit: merged, environment: 'production' }) })
  await cost('Check again', async () => { await sandbox.pressAction(sandbox.checkRuns(name, merged).findLast((run) => run.appId === appId).id, 'again') })
  return costs
}

/** Ends when so many repositories have a check run that says more than the first word. */
async function judged(sandbox, appId, count) {
  do await untilQuiet(sandbox)
  while (judgedOn(sandbox, appId) < count)
}

function sum(numbers) {
  return numbers.reduce((total, one) => total + one, 0)
}
