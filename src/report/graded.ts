import type { AssessmentRecord } from '../model/record.ts'

/** One of several repositories that were asked for: its record, or one line that says why there is none. `path` is as it was given. */
export type Graded =
  | { readonly path: string; readonly record: AssessmentRecord }
  | { readonly path: string; readonly problem: string }
