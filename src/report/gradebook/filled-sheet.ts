import type { SheetCell, SheetColumns, SheetRefusal, SheetRow } from '../../course/grade-sheet.ts'
import { matchSheet } from '../../course/match-sheet.ts'
import { readGradeSheet } from '../../course/read-grade-sheet.ts'
import type { Gradebook } from '../../model/gradebook.ts'
import { csvCell } from '../text/csv-text.ts'
import { feedbackText, isOwnFeedback } from './feedback.ts'
import { ofFile, ofStudent, stillChanging, type GradeFileProblem } from './grade-file.ts'
import { platformGrade, whyNone } from './grade-state.ts'
import { oneGradeEach, type StudentRow } from './one-grade-each.ts'

/** A downloaded file with grades in it. `says` is what it was taken for, `filled` how many students got their grade. */
export type FilledSheet =
  | { readonly ok: true; readonly platform: 'canvas' | 'moodle'; readonly says: string; readonly text: string; readonly filled: number; readonly problems: readonly GradeFileProblem[] }
  | SheetRefusal

type Change = { readonly cell: SheetCell; readonly text: string }
type Filling = { readonly changes: readonly Change[]; readonly problem: GradeFileProblem | null }

/**
 * Fills grades into a file that was downloaded from Canvas or Moodle. All cells but those of grade and feedback stay as they are, byte for byte. So does the grade of a student that has none here, and feedback that a person wrote. Who is
 * on one side alone, or not certain, is told and gets nothing.
 */
export function filledSheet(template: string, { points, rows }: Gradebook, columns: SheetColumns): FilledSheet {
  const reading = readGradeSheet(template, columns, points)
  if (!reading.ok) return reading
  const { sheet } = reading
  const students = oneGradeEach(rows)
  const matched = matchSheet(students.map(({ row: { student } }) => student), sheet)
  const fillings = students.flatMap((student) => {
    const place = matched.pairs.get(student.row.student)
    return place === undefined ? [] : [{ row: student.row, ...fillingOf(student, place, sheet.platform) }]
  })
  const filled = fillings.filter(({ changes }) => changes.length > 0)
  return {
    ok: true, platform: sheet.platform, says: sheet.says, text: withChanges(template, filled.flatMap(({ changes }) => changes)), filled: filled.length,
    problems: [
      ...sheet.remarks.map(ofFile),
      ...stillChanging(filled.map(({ row }) => row)),
      ...matched.students.map(({ student, why }) => ofStudent(student, why === 'none' ? 'is not in the file' : 'it is not certain which row of the file is theirs, since an id or a name is there more than once, or another id says that it is somebody else')),
      ...matched.rows.map(({ line, name }) => ({ student: null, line, says: `${JSON.stringify(name.slice(0, 100))} was not found in the course's list; the row stays as it is` })),
      ...fillings.flatMap(({ problem }) => problem ?? []),
    ],
  }
}

function fillingOf({ row, unclear }: StudentRow, { line, grade, feedback, closed }: SheetRow, platform: 'canvas' | 'moodle'): Filling {
  const found = platformGrade(row.grade)
  const nothing = (says: string): Filling => ({ changes: [], problem: ofStudent(row.student, says, line) })
  if (unclear !== null) return nothing(`${unclear}; the row stays as it is`)
  if (closed !== null) return nothing(`${closed}; the row stays as it is`)
  if (grade === null) return nothing('the row ends before the column of grades and stays as it is')
  if (found.kind === 'none') return nothing(`no grade, since ${whyNone(row)}; the row stays as it is`)
  if (found.kind === 'excused' && platform === 'moodle') return nothing('is excused, which a worksheet of Moodle cannot say; the row stays as it is')
  const isKept = feedback !== null && feedback.text.trim() !== '' && !isOwnFeedback(feedback.text)
  return {
    changes: [{ cell: grade, text: found.kind === 'excused' ? 'EX' : String(found.points) }, ...(feedback === null || isKept ? [] : [{ cell: feedback, text: csvCell(feedbackText(row)) }])],
    problem: isKept ? ofStudent(row.student, 'has feedback that somebody else wrote, which stays; the grade is filled in', line) : null,
  }
}

/** The text with the given cells replaced. */
function withChanges(text: string, changes: readonly Change[]): string {
  const parts: string[] = []
  let from = 0
  for (const { cell: { place }, text: written } of changes.toSorted((one, other) => one.cell.place.start - other.cell.place.start)) {
    parts.push(text.slice(from, place.start), written)
    from = place.end
  }
  return [...parts, text.slice(from)].join('')
}
