// How fast signed webhooks are taken in. `measure ROOT SETTINGS SECONDS` sends them from this process to the App's receiver and then to the whole App, each a process of its own with a store that is emptied first;
// `floors ROOT SETTINGS SECONDS` measures what none of them can do without. Prints JSON. The roles `echo`, `receiver`, `app` and `github` are those processes.
import { rmSync } from 'node:fs'
import pg from 'pg'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore } from '../../src/store/open-store.ts'
import { insertFloors, readingFloor } from './ingest-floors.mjs'
import { ORGANIZATION, REPOSITORIES, runGitHub, startEcho, startReceiver, startWholeApp } from './ingest-servers.mjs'
import { sendAtRate, sendInFlight } from './send-deliveries.mjs'
import { signedDeliveries } from './signed-deliveries.mjs'
import { ended, serve, started, told } from './told-processes.mjs'

/** So many different bodies, each sent several times under ids of their own. */
const BODIES = 3000
const WARM_UP = 2
const IN_FLIGHT = 64
/** The aim, in deliveries a second. */
const RATE = 1500

const [role, root, ...words] = process.argv.slice(2)
const roles = { measure, floors, echo: () => serve(startEcho), receiver: () => serve(startReceiver), app: () => serve(startWholeApp), github: () => runGitHub(root) }
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
    const github = await started(['github', root])
    const app = await started([server, root], { ...github.says, settings })
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
  const echo = await started(['echo', root])
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

/** Leaves nothing of what a store holds. */
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

/** How many deliveries a store holds, and how many of them were worked off. */
async function kept(settings) {
  const [backend] = openBackend(settings, () => {})
  const { total, waiting } = await backend.database.selectFrom('deliveries').select(({ fn, eb }) => [fn.countAll().as('total'), fn.sum(eb.case().when('result', '=', 'waiting').then(1).else(0).end()).as('waiting')]).executeTakeFirstOrThrow()
  await backend.close()
  return { deliveries: Number(total), settled: Number(total) - Number(waiting) }
}
