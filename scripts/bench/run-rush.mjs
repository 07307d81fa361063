// A deadline rush: a class of one template on a GitHub of this machine, with latency and, where asked for, GitHub's documented limits; the App in one or several processes of its own beside it.
// Prints JSON: how long verdicts took after the last event of their commit, what was asked of GitHub, what its limits refused, memory of the App's process trees, and the delay of their event loops.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { DOCUMENTED } from '../../src/flow/pace/rates.ts'
import { readManifest } from '../../src/operate/manifest.ts'
import { USUAL_LATENCY } from '../../src/sandbox/access/latency.ts'
import { DOCUMENTED_LIMITS } from '../../src/sandbox/access/limits.ts'
import { filesOf } from '../../src/sandbox/demo/files.ts'
import { registeredApp } from '../../src/sandbox/demo/registered-app.ts'
import { startSandbox } from '../../src/sandbox/sandbox.ts'
import { configurationOf, judgedOn, startHere } from './app-on-sandbox.mjs'
import { watchMemory } from './watch-memory.mjs'

const ORGANIZATION = 'octo-course'
const CI = { path: '.github/workflows/ci.yml', name: 'CI', jobs: [{ name: 'check', steps: ['Unit tests'] }] }
/** The most that is waited for the first verdicts of a new class, which are no part of the rush, in milliseconds. */
const FIRST = 900_000
/** What students do comes by these; what the App writes is told by others. */
const OF_STUDENTS = new Set(['push', 'create', 'pull_request', 'workflow_run', 'workflow_job'])
/** A class is at rest when the App has asked for nothing for so long, in milliseconds. */
const REST = 5000
/** The most that is waited for verdicts after the last event, in milliseconds: what a killed process held is free again after a minute. */
const LAST = 150_000
const nameOf = (index) => `${ORGANIZATION}/capstone-${index}`

if (process.argv[2] === 'app') await runApp()
else process.stdout.write(JSON.stringify(await measure(process.argv[2], JSON.parse(process.argv[3]))))

/** The App in this process, until it is told to end. */
async function runApp() {
  process.once('disconnect', () => { process.exit() })
  const [configuration] = await once(process, 'message')
  const app = await startHere(configuration)
  const delay = monitorEventLoopDelay({ resolution: 10 })
  process.send({ url: app.url })
  await once(process, 'message')
  delay.enable()
  await once(process, 'message')
  const of = (nanoseconds) => Math.max(0, nanoseconds / 1e6 - 10)
  process.send({ p50: of(delay.percentile(50)), p99: of(delay.percentile(99)), max: of(delay.max) })
  await app.stop()
  process.exit()
}

