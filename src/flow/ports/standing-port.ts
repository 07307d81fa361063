import type { Standing } from '../../model/standing.ts'

/** Where repositories stand in their courses: one row a repository and course, each in the place of the one before. */
export type StandingStore = {
  /** Keeps a standing; one that was counted before the one that is kept is left. */
  readonly save: (standing: Standing) => Promise<void>
  /** Those of a course, by the numeric ids of their repositories; what an earlier or later program wrote in another form is left out. */
  readonly of: (courseId: string) => Promise<readonly Standing[]>
  /** Of the same who works where, without all else. */
  readonly workers: (courseId: string) => Promise<readonly Pick<Standing, 'repositoryId' | 'countedBy' | 'workers'>[]>
  /** The repositories enrolled in a course, by id, of which there is none, or one that was counted by something else of the course than this or is of an earlier form. */
  readonly outdated: (courseId: string, countedBy: string) => Promise<readonly number[]>
}
