import type { Gradebook, GradebookRow, GradeState, RepositoryGrade } from '../../model/gradebook.ts'
import { gradeState } from './grade-state.ts'

type GradeDocument = Omit<RepositoryGrade, 'pushedAt' | 'judgedAt'> & { readonly pushedAt: string; readonly judgedAt: string }

/** What a student earns by a repository, as JSON tells it: times as ISO 8601, and everything there, null where there is none. */
export type EarnedDocument = { readonly state: GradeState; readonly grade: GradeDocument | null; readonly unjudged: string | null }

export type RowDocument = Pick<GradebookRow, 'student' | 'repository' | 'isReleased'> & EarnedDocument

/** A gradebook as JSON: the form of `grades --format json` and of the API. A change that could break who reads it raises `schema`. */
export type GradebookDocument = { readonly schema: 1; readonly course: Gradebook['course']; readonly points: number; readonly rows: readonly RowDocument[] }

/** The gradebook as JSON tells it. */
export function gradebookDocument({ course, points, rows }: Gradebook): GradebookDocument {
  return { schema: 1, course, points, rows: rows.map((row) => ({ student: row.student, repository: row.repository, isReleased: row.isReleased, ...earnedDocument(row) })) }
}

/** What one row of it earns. */
export function earnedDocument(row: Pick<GradebookRow, 'repository' | 'grade' | 'unjudged'>): EarnedDocument {
  const { grade, unjudged = null } = row
  return { state: gradeState(row), grade: grade === null ? null : { ...grade, pushedAt: new Date(grade.pushedAt).toISOString(), judgedAt: new Date(grade.judgedAt).toISOString() }, unjudged }
}
