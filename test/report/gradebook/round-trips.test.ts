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

/** What a platform should have of a student: points, `EX` (null in Moodle), or none. */
function expectedGrade({ grade }: GradebookRow, excused: 'EX' | null): number | 'EX' | null {
  if (grade === null || grade.items.every(({ of }) => of === 0)) return grade !== null && grade.items.every(({ source }) => source === 'excused') ? excused : null
  return grade.points
}

/** Of the students of a gradebook those that a file's problems do not name. */
function inFile({ rows }: Gradebook, problems: readonly { readonly student: string | null }[]): readonly GradebookRow[] {
  const told = new Set(problems.map(({ student }) => student))
  return rows.filter(({ student }) => !told.has(student.key))
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
      const users = gradebook.rows.map(({ student: { platform } }, at): CanvasUser => ({ id: /^[1-9]\d*$/.test(platform.canvasId) ? Number(platform.canvasId) : 1000 + at, name: '', sisUserId: platform.sisUserId.trim(), sisLoginId: platform.sisLoginId.trim() }))
      const read = importIntoCanvas(text, users, [{ id: 4711, title: 'x' }])
      expect(read.unknown).toEqual([])
      expect(read.columns.map(({ grades }) => [...grades]).flat()).toEqual(kept.map((row) => [users[gradebook.rows.indexOf(row)]?.id, expectedGrade(row, 'EX')]))
    }), { numRuns: 300 })
  })
})

describe('Moodle reads back what it was given', () => {
  const user = ({ student: { key, email, platform } }: GradebookRow): MoodleUser => ({ who: key, username: platform.moodleUser.trim(), email: email.trim(), idnumber: platform.idNumber.trim() })
  it('of the class, by every identity', () => {
    for (const identity of ['username', 'email', 'idnumber'] as const) {
      const { text } = GRADE_FORMATS.moodle.write(CLASS, { ...FILE_OPTIONS, moodleIdentity: identity, withBom: true })
      const grades = new Map<string, number | null>([['s1', 85.5], ['s2', 85.5], ...(identity === 'idnumber' ? [] : [['s3', 80] as const]), ['s4', null], ...(identity === 'idnumber' ? [] : [['s5', null] as const])])
      const read = importIntoMoodle(text, CLASS.rows.map(user), identity)
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
        const read = importIntoMoodle(text, gradebook.rows.map(user), identity)
        expect(typeof read === 'string' ? read : [...read]).toEqual(kept.map((row) => [row.student.key, { grade: expectedGrade(row, null), feedback: expect.stringMatching(/^Capstone Coach: /) as string }]))
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
      expect(new Set(told).size).toBe(told.length)
      expect(rows.flat().filter((cell) => FORMULA.test(cell))).toEqual([])
      const inRows = key === null ? rows.length - (name === 'canvas' ? 1 : 0) : new Set(rows.map((row) => row[key])).size
      expect(inRows + told.length).toBe(gradebook.rows.length)
      if (key !== null) expect([...new Set(rows.map((row) => row[key] ?? '')), ...told].toSorted()).toEqual(gradebook.rows.map(({ student }) => student.key).toSorted())
    }), { numRuns: 300 })
  })
  it('the wide file adds up, and says what the gradebook says', () => {
    fc.assert(fc.property(gradebooks, (gradebook) => {
      const [header = [], ...rows] = readCsv(GRADE_FORMATS.wide.write(gradebook, FILE_OPTIONS).text)
      const items = header.flatMap((column, at) => column.startsWith('item:') ? [at] : [])
      const numbers = rows.map((row) => ({ points: row[header.indexOf('points')], sum: sumOfPoints([...items.map((at) => Number(row[at])), -Number(row[header.indexOf('deduction')])]) }))
      expect(numbers.map(({ points }) => points)).toEqual(gradebook.rows.map((row) => String(expectedGrade(row, null) ?? '')))
      expect(numbers.filter(({ points, sum }) => points !== '' && Number(points) !== sum)).toEqual([])
    }), { numRuns: 300 })
  })
})
