import type { WrongVerdict } from '../../model/wrong-verdict.ts'

/** Verdicts that the staff said to be wrong: append-only. */
export type WrongVerdictStore = {
  /** Keeps one; where one of its id is there, nothing is changed, and it gives false. */
  readonly add: (wrong: WrongVerdict) => Promise<boolean>
  /** Those of a course, by time, then by id. */
  readonly of: (courseId: string) => Promise<readonly WrongVerdict[]>
  /** Those of one repository in a course, in the same order. */
  readonly ofRepository: (courseId: string, repositoryId: number) => Promise<readonly WrongVerdict[]>
}
