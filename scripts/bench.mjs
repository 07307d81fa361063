// Measures how fast the built program grades: `npm run bench [-- SECTION …] [--runs N] [--json FILE]`, or `npm run bench -- grade PATH` for one's own clone.
// Sections: grade (over the floor), changed (one changed file over cold), peer (repolinter on the same clones), app (requests by kind of event, blobs of a class, the longest block of the event loop), gradebook (a class of `--students` on each store, by the command line; asked for by name alone). Ratios hold on any machine, milliseconds only here.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { appTable, measureApp } from './bench/app-section.mjs'
import { changedTable, measureChanged } from './bench/changed-section.mjs'
import { gradebookTable, measureGradebook } from './bench/gradebook-section.mjs'
import { gradeTable, measureGrade } from './bench/grade-section.mjs'
import { makeProject } from './bench/make-project.mjs'
import { buildScripts, emptyPostgres } from './bench/measure.mjs'
import { measurePeer, peerTable } from './bench/peer-section.mjs'

const SIZES = [{ name: 'small', pythonFiles: 20 }, { name: 'middle', pythonFiles: 200 }, { name: 'large', pythonFiles: 1500 }]
/** Those that are measured where none is named, and all. */
const USUAL = ['grade', 'changed', 'peer', 'app']
const SECTIONS = [...USUAL, 'gradebook']

const { values, positionals } = parseArgs({ allowPositionals: true, options: { class: { type: 'string', default: '200' }, students: { type: 'string', default: '2000' }, runs: { type: 'string', default: '3' }, json: { type: 'string' }, sizes: { type: 'string', default: SIZES.map(({ name }) => name).join(',') } } })
// A word behind `grade` that names another section is one, a path otherwise.
const [own] = positionals[0] === 'grade' && !SECTIONS.includes(positionals[1]) ? positionals.slice(1) : []
const sections = own === undefined && positionals.length > 0 ? positionals : own === undefined ? USUAL : ['grade']
const classSize = Number(values.class)
const students = Number(values.students)
const unknown = sections.find((section) => !SECTIONS.includes(section))
const runs = Number(values.runs)
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1 || !Number.isInteger(classSize) || classSize < 1 || !Number.isInteger(students) || students < 1) {
  console.error(`usage: npm run bench [-- ${SECTIONS.join(' | ')}] [-- grade PATH] [--runs N] [--sizes small,middle,large] [--class NUMBER] [--students NUMBER] [--json FILE]`)
  process.exit(2)
}

buildScripts()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-bench-'))
try {
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cpus: cpus().length, node: process.version, platform: `${process.platform} ${process.arch}`, runs }
  console.log(`${machine.cpu}, ${machine.cpus} CPUs, Node ${machine.node}, ${machine.platform}; medians of ${runs} runs`)
  const repositories = sections.every((section) => section === 'app' || section === 'gradebook') ? [] : own === undefined ? made(values.sizes.split(',')) : [{ name: own, path: resolve(own), at: 'HEAD', commits: [] }]
  const result = { machine }
  if (sections.includes('grade')) {
    result.grade = repositories.map((repository) => measureGrade(repository, runs))
    print('grade', gradeTable(result.grade))
  }
  if (sections.includes('changed')) {
    result.changed = repositories.map(measureChanged)
    print('changed', changedTable(result.changed))
  }
  if (sections.includes('peer')) {
    result.peer = measurePeer(repositories, Math.min(runs, 3))
    print('peer', peerTable(result.peer, result.grade ?? []))
  }
  if (sections.includes('app')) {
    const clone = join(folder, 'judged-by-the-app')
    makeProject(clone, SIZES.at(-1).pythonFiles)
    result.app = measureApp(classSize, clone)
    print('app', appTable(result.app))
  }
  if (sections.includes('gradebook')) {
    const postgres = await emptyPostgres()
    try {
      result.gradebook = measureGradebook(students, folder, postgres?.url ?? null, runs)
    } finally {
      await postgres?.stop()
    }
    print('gradebook', gradebookTable(result.gradebook))
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(result, null, 2)}\n`)
} finally {
  rmSync(folder, { recursive: true })
}

/** Makes the projects of these sizes. */
function made(names) {
  return SIZES.filter(({ name }) => names.includes(name)).map(({ name, pythonFiles }) => {
    const path = join(folder, name)
    const commits = makeProject(path, pythonFiles)
    return { name, path, at: commits[0], commits }
  })
}

function print(title, lines) {
  console.log(`\n${title}: ${lines.join('\n')}`)
}