async function measure(root, { size, rate, seconds, limited, processes, databaseUrl, burst, killsOne }) {
  const registered = registeredApp(readManifest(readFileSync(join(root, 'app.yml'), 'utf8')))
  const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-rush-'))
  const limits = limited ? { ...DOCUMENTED_LIMITS, requestsAnHour: Math.min(12_500, 5000 + 50 * Math.max(0, 2 * size - 20)) } : { requestsAnHour: 10_000_000 }
  const sandbox = await startSandbox({ app: registered, webUrl: 'here', limits, latency: USUAL_LATENCY })
  const apps = []
  try {
    sandbox.organization(ORGANIZATION)
    const files = filesOf(join(root, 'samples', 'sentiment-service'))
    for (let index = 0; index < size; index += 1) await sandbox.createRepository(nameOf(index), { files: { ...files, 'NOTES.md': `# Notes of student ${index}\n` }, actor: `student-${index}` })
    for (let index = 0; index < processes; index += 1) apps.push(await startOne(registered, sandbox, { folder, databaseUrl, limited }))
    sandbox.setWebhookUrl(`${apps[0].url}/webhook`)
    sandbox.installApp(ORGANIZATION, 'all')
    const installed = await allTold(sandbox, registered.id, size, FIRST)
    // Opening the capstone issues is no part of the rush either; with limits it takes hours, and goes on beside it.
    if (!limited) await atRest(sandbox, FIRST)
    for (const { child } of apps) child.send('begin')
    const before = { requests: sandbox.requests().length, deliveries: sandbox.deliveries().length }
    const memory = watchMemory(apps.map(({ child }) => child.pid))
    const rushed = await rush(sandbox, registered.id, { size, rate, seconds, burst, onHalf: killsOne ? () => { apps.pop()?.child.kill('SIGKILL') } : () => {} })
    const peak = memory()
    const asked = sandbox.requests().slice(before.requests).filter(({ path }) => !path.endsWith('/access_tokens'))
    const loops = []
    for (const { child } of apps) {
      child.send('end')
      loops.push((await once(child, 'message'))[0])
    }
    const runs = [...sandbox.world.checkRuns.values()].filter((run) => run.appId === registered.id).map((run) => `${run.repositoryId} ${run.headSha}`)
    const writes = asked.filter(({ method, kind }) => method !== 'GET' && kind !== 'graphql').length
    return {
      size, rate, limited, processes, killsOne, installed, ...rushed, deliveries: sandbox.deliveries().length - before.deliveries, requests: asked.length, writes, points: asked.filter(({ kind }) => kind !== 'graphql').length + 4 * writes,
      blobs: asked.reduce((sum, { objects, kind }) => sum + objects + (kind === 'blob' ? 1 : 0), 0), refused: sandbox.refusals().length, twice: runs.length - new Set(runs).size, memory: peak,
      loop: { p50: Math.max(...loops.map(({ p50 }) => p50)), p99: Math.max(...loops.map(({ p99 }) => p99)), max: Math.max(...loops.map(({ max }) => max)) },
    }
  } finally {
    for (const { child } of apps) child.kill()
    await sandbox.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function startOne(registered, sandbox, { folder, databaseUrl, limited }) {
  const child = fork(process.argv[1], ['app'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const dataFolder = mkdtempSync(join(folder, 'data-'))
  child.send(configurationOf({ registered, url: sandbox.url, dataFolder, ...databaseUrl === null ? {} : { database: { kind: 'postgres', url: databaseUrl } }, ...limited ? { pace: DOCUMENTED } : {} }))
  const [{ url }] = await once(child, 'message')
  return { child, url }
}

/**
 * Everybody in turn pushes and has CI run on it, so that about so many webhooks come a second (`burst`: each once, as fast as can be); until all have their verdict, or for a while. Every other student works on a
 * branch with an open pull request. `onHalf` is called when half of a burst has its verdict.
 */
async function rush(sandbox, appId, { size, rate, seconds, burst, onHalf }) {
  const started = performance.now()
  const pending = new Map()
  const took = []
  let [heard, read] = [0, sandbox.deliveries().length]
  const heardOfStudents = () => {
    const deliveries = sandbox.deliveries()
    heard += deliveries.slice(read).filter(({ event }) => OF_STUDENTS.has(event)).length
    read = deliveries.length
    return heard
  }
  let [pushes, overtaken, half] = [0, 0, false]
  const look = () => {
    const told = new Set([...sandbox.world.checkRuns.values()].filter((run) => run.appId === appId && run.status === 'completed').map(({ headSha }) => headSha))
    for (const [index, { commit, at }] of pending) {
      if (!told.has(commit)) continue
      took.push(performance.now() - at)
      pending.delete(index)
    }
    if (half || !burst || took.length < size / 2) return
    half = true
    onHalf()
  }
  const looking = setInterval(look, 50)
  const isOver = () => burst ? pushes >= size : performance.now() - started > seconds * 1000
  while (!isOver()) {
    if (!burst && heardOfStudents() >= rate * (performance.now() - started) / 1000) {
      await wait(5)
      continue
    }
    const index = pushes % size
    const commit = await work(sandbox, index, pushes < size, pushes)
    pushes += 1
    if (pending.has(index)) overtaken += 1
    pending.set(index, { commit, at: performance.now() })
  }
  const pushedFor = performance.now() - started
  while (pending.size > 0 && performance.now() - started - pushedFor < LAST) await wait(100)
  clearInterval(looking)
  const sorted = took.toSorted((left, right) => left - right)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null
  return { webhooks: heardOfStudents(), pushes, told: took.length, overtaken, left: pending.size, seconds: pushedFor / 1000, whole: (performance.now() - started) / 1000, p50: at(0.5), p95: at(0.95) }
}

/** One push of a student with its run of CI: on the default branch, or on a branch with a pull request, which the first push opens. Gives the commit. */
async function work(sandbox, index, isFirst, count) {
  const [name, actor, isProposed] = [nameOf(index), `student-${index}`, index % 2 === 1]
  const branch = isProposed ? 'work' : 'main'
  const commit = await sandbox.push(name, branch, { files: { 'NOTES.md': `# Notes ${count}\n` }, actor })
  if (isProposed && isFirst) await sandbox.openPullRequest(name, { title: 'Work', head: branch, base: 'main', actor })
  await sandbox.runWorkflow(name, { ...CI, commit, branch, event: isProposed ? 'pull_request' : 'push' })
  return commit
}

/** Waits until nothing is asked of GitHub any more, or so long. */
async function atRest(sandbox, most) {
  const until = performance.now() + most
  let [asked, since] = [-1, performance.now()]
  while (performance.now() - since < REST && performance.now() < until) {
    const now = sandbox.requests().length
    if (now !== asked) [asked, since] = [now, performance.now()]
    await wait(100)
  }
}

/** Waits until each repository has a verdict, or so long; gives how many have one. */
async function allTold(sandbox, appId, size, most) {
  const until = performance.now() + most
  while (judgedOn(sandbox, appId) < size && performance.now() < until) await wait(200)
  return judgedOn(sandbox, appId)
}
