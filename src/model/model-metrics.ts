import type { NamedNumber } from './report-facts.ts'

/**
 * The numbers of the model that one report gives, each under the name that stands there. The report lies in an artifact of a run, or is committed: then `artifact` and `run`
 * are null, and `blob` is the file's. `commit` is the one that the numbers are of.
 */
export type ModelMetrics = {
  readonly commit: string | null
  readonly path: string
  readonly artifact: string | null
  readonly run: { readonly id: number; readonly url: string } | null
  readonly blob: string | null
  readonly values: readonly NamedNumber[]
}

/** What an earlier commit had: the newest that has any numbers, of the branch that is merged into (`base`), or of the same one (`line`). */
export type EarlierMetrics = { readonly kind: 'base' | 'line'; readonly branch: string; readonly commit: string; readonly metrics: readonly ModelMetrics[] }

/** Numbers in reports that lie in the repository: the model's, by file, and how many of the lines the tests covered, 0 to 100. */
export type CommittedNumbers = {
  readonly metrics: readonly { readonly path: string; readonly blob: string; readonly values: readonly NamedNumber[] }[]
  readonly coverage: { readonly path: string; readonly percent: number } | null
}
