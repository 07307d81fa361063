import type { Standing } from '../model/standing.ts'

/** Where repositories stand in their courses: one row a repository and course, each in the place of the one before. */
export type StandingStore = {
  /** Keeps a standing; one that was counted before the one that is kept is left. */
  readonly save: (standing: Standing) => Promise<void>
  /** Those of a course, by the numeric ids of their repositories. */
  readonly of: (courseId: string) => Promise<readonly Standing[]>
}
