import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, table } from './grade-section.mjs'
import { runScript } from './measure.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const NAMES = { receiver: 'receiver alone', app: 'whole App' }

/** Measures how many signed webhooks a second are stored on each store, for so many seconds each and so many times, beside what the machine does without the App. Of each row the run with the middle p99 is kept, with the p99 of all of them. */
export function measureIngest(folder, postgresUrl, seconds, times) {
  const stores = [{ store: 'SQLite', settings: { kind: 'sqlite', file: join(folder, 'ingest.db') } }, ...postgresUrl === null ? [] : [{ store: 'PostgreSQL', settings: { kind: 'postgres', url: postgresUrl } }]]
  return stores.map(({ store, settings }) => {
    const run = (task) => runScript('run-ingest', task, ROOT, JSON.stringify(settings), String(seconds)).printed
    const floors = run('floors')
    const all = Array.from({ length: times }, () => run('measure'))
    return { store, floors, runs: all[0].map((_, row) => middleOf(all.map((one) => one[row]))) }
  })
}

function middleOf(runs) {
  const sorted = runs.toSorted((left, right) => left.p99 - right.p99)
  return { ...sorted[Math.floor((sorted.length - 1) / 2)], p99s: sorted.map(({ p99 }) => p99) }
}

/** The table of what was stored, by store, server and way of sending. */
export function ingestTable(stores) {
  const rate = (value) => Math.round(value).toLocaleString('en')
  return [
    'signed webhooks of 5 to 30 KB over HTTP, each answered once its row is on the disk (SQLite in WAL with synchronous=full; PostgreSQL with fsync and synchronous_commit on); sender, server and database on this machine.',
    'The aim is 1,500 a second with a p99 under 100 ms. “64” are in flight at a time; “1,500/s” come at that rate whatever the answers do. The whole App works off what arrives and does its work beside it. A row is the run with the middle p99, beside the least and the largest of them. At an open rate up to 512 connections are made at once, of which Node lets in one a turn of its loop; a turn with a commit of SQLite is a long one, and the longest waits there are of those first seconds. : inserts = beside plain inserts of the same rows, 50 a commit; : echo = beside a server that reads the body and answers.',
    ...table(['store', 'server', 'sent', 'a second', ': inserts', ': echo', 'p50 ms', 'p99 ms', 'of runs', 'max ms', 'not stored', 'processor ms', 'loop p99 ms', 'loop max ms', 'memory MB', 'worked off a second'],
      stores.flatMap(({ store, floors, runs }) => runs.map((run) => [
        store, NAMES[run.server], run.way === 'in flight' ? '64' : '1,500/s', rate(run.rate), (run.rate / floors.inserts.together).toFixed(2), (run.rate / floors.echo.rate).toFixed(2),
        ms(run.p50), ms(run.p99), `${ms(run.p99s[0])}–${ms(run.p99s.at(-1))}`, ms(run.max), run.answered - run.stored + (run.unanswered ?? 0), run.process.cpu.toFixed(2), ms(run.process.delayP99), ms(run.process.delayMax), Math.round(run.process.memory), run.server === 'app' ? rate(run.settled) : '-',
      ]))),
    ...stores.map(({ store, floors }) => `${store}, floors, a second: ${rate(floors.inserts.alone)} plain inserts one a commit, ${rate(floors.inserts.together)} with 50 a commit; ${rate(floors.reading)} signatures checked and bodies parsed; ${rate(floors.echo.rate)} answers of a server that reads the body (p99 ${ms(floors.echo.p99)} ms); ${Math.round(floors.bytes / 1024)} KB a body`),
    ...stores.length > 1 ? [] : ['PostgreSQL was not found, and is left out'],
  ]
}
