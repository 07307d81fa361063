import type { RunEvidence } from '../model/evidence.ts'
import type { RunJob, WorkflowRun } from '../model/run.ts'
import type { RunReason } from '../model/run-reason.ts'
import { newestRuns } from './newest-runs.ts'

/** A job that failed in the newest run of its workflow: the step that it failed by (`''` where none is named), and why, by its log (null where that gives no reason that is recognised, or was not read). */
export type FailedJob = { readonly run: WorkflowRun; readonly job: RunJob; readonly step: string; readonly reason: RunReason | null; readonly requirements: readonly string[] }

/** The jobs that failed among the newest runs of a commit, those of the newest run first. A push and a pull request run the same workflow: of one job of one file the newest stands. */
export function jobsThatFailed(runs: readonly WorkflowRun[]): readonly FailedJob[] {
  const failing = newestRuns(runs).filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out').toReversed()
  const all = failing.flatMap((run) => (run.jobs ?? []).filter(hasFailed).map((job): FailedJob => ({ run, job, step: job.steps.find(hasFailed)?.name ?? '', reason: job.log?.reasons[0] ?? null, requirements: job.log?.requirements ?? [] })))
  return all.filter((one, at) => all.findIndex((other) => isSameJob(one, other)) === at)
}

/** The job that a piece of evidence is of, or the newest one of its name in its workflow; null where none of them failed. */
export function failedJobAt({ workflow, job, url }: RunEvidence, failed: readonly FailedJob[]): FailedJob | null {
  const [page] = url.split('#')
  return failed.find((one) => one.job.url === page) ?? failed.find((one) => one.run.path === workflow && one.job.name === job) ?? null
}

function isSameJob(one: FailedJob, other: FailedJob): boolean {
  return one.run.path === other.run.path && one.job.name === other.job.name
}

function hasFailed({ conclusion }: Pick<RunJob, 'conclusion'>): boolean {
  return conclusion === 'failure' || conclusion === 'timed_out'
}
