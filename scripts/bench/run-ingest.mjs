// How fast signed webhooks are taken in. `measure SETTINGS SECONDS` sends them from this process to the App's receiver and then to the whole App, each a process of its own with a store that is emptied first;
// `floors SETTINGS SECONDS` measures what none of them can do without. Prints JSON. The roles `echo`, `receiver`, `app` and `github` are those processes.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import pg from 'pg'
import { startApp } from '../../src/app.ts'
import { createApp } from '../../src/github/app/create-app.ts'
import { createReceiver } from '../../src/inbox/receive.ts'
import { createLog } from '../../src/operate/log.ts'
import { readManifest } from '../../src/operate/manifest.ts'
import { createRecentLines } from '../../src/operate/recent-lines.ts'
import { filesOf } from '../../src/sandbox/demo/files.ts'
import { untilQuiet } from '../../src/sandbox/demo/quiet.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore } from '../../src/store/open-store.ts'
import { listen } from '../../src/web/listen.ts'
import { createSite } from '../../src/web/site.ts'
import { insertFloors, readingFloor } from './ingest-floors.mjs'
import { cpuTime } from './measure.mjs'
import { sendAtRate, sendInFlight } from './send-deliveries.mjs'
import { signedDeliveries } from './signed-deliveries.mjs'

const ORGANIZATION = 'octo-course'
/** So many repositories of one class send. */
const REPOSITORIES = 20
/** So many different bodies, each sent several times under ids of their own. */
const BODIES = 3000
const WARM_UP = 2
const IN_FLIGHT = 64
/** The aim, in deliveries a second. */
const RATE = 1500
/** What `monitorEventLoopDelay` adds to each delay, in milliseconds. */
const RESOLUTION = 10
const LOG = createLog('error', (line) => { process.stderr.write(line) })

const [role, root, ...words] = process.argv.slice(2)
const roles = { measure, floors, echo: () => serve(startEcho), receiver: () => serve(startReceiver), app: () => serve(startWholeApp), github: runGitHub }
const printed = await roles[role](...words)
if (printed !== undefined) {
  process.stdout.write(JSON.stringify(printed))
  process.exit()
}

async function measure(settingsText, seconds) {
  const settings = JSON.parse(settingsText)
  const results = []
  for (const server of ['receiver', 'app']) {
    await emptied(settings)
    const github = await started('github')
    const app = await started(server, { ...github.says, settings })
    const { places } = server === 'app' ? await told(github.child, { webhookUrl: `${app.says.url}/webhook` }) : { places: unheardOf() }
    const deliveries = signedDeliveries(github.says.registered.webhookSecret, BODIES, places)
    await sendInFlight(app.says.url, deliveries, IN_FLIGHT, WARM_UP)
    let accepted = (await kept(settings)).deliveries
    for (const [way, send] of [['in flight', () => sendInFlight(app.says.url, deliveries, IN_FLIGHT, Number(seconds))], ['at a rate', () => sendAtRate(app.says.url, deliveries, RATE, Number(seconds))]]) {
      const before = await kept(settings)
      await told(app.child, 'begin')
      const since = performance.now()
      const sent = await send()
      const process = await told(app.child, 'end')
      const after = await kept(settings)
      accepted += sent.stored
      if (after.deliveries !== accepted) throw new Error(`${accepted} deliveries were answered with 202, ${after.deliveries} are stored`)
      results.push({ server, way, ...sent, process: { ...process, cpu: process.cpu / sent.answered }, settled: 1000 * (after.settled - before.settled) / (performance.now() - since) })
    }
    for (const { child } of [app, github]) await ended(child)
  }
  return results
}

async function floors(settingsText, seconds) {
  const settings = JSON.parse(settingsText)
  const deliveries = signedDeliveries('bench', BODIES, unheardOf())
  const echo = await started('echo')
  await sendInFlight(echo.says.url, deliveries, IN_FLIGHT, WARM_UP)
  const echoed = await sendInFlight(echo.says.url, deliveries, IN_FLIGHT, Number(seconds))
  await ended(echo.child)
  await emptied(settings)
  await (await openStore(settings)).close()
  return { echo: echoed, reading: await readingFloor(deliveries, 'bench'), inserts: await insertFloors(settings, deliveries), bytes: deliveries.reduce((sum, { body }) => sum + body.length, 0) / BODIES }
}

/** Repositories that no store has heard of. */
function unheardOf() {
  return Array.from({ length: REPOSITORIES }, (_, index) => ({ id: 70_000 + index, owner: ORGANIZATION, ownerId: 9, name: `capstone-${index}`, installationId: 7 }))
}

