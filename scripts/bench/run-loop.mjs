// How long the App cannot answer while it judges a large repository that it has never seen, and then a push to it: a GitHub of this machine in one process, the App in another.
// Prints JSON: the longest block of the App's event loop and the time until both verdicts, in milliseconds.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { readManifest } from '../../src/operate/manifest.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { untilSo } from '../../src/sandbox/until-so.ts'
import { configurationOf, startHere } from './app-on-sandbox.mjs'

/** How long a verdict may take on a slow machine, in milliseconds. */
const LONGEST = 600_000

const [role, ...words] = process.argv.slice(2)
if (role === 'app') await runApp()
else process.stdout.write(JSON.stringify(await measure(role, ...words)))

/** The App in this process: begins to listen when its configuration comes, to measure at the word `begin`, and ends after the word `end`. */
async function runApp() {
  process.once('disconnect', () => { process.exit() })
  const [configuration] = await once(process, 'message')
  const app = await startHere(configuration)
  process.send({ url: app.url })
  await once(process, 'message')
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  await once(process, 'message')
  delay.disable()
  process.send({ longest: delay.max / 1e6 })
  await app.stop()
  process.exit()
}

/** Installs the App on a GitHub that hosts one repository, given as the `.git` of a clone, pushes a file, and waits for the verdicts. */
async function measure(root, folder) {
  const registered = registeredApp(readManifest(readFileSync(join(root, 'app.yml'), 'utf8')))
  const dataFolder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-loop-'))
  const sandbox = await startSandbox({ app: registered, webUrl: 'here', limits: { requestsAnHour: 1_000_000 }, repositories: [{ owner: 'octo-course', name: 'capstone', folder }] })
  const app = fork(process.argv[1], ['app'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  try {
    app.send(configurationOf({ registered, url: sandbox.url, dataFolder }))
    const [{ url }] = await once(app, 'message')
    sandbox.setWebhookUrl(`${url}/webhook`)
    app.send('begin')
    const since = performance.now()
    sandbox.installApp('octo-course', 'all')
    await verdicts(sandbox, app, registered.id, 1)
    await sandbox.push('octo-course/capstone', 'main', { files: { 'NOTES.md': '# Notes\n' } })
    await verdicts(sandbox, app, registered.id, 2)
    const milliseconds = performance.now() - since
    app.send('end')
    const [{ longest }] = await once(app, 'message')
    await once(app, 'exit')
    return { longest, milliseconds }
  } finally {
    app.kill()
    await sandbox.close()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}

function verdicts(sandbox, app, appId, count) {
  const isTold = (run) => run.appId === appId && /\d+ of \d+/.test(run.output.title ?? '')
  return untilSo(`${count} verdicts are told`, () => [...sandbox.world.checkRuns.values()].filter(isTold).length >= count, LONGEST, app)
}
