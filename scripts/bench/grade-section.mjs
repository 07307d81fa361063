import { fileURLToPath } from 'node:url'
import { medians, median, runScript, wallOf } from './measure.mjs'

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url))
/** What a grade may take beside twice its floor, in milliseconds: starting, opening, writing. */
const BESIDE = 300

/** Measures a grade from the start of its process to the end, its parts, and the floor; floor and grade take turns, so that a busy machine slows both. */
export function measureGrade({ name, path, at }, runs) {
  const floors = []
  const grades = []
  const parts = []
  for (let run = 0; run < runs; run += 1) {
    floors.push(runScript('run-floor', path, at).printed)
    grades.push(wallOf(process.execPath, [CLI, 'grade', path, '--at', at, '--quiet']))
    parts.push(runScript('run-grade', path, at).printed)
  }
  const { milliseconds: floor, cpu: floorCpu, ...counts } = medians(floors)
  const grade = median(grades)
  return { name, ...counts, floor, grade, ratio: grade / floor, beyondStart: Math.max(0, grade - BESIDE) / floor, floorCpu, cpu: median(parts.map((run) => run.cpu)), parts: medians(parts.map((run) => run.parts)) }
}

/** The table of measured grades. */
export function gradeTable(rows) {
  return [
    `whole process from start to end; ratio = grade : floor, and (grade - ${BESIDE} ms) : floor; the aim for the second is at most 2; cpu = processor time of grade : floor`,
    ...table(['repository', 'files', 'Python', 'floor ms', 'grade ms', 'ratio', `-${BESIDE} ms`, 'cpu', ...Object.keys(rows[0].parts)],
      rows.map((row) => [row.name, row.files, `${row.pythonFiles} (${Math.round(row.pythonBytes / 1024)} KB)`, ms(row.floor), ms(row.grade), row.ratio.toFixed(2), row.beyondStart.toFixed(2), (row.cpu / row.floorCpu).toFixed(2), ...Object.values(row.parts).map(ms)])),
  ]
}

/** Rows as text in columns. */
export function table(head, rows) {
  const all = [head, ...rows].map((row) => row.map(String))
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column].length)))
  return all.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '))
}

/** Milliseconds for a table. */
export function ms(value) {
  return value < 10 ? value.toFixed(1) : String(Math.round(value))
}
