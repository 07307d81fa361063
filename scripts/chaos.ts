// Kills the App under load, round after round, and compares what is left with a calm play of the same story: `npm run chaos [-- --rounds N] [--seed S] [--store sqlite|postgres|both]`.
// One line a round; where something differs, what, and where everything is kept (exit code 1). A round is played again by its seed, as far as a machine schedules alike.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { findPostgres, POSTGRES_MISSING, startCluster } from '../test/support/postgres-cluster.ts'
import { differences } from './chaos/compare.ts'
import { playRound, type Played } from './chaos/round.ts'
import { storyOf } from './chaos/story.ts'

const USAGE = 'usage: npm run chaos [-- --rounds N] [--seed S] [--store sqlite|postgres|both]'
const { rounds, first, stores } = readOptions()
const program = fileURLToPath(new URL('../dist', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-chaos-'))
const programs = stores === 'sqlite' ? null : findPostgres()
if (stores !== 'sqlite' && programs === null) {
  console.error(POSTGRES_MISSING)
  process.exit(2)
}
const cluster = programs === null ? null : await startCluster(programs)
const addressOf = (database: string): string => `postgres://postgres@${encodeURIComponent(cluster?.socket ?? '')}/${database}`
const started = performance.now()
let different = 0
let kills = 0
try {
  for (let round = 0; round < rounds; round += 1) {
    const seed = first + round
    const store = stores === 'both' ? ['sqlite', 'postgres'][round % 2] ?? 'sqlite' : stores
    const own = join(folder, `round-${seed}`)
    let [line, found]: [string, readonly string[]] = ['', []]
    try {
      const story = storyOf(seed)
      const calm = await playRound(story, { program, folder: join(own, 'calm'), database: null }, null)
      const database = store === 'postgres' ? await freshDatabase(`chaos_${seed}`) : null
      const played = await playRound(story, { program, folder: join(own, 'chaos'), database }, { seed, size: calm.size })
      line = lineOf(played)
      kills += played.faults.get('kill') ?? 0
      found = [...calm.left.map((one) => `calm play: ${one}`), ...played.left, ...differences(calm.outcome, played.outcome)]
    } catch (error) {
      found = [error instanceof Error ? error.stack ?? error.message : String(error)]
    }
    console.log(`round ${round + 1}, seed ${seed}, ${store}: ${line}${found.length === 0 ? 'same' : 'DIFFERENT'}`)
    if (found.length === 0) rmSync(own, { recursive: true, force: true })
    else {
      different += 1
      console.log(`${found.map((one) => `  ${one}`).join('\n')}\n  everything is kept in ${own}`)
    }
  }
} finally {
  await cluster?.stop()
}
console.log(`${rounds} rounds with ${kills} kills in ${Math.round((performance.now() - started) / 1000)} s: ${different === 0 ? 'all as in calm plays' : `${different} differ`}`)
if (different === 0) rmSync(folder, { recursive: true, force: true })
process.exitCode = different === 0 ? 0 : 1

function lineOf({ faults, seconds }: Played): string {
  const others = [...faults].filter(([name]) => name !== 'kill').map(([name, count]) => `${count} ${name}`)
  return `${faults.get('kill') ?? 0} kills, ${others.join(', ') || 'no other faults'}, ${seconds.toFixed(0)} s: `
}

async function freshDatabase(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: addressOf('postgres') })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return addressOf(name)
}

/** What is to be played, as it was asked for; ends with the usage where that cannot be told, `--help` among it. */
function readOptions(): { readonly rounds: number; readonly first: number; readonly stores: string } {
  try {
    const { values } = parseArgs({ options: { rounds: { type: 'string', default: '100' }, seed: { type: 'string', default: '1' }, store: { type: 'string', default: 'both' } } })
    const [rounds, first] = [Number(values.rounds), Number(values.seed)]
    if (Number.isInteger(rounds) && rounds >= 1 && Number.isInteger(first) && first >= 0 && ['sqlite', 'postgres', 'both'].includes(values.store)) return { rounds, first, stores: values.store }
  } catch {
    // An option that is not known.
  }
  console.error(USAGE)
  process.exit(2)
}
