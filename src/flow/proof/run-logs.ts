import { jobsThatFailed } from '../../evidence/jobs-that-failed.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { RunJob, WorkflowRun } from '../../model/run.ts'
import type { JobLog } from '../../model/run-reason.ts'
import { readJobLog } from '../../parse/run-logs/read-job-log.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { ActivityStore, CommitActivity } from '../ports/store-ports.ts'

type LogsQuestion<Repository> = {
  readonly port: { readonly jobLog: (repository: Repository, jobId: number) => ReturnType<InstallationPort['jobLog']> }
  readonly repository: Repository
  readonly runs: readonly WorkflowRun[]
  /** A person asks: what could not be fetched is asked for once more. */
  readonly again: boolean
}

/** Of how many jobs that failed the logs are read, those of the newest run first; two requests each. */
const MOST_LOGS = 3

/**
 * The same runs with why jobs of theirs failed, by the logs: of the newest runs of a commit, at most three jobs, each once. What cannot be had is noted and takes nothing
 * else with it, but for limits of GitHub, which hold for all that is asked. The same list where there was nothing to ask for.
 */
export async function withLogs<Repository = HostedRepository>({ port, repository, runs, again }: LogsQuestion<Repository>): Promise<FromGitHub<readonly WorkflowRun[]>> {
  const wanted = jobsThatFailed(runs).slice(0, MOST_LOGS).filter(({ job }) => job.log === undefined || (again && job.log.isOpen))
  const read = new Map<number, JobLog>()
  for (const { job } of wanted) {
    const fetched = await port.jobLog(repository, job.id)
    if (!fetched.ok && (fetched.trouble.kind === 'limited' || fetched.trouble.kind === 'suspended')) return fetched
    read.set(job.id, !fetched.ok ? unread(fetched.trouble.kind === 'gone' ? 'GitHub no longer keeps it' : 'GitHub does not give it', fetched.trouble.kind !== 'gone')
      : 'says' in fetched.value ? unread(fetched.value.says, fetched.value.isPassing) : { ...readJobLog(fetched.value.text, failedSteps(job)), unread: null, isOpen: false })
  }
  return { ok: true, value: read.size === 0 ? runs : withKnown(runs, ({ id }) => read.get(id)) }
}

/** A commit's activity with why its jobs failed, kept as soon as it is read. */
export async function keepLogs({ activity, ...asked }: Omit<LogsQuestion<HostedRepository>, 'runs'> & { readonly activity: CommitActivity }, activities: Pick<ActivityStore, 'save'>): Promise<FromGitHub<CommitActivity>> {
  const told = await withLogs({ ...asked, runs: activity.runs })
  if (!told.ok) return told
  if (told.value === activity.runs) return { ok: true, value: activity }
  const kept = { ...activity, runs: told.value }
  await activities.save(kept)
  return { ok: true, value: kept }
}

/** Runs as they were asked for anew, each job with what is known of its log: an attempt has jobs of its own, so none is asked for twice. */
export function keepingLogs(runs: readonly WorkflowRun[], known: readonly WorkflowRun[]): readonly WorkflowRun[] {
  const logs = new Map(known.flatMap(({ jobs }) => (jobs ?? []).flatMap(({ id, log }) => log === undefined ? [] : [[id, log] as const])))
  return logs.size === 0 ? runs : withKnown(runs, ({ id, log }) => log ?? logs.get(id))
}

function withKnown(runs: readonly WorkflowRun[], logOf: (job: RunJob) => JobLog | undefined): readonly WorkflowRun[] {
  return runs.map((run) => run.jobs?.some((job) => logOf(job) !== undefined) !== true ? run : { ...run, jobs: run.jobs.map((job) => {
    const log = logOf(job)
    return log === undefined ? job : { ...job, log }
  }) })
}

function failedSteps({ steps }: RunJob): RunJob['steps'] {
  return steps.filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out')
}

function unread(says: string, isOpen: boolean): JobLog {
  return { reasons: [], requirements: [], unread: says, isOpen }
}
