/** What was built in a repository, counted over all that is known of it. */
export type Built = {
  /** Commits that were judged. */
  readonly commits: number
  /** Runs of workflows that came to an end, and those of them of which an attempt failed. */
  readonly runs: number
  readonly failed: number
  /** Runs of MLflow that were seen. */
  readonly experiments: number
  /** Tests that passed by the newest reports of them; null where none was seen. */
  readonly tests: number | null
  /** Deployments that succeeded. */
  readonly deployments: number
  /** Days from the first push or judged commit to the newest step that is done, counted from one; null where no step is done. */
  readonly days: number | null
}
