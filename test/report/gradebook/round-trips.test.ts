import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumOfPoints } from '../../../src/grade/points.ts'
import type { Gradebook, GradebookRow } from '../../../src/model/gradebook.ts'
import { GRADE_FORMAT_NAMES, GRADE_FORMATS } from '../../../src/report/gradebook/formats.ts'
import { importIntoCanvas, type CanvasUser } from '../../support/canvas-reader.ts'
import { CLASS, FILE_OPTIONS, gradebooks } from '../../support/gradebooks.ts'
import { importIntoMoodle, type MoodleUser } from '../../support/moodle-reader.ts'
import { readCsv } from '../../support/read-csv.ts'

const FORMULA = /^[=+\-@\t\r\n]/

/** What a platform should have of one row: points, `EX`, or none. */
function gradeIn({ grade }: GradebookRow): number | 'EX' | null {
  if (grade === null || grade.items.every(({ of }) => of === 0)) return grade !== null && grade.items.every(({ source }) => source === 'excused') ? 'EX' : null
  return grade.points
}

type Student = GradebookRow['student'] & { readonly at: number; readonly grades: readonly (number | 'EX')[] }

/** The students of a gradebook, each with the different grades that they have. */
function studentsOf({ rows }: Gradebook): readonly Student[] {
  const students = new Map(rows.map(({ student }) => [student.key, student]))
  return [...students.values()].map((student, at) => ({ ...student, at, grades: [...new Set(rows.filter((row) => row.student.key === student.key).flatMap((row) => gradeIn(row) ?? []))] }))
}

/** Those that a file's problems do not name. Nobody has two grades among them. */
function inFile(gradebook: Gradebook, problems: readonly { readonly student: string | null }[]): readonly Student[] {
  const told = new Set(problems.map(({ student }) => student))
  const kept = studentsOf(gradebook).filter(({ key }) => !told.has(key))
  expect(kept.filter(({ grades }) => grades.length > 1)).toEqual([])
  return kept
}

describe('Canvas reads back what it was given', () => {
  it('of the class, for the assignment that is meant', () => {
    const users: readonly CanvasUser[] = [{ id: 11, name: 'Ana Kovac' }, { id: 12, sisUserId: 'U2', name: 'Ben' }, { id: 13, sisLoginId: 'cleo', name: 'Cleo' }, { id: 14, name: 'Dora' }, { id: 15, name: 'Zoë' }, { id: 16, name: 'Dora Meier' }]
    const { text } = GRADE_FORMATS.canvas.write(CLASS, { ...FILE_OPTIONS, withBom: true })
    expect(importIntoCanvas(text, users, [{ id: 4711, title: 'Capstone' }, { id: 4712, title: 'MLOps capstone' }])).toEqual({
      columns: [{ assignment: { id: 4711, title: 'Capstone' }, pointsPossible: '100', grades: new Map<number, number | 'EX' | null>([[11, 85.5], [12, 85.5], [13, 80], [14, 'EX'], [15, null]]) }], unknown: [],
    })
    const without = GRADE_FORMATS.canvas.write(CLASS, { ...FILE_OPTIONS, assignment: { title: 'MLOps capstone', canvasId: null } })
    expect(importIntoCanvas(without.text, users, [{ id: 4711, title: 'Capstone' }]).columns.map(({ assignment }) => assignment)).toEqual([{ id: null, title: 'MLOps capstone' }])
  })
  it('of any class: everybody gets their own grade, or is told', () => {
    fc.assert(fc.property(gradebooks, (gradebook) => {
      const { text, problems } = GRADE_FORMATS.canvas.write(gradebook, FILE_OPTIONS)
      const kept = inFile(gradebook, problems)
      // Canvas knows everybody by whatever the list has of them.
      const users = studentsOf(gradebook).map(({ platform, at }): CanvasUser => ({ id: /^[1-9]\d*$/.test(platform.canvasId) ? Number(platform.canvasId) : 1000 + at, name: '', sisUserId: platform.sisUserId.trim(), sisLoginId: platform.sisLoginId.trim() }))
      const read = importIntoCanvas(text, users, [{ id: 4711, title: 'x' }])
      expect(read.unknown).toEqual([])
      expect(read.columns.map(({ grades }) => [...grades]).flat()).toEqual(kept.map(({ at, grades }) => [users[at]?.id, grades[0] ?? null]))
    }), { numRuns: 300 })
  })
})

