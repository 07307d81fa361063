import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SheetColumns } from '../../../src/course/grade-sheet.ts'
import type { GradebookRow } from '../../../src/model/gradebook.ts'
import { filledSheet } from '../../../src/report/gradebook/filled-sheet.ts'
import { FILE_OPTIONS, gradebookOf, gradebooks } from '../../support/gradebooks.ts'

const COLUMNS: SheetColumns = { assignment: FILE_OPTIONS.assignment, gradeColumn: null, feedbackColumn: null }
/** A cell as somebody may have written it: formulas, quotes, line ends within quotes. */
const raw = fc.constantFrom('', 'x', ' ', '=1+1', '-3', '1.5', '"a,b"', '"a;b"', '"say ""hi"""', '"two\r\nlines"', '😀', '"12.00"', "'")

type Line = { readonly row: GradebookRow | null; readonly id: number; readonly notes: string; readonly grade: string; readonly total: string }

function writtenGrade({ grade }: GradebookRow): string | null {
  if (grade === null || grade.of === 0) return grade !== null && grade.items.every(({ source }) => source === 'excused') ? 'EX' : null
  return String(grade.points)
}

const classes = gradebooks.chain((gradebook) => {
  const once = gradebook.rows.filter(({ student }, at) => gradebook.rows.findIndex((row) => row.student.key === student.key) === at)
  const rows = once.map((row, at) => ({ ...row, student: { ...row.student, name: 'Kim Li', platform: { ...row.student.platform, canvasId: String(100 + at), sisUserId: '', sisLoginId: '' } } }))
  const line = (row: GradebookRow | null, id: number): fc.Arbitrary<Line> => fc.record({ row: fc.constant(row), id: fc.constant(id), notes: raw, grade: raw, total: raw })
  const lines = fc.tuple(fc.shuffledSubarray(rows), fc.nat({ max: 3 })).chain(([known, strangers]) => fc.tuple(...known.map((row) => line(row, Number(row.student.platform.canvasId))), ...Array.from({ length: strangers }, (_, at) => line(null, 900 + at))))
  return fc.record({ gradebook: fc.constant(gradebookOf(rows)), lines, end: fc.constantFrom('\n', '\r\n'), sign: fc.constantFrom(',', ';'), mark: fc.constantFrom('', '\uFEFF') })
})

describe('any gradebook of Canvas', () => {
  it('gets the grades of those who are in it and in the course, and no other byte of it changes', () => {
    fc.assert(fc.property(classes, ({ gradebook, lines, end, sign, mark }) => {
      const file = (gradeIn: (line: Line) => string): string => mark + [['Student', 'ID', 'Section', 'Notes', 'MLOps capstone (4711)', 'Final Score'], ...lines.map((line) => ['Kim Li', String(line.id), 'A', line.notes, gradeIn(line), line.total])].map((cells) => cells.join(sign) + end).join('')
      const result = filledSheet(file(({ grade }) => grade), gradebook, COLUMNS)
      expect(result.ok ? result.text : result).toEqual(file(({ row, grade }) => (row === null ? null : writtenGrade(row)) ?? grade))
      const problems = result.ok ? result.problems : []
      const inFile = new Set(lines.flatMap(({ row }) => row === null || writtenGrade(row) === null ? [] : [row.student.key]))
      expect(problems.flatMap(({ student }) => student ?? []).toSorted()).toEqual(gradebook.rows.map(({ student }) => student.key).filter((key) => !inFile.has(key)).toSorted())
      expect(problems.filter(({ student, line }) => student === null && line !== null).length).toBe(lines.filter(({ row }) => row === null).length)
    }), { numRuns: 400 })
  })
})

it('any text at all is filled in or refused with a reason, and never breaks', () => {
  const piece = fc.constantFrom('Student', 'ID', 'Section', 'Identifier', 'Participant 1', 'Participant 2', 'Grade', 'Feedback comments', 'Email address', 'MLOps capstone (4711)', 'MLOps capstone', 'Points Possible', '100', '1', ',', ',', ',', ';', '\n', '\n', '\r\n', '"', '\t', '\uFEFF', '(', '@', 'a@b')
  const heads = fc.constantFrom('', 'Student,ID,Section,MLOps capstone (4711)\n', 'Identifier,Email address,Grade,Feedback comments\n')
  let filled = 0
  fc.assert(fc.property(gradebooks, heads, fc.array(piece, { maxLength: 30 }), (gradebook, head, pieces) => {
    const result = filledSheet(head + pieces.join(''), gradebook, COLUMNS)
    if (result.ok) filled += 1
    else expect([result.says.length > 20, result.line > 0]).toEqual([true, true])
  }), { numRuns: 1000 })
  expect(filled).toBeGreaterThan(50)
})
