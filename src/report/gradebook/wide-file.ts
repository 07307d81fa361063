import type { Gradebook, GradebookRow, RepositoryGrade } from '../../model/gradebook.ts'
import { csvLine } from '../text/csv-text.ts'
import { fileText, type GradeFile, type GradeFileOptions } from './grade-file.ts'
import { gradeState, platformGrade, releaseWord } from './grade-state.ts'

const COLUMNS = ['student', 'name', 'email', 'student_id', 'section', 'login', 'repository', 'state', 'released', 'points', 'of', 'percent', 'days_late', 'deduction', 'commit', 'pushed_at', 'judged_at'] as const

/**
 * A row a student and repository with all of the grade, and a column an item (`item:ID`) with its points: together, less `deduction`, they are `points`. What does not count (excused, not to be seen, not asked) has a blank cell, since 0 would read as failing; so has all
 * of a grade that is none. `state` says which it is, and `released` whether the student may see it.
 */
export function wideFile({ rows }: Gradebook, options: GradeFileOptions): GradeFile {
  const items = [...new Set(rows.flatMap(({ grade }) => grade?.items.map(({ id }) => id) ?? []))]
  return { text: fileText([csvLine([...COLUMNS, ...items.map((id) => `item:${id}`)]), ...rows.map((row) => csvLine([...identityOf(row), ...gradeOf(row.grade), ...itemsOf(row.grade, items)]))], options), problems: [] }
}

function identityOf(row: GradebookRow): readonly string[] {
  const { student: { key, name, email, studentId, section, login }, repository } = row
  return [key, name, email, studentId, section, login, repository?.name ?? '', gradeState(row), releaseWord(row)]
}

function gradeOf(grade: RepositoryGrade | null): readonly (string | number)[] {
  if (grade === null) return ['', '', '', '', '', '', '', '']
  const counts = platformGrade(grade).kind === 'points'
  return [
    ...(counts ? [grade.points, grade.of, grade.percent] : ['', '', '']), grade.daysLate, counts ? grade.deduction : '',
    grade.commit, new Date(grade.pushedAt).toISOString(), new Date(grade.judgedAt).toISOString(),
  ]
}

function itemsOf(grade: RepositoryGrade | null, ids: readonly string[]): readonly (string | number)[] {
  const points = new Map(grade?.items.flatMap(({ id, points: earned, of }) => of > 0 ? [[id, earned] as const] : []))
  return ids.map((id) => points.get(id) ?? '')
}
