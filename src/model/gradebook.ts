import type { NamedCourse } from './course.ts'
import type { Basis, Outcome } from './criterion.ts'
import type { RosterEntry } from './roster.ts'

/**
 * One item of a grade. `points` of `of` are points of the course; `source` is whose word the outcome is (`not-graded`: people grade it, and nobody has yet). `by` and `reason` are of the decision or excuse, `level` of an item that people
 * grade, and `share` of one that was set to a share of its credit (0 to 1), null where there is none.
 */
export type GradedItem = {
  readonly id: string
  readonly title: string
  readonly group: string
  readonly outcome: Outcome
  readonly basis: Basis
  readonly points: number
  /** 0 where it does not count: excused, not to be seen, or not graded yet. */
  readonly of: number
  readonly source: 'automatic' | 'decided' | 'excused' | 'not-graded'
  readonly by: string | null
  readonly reason: string | null
  readonly level: string | null
  readonly share: number | null
  /** A page that shows it; null where none is known. */
  readonly evidenceUrl: string | null
}

/** What one repository earns, by the commit that counts. */
export type RepositoryGrade = {
  /** The sum of the items' points, less what lateness takes off. */
  readonly points: number
  readonly of: number
  /** Of 100, to a tenth. */
  readonly percent: number
  readonly items: readonly GradedItem[]
  /** 0 where the course counts late work as any other. */
  readonly daysLate: number
  /** The points that lateness took off. */
  readonly deduction: number
  readonly commit: string
  /** When it was pushed and judged, in milliseconds since 1970. */
  readonly pushedAt: number
  readonly judgedAt: number
  /** The id of the re-judging by which it is; null where it is by none. */
  readonly rejudging: string | null
  readonly checklist: { readonly id: string; readonly revision: number }
  readonly engine: { readonly version: string; readonly revision: number }
  /** Whether it may still change by itself: before its day, while proofs still count or the App has not judged by them yet, where only late pushes came, or where something could not be seen. */
  readonly isProvisional: boolean
}

/** What is to be said of a student's grade in one word. */
export type GradeState = 'final' | 'provisional' | 'excused' | 'not-judged' | 'not-seen' | 'nothing-yet' | 'no-repository'

/** One student in the gradebook: null where nothing counts yet, `isReleased` whether they may see it. `repository` is `owner/name` with its page, null where they work on none that is known. */
export type GradebookRow = {
  readonly student: RosterEntry
  readonly repository: { readonly id: number; readonly name: string; readonly url: string | null } | null
  readonly grade: RepositoryGrade | null
  readonly isReleased: boolean
  /** A commit that counts, or may be the best, and was never judged, as where a push came over it before that; left out where there is none. */
  readonly unjudged?: string
}

/** The gradebook of a course, in the order of its students' keys. */
export type Gradebook = { readonly course: NamedCourse; readonly points: number; readonly rows: readonly GradebookRow[] }
