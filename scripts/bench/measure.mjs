import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FOLDER = join(ROOT, 'node_modules', '.cache', 'bench')
const SCRIPTS = ['run-floor', 'run-grade', 'run-changed', 'run-app', 'run-loop', 'run-class', 'run-cluster', 'run-ingest', 'run-rush']

/** Builds the measured scripts as the program itself is built, so that what they load costs the same. */
export function buildScripts() {
  execFileSync(process.execPath, [join(ROOT, 'scripts', 'build.mjs'), FOLDER, ...SCRIPTS.map((name) => `${name}=scripts/bench/${name}.mjs`)])
}

/** What a built script prints, and how long its whole process took in milliseconds. */
export function runScript(script, ...words) {
  const started = performance.now()
  const printed = execFileSync(process.execPath, [join(FOLDER, `${script}.js`), ...words], { encoding: 'utf8', maxBuffer: 64 << 20 })
  return { printed: printed === '' ? null : JSON.parse(printed), wall: performance.now() - started }
}

/** Starts an empty PostgreSQL: its address, and how to stop it. Null where it is not installed. */
async function emptyPostgres(isDurable) {
  const keeper = spawn(process.execPath, [join(FOLDER, 'run-cluster.js'), isDurable ? 'durable' : 'fast'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(keeper.stdout, 'data')
  const url = line.toString().trim()
  const stop = async () => {
    keeper.stdin.end()
    if (keeper.exitCode === null) await once(keeper, 'exit')
  }
  if (url !== '') return { url, stop }
  await stop()
  return null
}

/** Calls with the address of an empty PostgreSQL, which ends when what it gives has settled; with null where PostgreSQL is not installed. It waits for no disk, unless it is to be durable. */
export async function withPostgres(does, isDurable = false) {
  const postgres = await emptyPostgres(isDurable)
  try {
    return await does(postgres?.url ?? null)
  } finally {
    await postgres?.stop()
  }
}

/** How long a program takes from its start to its end, in milliseconds. */
export function wallOf(program, words, options = {}) {
  const started = performance.now()
  execFileSync(program, words, { stdio: 'ignore', ...options })
  return performance.now() - started
}

/** The processor time that this process has taken with all its threads, in milliseconds: less at the mercy of what else runs than wall time. */
export function cpuTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = [...numbers].sort((left, right) => left - right)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** The median of each part over several runs. */
export function medians(runs) {
  return Object.fromEntries(Object.keys(runs[0]).map((key) => [key, median(runs.map((run) => run[key]))]))
}

/** The sum of a run's parts. */
export function total(parts) {
  return Object.values(parts).reduce((sum, part) => sum + part, 0)
}
