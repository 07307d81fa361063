import type { GradeChange, GradeChanges } from '../model/course-preview.ts'
import type { Gradebook, GradebookRow } from '../model/gradebook.ts'

/** The grades of two gradebooks of one class side by side, a student and repository each. Rows without a repository have no grade that could differ. */
export function gradesSideBySide(before: Gradebook, after: Gradebook): readonly (GradeChange & { readonly repositoryId: number })[] {
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row.grade]))
  return after.rows.flatMap((row) => row.repository === null ? [] : [{ student: row.student, repositoryId: row.repository.id, repository: row.repository.name, before: earlier.get(keyOf(row)) ?? null, after: row.grade }])
}

/** The rows of two gradebooks of one class whose points differ. */
export function gradeChanges(before: Gradebook, after: Gradebook): GradeChanges {
  const rows = gradesSideBySide(before, after).map((row): GradeChange => ({ student: row.student, repository: row.repository, before: row.before, after: row.after }))
  return { changed: rows.filter(differsInPoints), of: rows.length }
}

/** Whether the points of a grade are others, or what they are of. */
export function differsInPoints({ before, after }: Pick<GradeChange, 'before' | 'after'>): boolean {
  return before?.points !== after?.points || before?.of !== after?.of
}

function keyOf({ student, repository }: GradebookRow): string {
  return JSON.stringify([student.key, repository?.id ?? null])
}
