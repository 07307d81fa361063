import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApp } from '../../src/github/app/create-app.ts'
import { createReceiver } from '../../src/inbox/receive.ts'
import { readManifest } from '../../src/operate/manifest.ts'
import { filesOf } from '../../src/sandbox/demo/files.ts'
import { untilQuiet } from '../../src/sandbox/demo/quiet.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { openStore } from '../../src/store/open-store.ts'
import { listen } from '../../src/web/listen.ts'
import { createSite } from '../../src/web/site.ts'
import { configurationOf, judgedOn, LOG, startHere } from './app-on-sandbox.mjs'

/** Whose class sends, and from how many repositories. */
export const ORGANIZATION = 'octo-course'
export const REPOSITORIES = 20

/** Reads what it is sent and answers, and nothing else. */
export async function startEcho() {
  const server = createServer((request, response) => {
    request.on('data', () => {}).on('end', () => { response.writeHead(202, { 'content-type': 'text/plain' }).end('stored\n') })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${server.address().port}`, stop: async () => { server.closeAllConnections() } }
}

/** The App's site and store with nothing behind them: what arrives waits. */
export async function startReceiver({ registered, url: apiUrl, settings }) {
  const store = await openStore(settings)
  const github = await createApp({ appId: registered.id, privateKey: registered.privateKey, webhookSecret: registered.webhookSecret, apiUrl, userAgent: 'bench' })
  const receive = createReceiver({ verify: github.verify, deliveries: store.deliveries, now: Date.now, log: LOG, onStored: () => {} })
  const site = createSite({ receive, needs: [], metrics: async () => ({ text: '', contentType: 'text/plain' }), home: '', privacy: '', pages: [], webUrl: apiUrl, publicUrl: null, proxies: 0, now: Date.now, log: LOG })
  const listening = await listen((request) => site.fetch(request), '127.0.0.1', 0)
  return { url: listening.url, stop: async () => { await listening.close(1000); github.close(); await store.close() } }
}

/** The whole App, on a store that is given. */
export async function startWholeApp({ registered, url, settings }) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-ingest-'))
  const app = await startHere(configurationOf({ registered, url, dataFolder, database: settings, coursesFromOrganizations: 'own' }))
  return { url: app.url, stop: async () => { await app.stop(); rmSync(dataFolder, { recursive: true, force: true }) } }
}

/** A GitHub with a class of one template: says its address and its App, has the App installed and every repository judged once it is told where webhooks go, and sends none from then on. */
export async function runGitHub(root) {
  process.once('disconnect', () => { process.exit(1) })
  await once(process, 'message')
  const registered = registeredApp(readManifest(readFileSync(join(root, 'app.yml'), 'utf8')))
  const sandbox = await startSandbox({ app: registered, webUrl: 'here', limits: { requestsAnHour: 1_000_000 } })
  process.send({ url: sandbox.url, registered })
  for (;;) {
    const [word] = await once(process, 'message')
    if (word === 'stop') {
      await sandbox.close()
      process.exit()
    }
    sandbox.setWebhookUrl(word.webhookUrl)
    const { id: ownerId } = sandbox.organization(ORGANIZATION)
    const files = filesOf(join(root, 'samples', 'sentiment-service'))
    const repositories = []
    for (let index = 0; index < REPOSITORIES; index += 1) repositories.push(await sandbox.createRepository(`${ORGANIZATION}/capstone-${index}`, { files }))
    const { id: installationId } = sandbox.installApp(ORGANIZATION, 'all')
    do await untilQuiet(sandbox)
    while (judgedOn(sandbox, registered.id) < REPOSITORIES)
    sandbox.setWebhookUrl(null)
    process.send({ places: repositories.map(({ id, name }) => ({ id, owner: ORGANIZATION, ownerId, name, installationId })) })
  }
}
