import type { WorkflowRun } from '../model/run.ts'

/** A run is started again a few times; what was before that is of no use. */
const MOST_BEFORE = 3

/** Runs as they were asked for anew, each with the attempts before it that were seen to their end: GitHub lists the newest one alone, and what an earlier one showed in time counts. */
export function keepingAttempts(runs: readonly WorkflowRun[], known: readonly WorkflowRun[]): readonly WorkflowRun[] {
  return runs.map((run) => {
    const one = known.find(({ id }) => id === run.id)
    const before = one === undefined || one.attempt > run.attempt ? undefined : one.attempt < run.attempt && one.status === 'completed' ? one : one.before
    return before === undefined ? run : { ...run, before: cutTo(before, MOST_BEFORE) }
  })
}

function cutTo(run: WorkflowRun, most: number): WorkflowRun {
  const { before, ...own } = run
  return before === undefined || most <= 1 ? own : { ...own, before: cutTo(before, most - 1) }
}
