import type { GradeChanges } from '../model/course-preview.ts'
import type { Gradebook, GradebookRow } from '../model/gradebook.ts'

/** The rows of two gradebooks of one class whose points differ. Rows without a repository have no grade that could. */
export function gradeChanges(before: Gradebook, after: Gradebook): GradeChanges {
  const earlier = new Map(before.rows.map((row) => [keyOf(row), row.grade]))
  const rows = after.rows.flatMap((row) => row.repository === null ? [] : [{ student: row.student, repository: row.repository.name, before: earlier.get(keyOf(row)) ?? null, after: row.grade }])
  return { changed: rows.filter((row) => row.before?.points !== row.after?.points || row.before?.of !== row.after?.of), of: rows.length }
}

function keyOf({ student, repository }: GradebookRow): string {
  return JSON.stringify([student.key, repository?.id ?? null])
}
