import type { Person } from './course.ts'

/** Whom a word about grades is for: the whole class, a section of it, or one student by the key of the course's list. */
export type ReleaseScope = { readonly kind: 'class' } | { readonly kind: 'section'; readonly section: string } | { readonly kind: 'student'; readonly key: string }

/** That the staff shows grades of a course to students, or holds them: appended, never changed. What is released is a grade as it stands, with what becomes of it later. */
export type ReleaseWord = {
  readonly id: string
  readonly courseId: string
  readonly scope: ReleaseScope
  readonly says: 'released' | 'held'
  /** Null for the operator at the command line. */
  readonly by: Person | null
  /** Milliseconds since 1970. */
  readonly at: number
  /** Empty where none was given. */
  readonly reason: string
}