async function started(name, ...first) {
  const child = fork(process.argv[1], [name, root], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  return { child, says: await told(child, first[0] ?? 'begin') }
}

async function told(child, message) {
  child.send(message)
  const failed = once(child, 'exit').then(([code]) => { throw new Error(`a process of the bench ended with ${code}`) })
  const [answer] = await Promise.race([once(child, 'message'), failed])
  failed.catch(() => {})
  return answer
}

async function ended(child) {
  const exit = once(child, 'exit')
  child.send('stop')
  await exit
}

/** Serves until it is told to stop: measures between the words `begin` and `end`. */
async function serve(start) {
  process.once('disconnect', () => { process.exit(1) })
  const [first] = await once(process, 'message')
  const { url, stop } = await start(first)
  process.send({ url })
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION })
  let cpu = 0
  for (;;) {
    const [word] = await once(process, 'message')
    if (word === 'stop') {
      await stop()
      process.exit()
    }
    if (word === 'begin') {
      delay.reset()
      delay.enable()
      cpu = cpuTime()
      process.send({})
    } else {
      delay.disable()
      const of = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - RESOLUTION)
      process.send({ cpu: cpuTime() - cpu, delayP99: of(delay.percentile(99)), delayMax: of(delay.max), memory: process.resourceUsage().maxRSS / 1024 })
    }
  }
}

async function startEcho() {
  const server = createServer((request, response) => {
    request.on('data', () => {}).on('end', () => { response.writeHead(202, { 'content-type': 'text/plain' }).end('stored\n') })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { url: `http://127.0.0.1:${server.address().port}`, stop: async () => { server.closeAllConnections() } }
}

/** The App's site and store with nothing behind them: what arrives waits. */
async function startReceiver({ registered, url: apiUrl, settings }) {
  const store = await openStore(settings)
  const github = await createApp({ appId: registered.id, privateKey: registered.privateKey, webhookSecret: registered.webhookSecret, apiUrl, userAgent: 'bench' })
  const receive = createReceiver({ verify: github.verify, deliveries: store.deliveries, now: Date.now, log: LOG, onStored: () => {} })
  const site = createSite({ receive, needs: [], metrics: async () => ({ text: '', contentType: 'text/plain' }), home: '', privacy: '', pages: [], webUrl: apiUrl, log: LOG })
  const listening = await listen((request) => site.fetch(request), '127.0.0.1', 0)
  return { url: listening.url, stop: async () => { await listening.close(1000); github.close(); await store.close() } }
}

async function startWholeApp({ registered, url, settings }) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-ingest-'))
  const app = await startApp({
    host: '127.0.0.1', port: 0, publicUrl: 'http://127.0.0.1', dataFolder, database: settings,
    credentials: { appId: registered.id, privateKey: registered.privateKey, webhookSecret: registered.webhookSecret, client: null },
    github: { apiUrl: url, webUrl: new URL(url).origin }, courses: null, courseRepositories: ['*'], coursesFromOrganizations: 'own', operators: [], lessonsUrl: null, sweepMinutes: 60, workers: 2, leaseSeconds: 60, pace: { pointsAMinute: 0, contentAMinute: 0, contentAnHour: 0, checkRunsAreContent: true },
    keepDays: 30, keepTextDays: 0, eraseAfterDays: 0, probeLoopback: false, logLevel: 'error',
  }, LOG, createRecentLines())
  return { url: app.url, stop: async () => { await app.stop(); rmSync(dataFolder, { recursive: true, force: true }) } }
}

/** A GitHub with a class of one template: says its address and its App, has the App installed and every repository judged once it is told where webhooks go, and sends none from then on. */
async function runGitHub() {
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
    const isJudged = () => new Set([...sandbox.world.checkRuns.values()].filter((run) => /\d+ of \d+/.test(run.output.title ?? '')).map((run) => run.repositoryId)).size >= REPOSITORIES
    do await untilQuiet(sandbox)
    while (!isJudged())
    sandbox.setWebhookUrl(null)
    process.send({ places: repositories.map(({ id, name }) => ({ id, owner: ORGANIZATION, ownerId, name, installationId })) })
  }
}

async function emptied(settings) {
  if (settings.kind === 'sqlite') {
    for (const part of ['', '-wal', '-shm']) rmSync(`${settings.file}${part}`, { force: true })
    return
  }
  const client = new pg.Client(settings.url)
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
}

async function kept(settings) {
  const [backend] = openBackend(settings, () => {})
  const { total, waiting } = await backend.database.selectFrom('deliveries').select(({ fn, eb }) => [fn.countAll().as('total'), fn.sum(eb.case().when('result', '=', 'waiting').then(1).else(0).end()).as('waiting')]).executeTakeFirstOrThrow()
  await backend.close()
  return { deliveries: Number(total), settled: Number(total) - Number(waiting) }
}
