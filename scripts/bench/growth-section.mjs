import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ms, table } from './grade-section.mjs'
import { makeProject } from './make-project.mjs'
import { median, runScript } from './measure.mjs'

const PROJECT = fileURLToPath(new URL('../../samples/class/strong', import.meta.url))
/** Python files of a project, and students of a class; what starts a process is small beside the largest. */
const FILES = [50, 150, 450, 1350]
const STUDENTS = [50, 150, 450]
const COMMITS = 5
/** Of what opens in the browser: pages that look at a whole class, and one that does not. */
const PAGES = ['class', 'watch list', 'one item', 'grades as a file: wide', 'one repository']

/** Measures grades of ever larger projects, and pages of ever larger classes on the embedded store. */
export function measureGrowth(folder, runs) {
  const files = FILES.map((count) => {
    const path = join(folder, `growing-${count}`)
    const [at] = makeProject(path, count)
    const grades = Array.from({ length: runs }, () => workOf(runScript('run-grade', path, at).printed.parts))
    return { count, milliseconds: median(grades) }
  })
  const classes = STUDENTS.map((count) => {
    const data = join(folder, `growing-class-${count}`)
    mkdirSync(data)
    const classDoes = (task, ...words) => runScript('run-class', task, JSON.stringify({ kind: 'sqlite', file: join(data, 'capstone-coach.db') }), ...words.map(String)).printed.found
    classDoes('fill', PROJECT, count, COMMITS)
    classDoes('standings')
    return { count, pages: classDoes('pages', 3 * runs).pages.filter(({ name }) => PAGES.includes(name)) }
  })
  const pages = PAGES.map((name) => ({ name, points: classes.map(({ count, pages: of }) => ({ count, milliseconds: of.find((page) => page.name === name).cpu })) }))
  return { grade: { points: files, slope: slopeOf(files) }, pages: pages.map((page) => ({ ...page, slope: slopeOf(page.points) })) }
}

/** All of a grade but the loading of the program, which costs the same for any project. */
function workOf(parts) {
  return Object.entries(parts).reduce((sum, [name, part]) => (name === 'load' ? sum : sum + part), 0)
}

/** The exponent by which time grows with a count: 1 where twice as many take twice as long, 0 where the count does not matter. The least squares of the logarithms. */
function slopeOf(points) {
  const [across, up] = [points.map(({ count }) => Math.log(count)), points.map(({ milliseconds }) => Math.log(milliseconds))]
  const [middle, height] = [across, up].map((numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length)
  const spread = across.reduce((sum, one) => sum + (one - middle) ** 2, 0)
  return across.reduce((sum, one, at) => sum + (one - middle) * (up[at] - height), 0) / spread
}

/** The tables of growth. */
export function growthTable({ grade, pages }) {
  const rowOf = (name, { points, slope }) => [name, ...points.map(({ milliseconds }) => ms(milliseconds)), slope.toFixed(2)]
  return [
    'slope = the exponent by which time grows: 1 where twice as many take twice as long; above 1 the next larger class or project is the one that hurts',
    ...table(['milliseconds by Python files', ...FILES, 'slope'], [rowOf('a grade without the start of the program', grade)]),
    '',
    ...table(['processor ms by repositories', ...STUDENTS, 'slope'], pages.map((page) => rowOf(`page: ${page.name}`, page))),
  ]
}
