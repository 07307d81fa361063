import type { GradebookRow, GradeState, RepositoryGrade } from '../../model/gradebook.ts'

/** What a learning platform can take of a grade. */
export type PlatformGrade = { readonly kind: 'points'; readonly points: number } | { readonly kind: 'excused' } | { readonly kind: 'none' }

/** A grade as a platform takes it: points, excused where every item is, or none: nothing counts yet, or nothing of it could be seen, which is no zero. */
export function platformGrade(grade: RepositoryGrade | null): PlatformGrade {
  if (grade === null) return { kind: 'none' }
  if (grade.of > 0) return { kind: 'points', points: grade.points }
  return grade.items.length > 0 && grade.items.every(({ source }) => source === 'excused') ? { kind: 'excused' } : { kind: 'none' }
}

/** How a student's grade stands. */
export function gradeState({ repository, grade, unjudged }: Pick<GradebookRow, 'repository' | 'grade' | 'unjudged'>): GradeState {
  if (grade === null) return repository === null ? 'no-repository' : unjudged === undefined ? 'nothing-yet' : 'not-judged'
  const { kind } = platformGrade(grade)
  return kind === 'excused' ? 'excused' : kind === 'none' ? 'not-seen' : grade.isProvisional ? 'provisional' : 'final'
}

/** Whether a student may see their grade, in one word. */
export function releaseWord({ isReleased }: Pick<GradebookRow, 'isReleased'>): 'released' | 'held' {
  return isReleased ? 'released' : 'held'
}

/** Why a student has no grade, as the end of a sentence about them. */
export function whyNone(row: Pick<GradebookRow, 'repository' | 'grade' | 'unjudged'>): string {
  if (row.grade === null && row.unjudged !== undefined) return `what counts, commit ${row.unjudged.slice(0, 7)}, was never judged`
  if (row.grade !== null && row.grade.items.some(({ source }) => source === 'not-graded') && row.grade.items.every(({ source }) => source === 'not-graded' || source === 'excused')) return 'what people grade of it is not graded yet'
  const state = gradeState(row)
  return state === 'no-repository' ? 'no repository is known yet' : state === 'nothing-yet' ? 'nothing counts yet' : 'what counts could not be seen'
}
