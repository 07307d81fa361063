// Measures the built program: `npm run bench [-- SECTION …] [--runs N] [--json FILE [--page FILE]]`, or `npm run bench -- grade PATH` for one's own clone. `scripts/bench/sections.mjs` lists the sections.
// Ratios hold on any machine, milliseconds only here. A JSON file that is there keeps what other sections measured before, and the page shows all that it holds.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeProject } from './bench/make-project.mjs'
import { buildScripts, withPostgres } from './bench/measure.mjs'
import { numbersPage } from './bench/numbers-page.mjs'
import { SECTIONS } from './bench/sections.mjs'

const SIZES = { small: 20, middle: 200, large: 1500 }
const NUMBERS = Object.assign({}, ...SECTIONS.map(({ numbers }) => numbers))

const asked = wordsAsked()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-'))
try {
  buildScripts()
  const { runs, numbers } = asked
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length, memory: Math.round(totalmem() / 2 ** 30), node: process.version, platform: `${process.platform} ${process.arch}`, date: new Date().toISOString().slice(0, 10), runs }
  console.log(`${machine.date}: ${machine.cpu}, ${machine.cpus} CPUs, ${machine.memory} GB, Node ${machine.node}, ${machine.platform}`)
  const result = asked.json !== undefined && existsSync(asked.json) ? JSON.parse(readFileSync(asked.json, 'utf8')) : {}
  let projects = null
  for (const { name, measure, table, numbers: own } of asked.sections) {
    const measured = await measure({ runs, folder, numbers, withPostgres, projects: () => (projects ??= made(asked)) })
    result[name] = { machine, numbers: Object.fromEntries(Object.keys(own).map((key) => [key, numbers[key]])), measured }
    console.log(`\n${name}: ${table(measured, result).join('\n')}`)
    // What was measured stays, also where a later section fails.
    if (asked.json !== undefined) writeFileSync(asked.json, `${JSON.stringify(result, null, 2)}\n`)
    if (asked.page !== undefined) writeFileSync(asked.page, numbersPage(result))
  }
} finally {
  rmSync(folder, { recursive: true })
}

/** What is to be measured; ends with the usage where that cannot be told. */
function wordsAsked() {
  const options = { runs: '3', sizes: Object.keys(SIZES).join(','), ...Object.fromEntries(Object.entries(NUMBERS).map(([name, number]) => [name, String(number)])) }
  let given
  try {
    given = parseArgs({ allowPositionals: true, options: { json: { type: 'string' }, page: { type: 'string' }, ...Object.fromEntries(Object.entries(options).map(([name, value]) => [name, { type: 'string', default: value }])) } })
  } catch {
    // An option that is not known, `--help` among them.
    usage()
  }
  const { values, positionals } = given
  // A word after `grade` that names another section is one, a path otherwise.
  const isSection = (word) => SECTIONS.some(({ name }) => name === word)
  const own = positionals[0] === 'grade' && positionals[1] !== undefined && !isSection(positionals[1]) ? positionals[1] : null
  const named = own === null ? positionals : ['grade']
  const numbers = Object.fromEntries(['runs', ...Object.keys(NUMBERS)].map((name) => [name, Number(values[name])]))
  const sizes = values.sizes.split(',')
  if (!named.every(isSection) || Object.values(numbers).some((number) => !Number.isInteger(number) || number < 1) || sizes.some((size) => SIZES[size] === undefined)) {
    usage()
  }
  return { sections: SECTIONS.filter(({ name, isUsual }) => (named.length === 0 ? isUsual : named.includes(name))), own, sizes, runs: numbers.runs, numbers, json: values.json, page: values.page }
}

function usage() {
  const words = Object.entries(NUMBERS).map(([name, number]) => `[--${name} ${number}]`)
  console.error(`usage: npm run bench [-- SECTION …] [-- grade PATH] [--runs 3] [--sizes ${Object.keys(SIZES).join(',')}] ${words.join(' ')} [--json FILE [--page FILE]]\n\n${SECTIONS.map(({ name, says, isUsual }) => `  ${name.padEnd(12)}${says}${isUsual ? '' : ' (asked for by name alone)'}`).join('\n')}`)
  process.exit(2)
}

/** One's own clone, or projects of the sizes asked for. */
function made({ own, sizes }) {
  if (own !== null) return [{ name: own, path: resolve(own), at: 'HEAD', commits: [] }]
  return sizes.map((name) => {
    const path = join(folder, name)
    const commits = makeProject(path, SIZES[name])
    return { name, path, at: commits[0], commits }
  })
}
