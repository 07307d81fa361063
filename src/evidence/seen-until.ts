import type { SeenThen } from '../model/counted.ts'
import type { Deployment, RunJob, RunStep, WorkflowRun } from '../model/run.ts'

/**
 * What had been seen by a time (milliseconds since 1970), of all that was seen: a run or job that had not ended then is shown as it stood, one that had not begun is not there, and neither is what was deployed or answered later. What
 * cannot be told counts for the student: a deployment that had another status later and had succeeded before that had succeeded by then; one whose success itself was told later had not. A run that was started again later is shown as its attempt before that had ended, and so is one
 * that was being run again then and had passed before; a deployment that was made or stated anew later, as it had been seen in time.
 */
export function seenUntil({ runs, earlier, deployments, probes, waysBack, metricsBefore }: SeenThen, until: number): SeenThen {
  return {
    runs: runsUntil(runs, until), earlier: runsUntil(earlier, until), deployments: deployments.flatMap((one) => deploymentUntil(one, until)),
    probes: probes.filter(({ at }) => at <= until), waysBack: waysBack.filter(({ to }) => to.createdAt <= until), metricsBefore,
  }
}

/** What had been seen of runs by a time. */
export function runsUntil(runs: readonly WorkflowRun[], until: number): readonly WorkflowRun[] {
  return runs.flatMap((run) => runUntil(run, until))
}

function runUntil(run: WorkflowRun, until: number): readonly WorkflowRun[] {
  if (run.createdAt > until) return []
  if (endOf(run) <= until) return [run]
  const { before } = run
  if (before !== undefined && (before.conclusion === 'success' || !mayHaveBegun(run, before, until))) return runUntil(before, until)
  const { artifacts: _listed, artifactsRead: _read, ...rest } = run
  return [{ ...rest, status: 'in_progress', conclusion: null, jobs: run.jobs === null ? null : run.jobs.map((job) => jobUntil(job, until)) }]
}

/** When a run ended: with the last of its jobs; GitHub changes the time of the run itself for other reasons, too. */
function endOf({ status, jobs, updatedAt }: WorkflowRun): number {
  if (status !== 'completed') return Number.POSITIVE_INFINITY
  const ends = (jobs ?? []).flatMap(({ completedAt }) => completedAt ?? [])
  return ends.length === 0 ? updatedAt : Math.max(...ends)
}

/** Whether an attempt may have begun by a time: jobs that passed before are listed with it as they were then. */
function mayHaveBegun({ jobs }: WorkflowRun, before: WorkflowRun, until: number): boolean {
  return jobs === null || jobs.some(({ startedAt }) => startedAt !== null && startedAt <= until && startedAt > endOf(before))
}

function jobUntil(job: RunJob, until: number): RunJob {
  if (job.completedAt !== null && job.completedAt <= until) return job
  const { log: _log, ...rest } = job
  const begun = job.startedAt !== null && job.startedAt <= until
  return { ...rest, status: begun ? 'in_progress' : 'queued', conclusion: null, completedAt: null, steps: begun ? job.steps.map((step) => stepUntil(step, until)) : [] }
}

function stepUntil(step: RunStep, until: number): RunStep {
  if (step.completedAt !== undefined && step.completedAt <= until) return step
  const { completedAt: _later, ...rest } = step
  return { ...rest, status: step.startedAt !== undefined && step.startedAt <= until ? 'in_progress' : 'queued', conclusion: null }
}

function deploymentUntil(one: Deployment, until: number): readonly Deployment[] {
  if (one.createdAt <= until && (one.statedAt === null || one.statedAt <= until)) return [one]
  const before = one.before === undefined ? [] : deploymentUntil(one.before, until)
  if (one.createdAt > until || before.some(({ state }) => state === 'success')) return before
  // When it succeeded is not known; what its service answered since it was made counts.
  return [one.succeeded === true && one.state !== 'success' ? { ...one, state: 'success', statedAt: one.createdAt } : { ...one, state: 'in_progress', succeeded: false }]
}