describe('Moodle reads back what it was given', () => {
  const user = ({ key, email, platform }: GradebookRow['student']): MoodleUser => ({ who: key, username: platform.moodleUser.trim(), email: email.trim(), idnumber: platform.idNumber.trim() })
  it('of the class, by every identity', () => {
    for (const identity of ['username', 'email', 'idnumber'] as const) {
      const { text } = GRADE_FORMATS.moodle.write(CLASS, { ...FILE_OPTIONS, moodleIdentity: identity, withBom: true })
      const grades = new Map<string, number | null>([['s1', 85.5], ['s2', 85.5], ...(identity === 'idnumber' ? [] : [['s3', 80] as const]), ['s4', null], ...(identity === 'idnumber' ? [] : [['s5', null] as const])])
      const read = importIntoMoodle(text, studentsOf(CLASS).map(user), identity)
      expect(typeof read === 'string' ? read : new Map([...read].map(([name, { grade }]) => [name, grade]))).toEqual(grades)
    }
  })
  it('of any class, by every column of identity that the file has', () => {
    fc.assert(fc.property(gradebooks, fc.constantFrom(null, 'username', 'email', 'idnumber'), (gradebook, moodleIdentity) => {
      const { text, problems } = GRADE_FORMATS.moodle.write(gradebook, { ...FILE_OPTIONS, moodleIdentity })
      const kept = inFile(gradebook, problems)
      const [header = [], ...lines] = readCsv(text)
      expect(header.slice(-2)).toEqual(['grade', 'feedback'])
      expect(lines.length).toBe(kept.length)
      for (const identity of (['username', 'email', 'idnumber'] as const).filter((column) => header.includes(column))) {
        const read = importIntoMoodle(text, studentsOf(gradebook).map(user), identity)
        expect(typeof read === 'string' ? read : [...read]).toEqual(kept.map(({ key, grades: [grade] }) => [key, { grade: grade === undefined || grade === 'EX' ? null : grade, feedback: expect.stringMatching(/^Capstone Coach: /) as string }]))
      }
    }), { numRuns: 300 })
  })
})

describe('of any class', () => {
  it.each(GRADE_FORMAT_NAMES)('%s has every student once, or tells why not, and no formula', (name) => {
    const key = { wide: 0, long: 0, nbgrader: 3, canvas: null, moodle: null }[name]
    fc.assert(fc.property(gradebooks, (gradebook) => {
      const { text, problems } = GRADE_FORMATS[name].write(gradebook, FILE_OPTIONS)
      const [, ...rows] = readCsv(text)
      const told = problems.flatMap(({ student }) => student ?? [])
      expect(rows.flat().filter((cell) => FORMULA.test(cell))).toEqual([])
      const students = new Set(gradebook.rows.map(({ student }) => student.key))
      if (key === null) expect(rows.length - (name === 'canvas' ? 1 : 0) + told.length).toBe(students.size)
      else expect(new Set([...rows.map((row) => row[key] ?? ''), ...told])).toEqual(students)
      if (name === 'wide') expect(rows.map((row) => row[0])).toEqual(gradebook.rows.map(({ student }) => student.key))
      else if (name !== 'long') expect(new Set(told).size).toBe(told.length)
      if (name === 'nbgrader') expect(rows.length + told.length).toBe(students.size)
    }), { numRuns: 300 })
  })
  it('the wide file adds up, and says what the gradebook says', () => {
    fc.assert(fc.property(gradebooks, (gradebook) => {
      const [header = [], ...rows] = readCsv(GRADE_FORMATS.wide.write(gradebook, FILE_OPTIONS).text)
      const items = header.flatMap((column, at) => column.startsWith('item:') ? [at] : [])
      const numbers = rows.map((row) => ({ points: row[header.indexOf('points')], sum: sumOfPoints([...items.map((at) => Number(row[at])), -Number(row[header.indexOf('deduction')])]) }))
      expect(numbers.map(({ points }) => points)).toEqual(gradebook.rows.map((row) => String(gradeIn(row) ?? '').replace('EX', '')))
      expect(numbers.filter(({ points, sum }) => points !== '' && Number(points) !== sum)).toEqual([])
    }), { numRuns: 300 })
  })
})
