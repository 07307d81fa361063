import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, table } from './grade-section.mjs'
import { median, runScript } from './measure.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CLI = join(ROOT, 'dist', 'cli.js')
const PROJECT = join(ROOT, 'samples', 'class', 'strong')
const COMMITS = 20
/** What is measured: what counts in the course, and what is asked for. */
const EXPORTS = [
  ...['wide', 'long', 'canvas'].map((format) => ({ counts: 'deadline', name: format, words: ['export', '--format', format] })), { counts: 'deadline', name: 'JSON', words: ['grades', '--format', 'json'] },
  { counts: 'latest', name: 'wide', words: ['export', '--format', 'wide'] }, { counts: 'best', name: 'wide', words: ['export', '--format', 'wide'] },
]
/** Says, when its process ends, what it took: processor time and the most memory. */
const COST = `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); writeFileSync(process.env.BENCH_COST, JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, memory: maxRSS / 1024 })) })`

/** Makes a class of so many students in SQLite, and in PostgreSQL where its address is given, and measures its gradebook by the command line, from the start of the process to its end; then what it costs to count where a repository stands, and every page of the course over HTTP. */
export function measureGradebook(students, folder, postgresUrl, runs) {
  const data = join(folder, 'class')
  mkdirSync(data)
  const stores = [
    { store: 'SQLite', settings: { kind: 'sqlite', file: join(data, 'capstone-coach.db') }, environment: {} },
    ...postgresUrl === null ? [] : [{ store: 'PostgreSQL', settings: { kind: 'postgres', url: postgresUrl }, environment: { DATABASE_URL: postgresUrl } }],
  ]
  return stores.map(({ store, settings, environment }) => {
    const classDoes = (task, ...words) => runScript('run-class', task, JSON.stringify(settings), ...words.map(String)).printed
    const made = classDoes('fill', PROJECT, students, COMMITS).milliseconds
    const raw = median(Array.from({ length: runs }, () => classDoes('raw').cpu))
    const rows = EXPORTS.map(({ counts, name, words }) => {
      classDoes('rule', counts)
      const costs = Array.from({ length: runs }, () => costOf(words, data, environment))
      const of = (key) => median(costs.map((cost) => cost[key]))
      return { counts, name, wall: of('wall'), cpu: of('cpu'), memory: of('memory') }
    })
    classDoes('rule', 'deadline')
    return { store, students, made, raw, rows, standing: classDoes('standings').found, pages: classDoes('pages', 3 * runs).found }
  })
}

function costOf(words, data, environment) {
  const cost = join(data, 'cost.json')
  const started = performance.now()
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', `data:text/javascript,${encodeURIComponent(COST)}`, CLI, ...words], { cwd: data, env: { PATH: process.env.PATH, DATA_DIR: data, BENCH_COST: cost, ...environment }, encoding: 'utf8', maxBuffer: 1 << 30 })
  if (status !== 0 || stdout === '') throw new Error(`${words.join(' ')}: ${stderr}`)
  return { wall: (performance.now() - started) / 1000, ...JSON.parse(readFileSync(cost, 'utf8')) }
}

/** The table of measured gradebooks. */
export function gradebookTable(stores) {
  const [{ students }] = stores
  return [
    `a class of ${students}, a repository each with ${COMMITS} judged commits; by the command line from start to end; raw = reading and parsing one record of each repository; the aim by \`deadline\` is under 5 s for 2,000`,
    ...table(['store', 'counts', 'asked for', 'seconds', 'processor s', ': raw', 'memory MB'],
      stores.flatMap(({ store, raw, rows }) => rows.map(({ counts, name, wall, cpu, memory }) => [store, counts, name, wall.toFixed(1), cpu.toFixed(1), (1000 * cpu / raw).toFixed(1), Math.round(memory)]))),
    ...stores.map(({ store, made, raw }) => `${store}: made in ${(made / 1000).toFixed(0)} s, raw ${ms(raw)} ms of processor time`),
    ...stores.map(({ store, standing }) => `${store}: where a repository stands is counted in ${standing.wall.toFixed(1)} ms (${standing.cpu.toFixed(1)} of processor time)`),
    ...stores.flatMap(({ store, pages: { pages, leftOut } }) => pagesTable(store, pages, leftOut)),
    ...stores.length > 1 ? [] : ['PostgreSQL was not found, and is left out'],
  ]
}

/** The first page is the class, with which the others are compared. */
function pagesTable(store, pages, leftOut) {
  const [{ wall: ofClass }] = pages
  return [
    `${store}: every page as an instructor opens it, over HTTP; the aim is under 300 ms, but for files themselves`,
    ...table(['page', 'ms', ': class', 'processor ms', 'kB'], pages.map(({ name, wall, cpu, length }) => [name, ms(wall), (wall / ofClass).toFixed(2), ms(cpu), Math.round(length / 1000)])),
    ...leftOut.length === 0 ? [] : [`not measured: ${leftOut.join(', ')}`],
  ]
}
