import type { WorkflowRun } from '../model/run.ts'

/**
 * The newest run of each workflow, event and branch (a branch that begins at a commit runs its workflows there once more, and skips what is for another one): a pull request that is closed and opened again runs its workflows once more, and the newest stands. Of a run that
 * was started again GitHub gives the newest attempt.
 */
export function newestRuns(runs: readonly WorkflowRun[]): readonly WorkflowRun[] {
  const newest = new Map<string, WorkflowRun>()
  for (const run of runs) {
    const key = `${run.path}\n${run.event}\n${run.branch ?? ''}`
    const other = newest.get(key)
    if (other === undefined || run.id > other.id) newest.set(key, run)
  }
  return [...newest.values()].toSorted((one, other) => one.id - other.id)
}

/** Whether a run shows something: one that was cancelled or skipped shows nothing, so that of another commit may. */
export function hasShown({ status, conclusion }: WorkflowRun): boolean {
  return status === 'completed' && (conclusion === 'success' || conclusion === 'failure')
}
