import { sumOfPoints } from '../../grade/points.ts'
import type { Gradebook, GradebookRow } from '../../model/gradebook.ts'
import { csvLine } from '../text/csv-text.ts'
import { fileText, ofStudent, stillChanging, type GradeFile, type GradeFileOptions } from './grade-file.ts'
import { platformGrade } from './grade-state.ts'
import { nameParts } from './name-parts.ts'
import { oneGradeEach } from './one-grade-each.ts'

const COLUMNS = ['assignment', 'duedate', 'timestamp', 'student_id', 'last_name', 'first_name', 'email', 'raw_score', 'late_submission_penalty', 'score', 'max_score'] as const

/**
 * The columns that nbgrader exports, a row a student: times in UTC, the raw score before what lateness takes off. Where nbgrader writes 0 for nothing handed in, a student without a grade has blank scores here. A name without a comma is taken apart
 * before its last word.
 */
export function nbgraderFile({ points, rows }: Gradebook, options: GradeFileOptions): GradeFile {
  const students = oneGradeEach(rows)
  const kept = students.flatMap(({ row, unclear }) => unclear === null ? [row] : [])
  return {
    text: fileText([csvLine(COLUMNS), ...kept.map((row) => csvLine(cellsOf(row, points, options)))], options),
    problems: [...stillChanging(kept), ...students.flatMap(({ row, unclear }) => unclear === null ? [] : [ofStudent(row.student, `${unclear}; left out`)])],
  }
}

function cellsOf({ student, grade }: GradebookRow, points: number, { assignment, dueAt }: GradeFileOptions): readonly (string | number)[] {
  const { first, last } = nameParts(student.name)
  const scores = grade !== null && platformGrade(grade).kind === 'points' ? [sumOfPoints([grade.points, grade.deduction]), grade.deduction, grade.points] : ['', '', '']
  return [assignment.title, dueAt === null ? '' : momentOf(dueAt), grade === null ? '' : momentOf(grade.pushedAt), student.studentId || student.key, last, first, student.email, ...scores, points]
}

/** As Python prints a time. */
function momentOf(at: number): string {
  return new Date(at).toISOString().slice(0, 19).replace('T', ' ')
}
