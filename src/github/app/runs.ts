import type { FromGitHub } from '../../flow/ports/github-ports.ts'
import type { Conclusion, RunJob, RunStatus, RunStep, WorkflowRun } from '../../model/run.ts'
import { inParallel } from '../in-parallel.ts'
import type { Payload } from '../meanings/payload.ts'
import { A_PAGE, type Desk, type RepositoryName } from './desk.ts'
import { listed } from './lists.ts'
import { withNewerRuns } from './newer-runs.ts'

/** Of how many runs the jobs are read, the newest first, and how many pages of them. */
const MOST_RUNS = 50
const MOST_JOB_PAGES = 2
const RUNS_TOGETHER = 4
/** GitHub lets a workflow call twenty others. */
const MOST_CALLS = 50

const STATUSES: readonly RunStatus[] = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending']
const CONCLUSIONS: readonly Conclusion[] = ['success', 'failure', 'neutral', 'cancelled', 'skipped', 'timed_out', 'action_required', 'stale', 'startup_failure']

/**
 * The runs of workflows on a commit, the newest attempt of each: one request, and one more for the jobs of each run that has ended, unless it is known
 * with them; where some were cancelled, one more tells whether newer ones had begun. Where a run went meanwhile, its jobs stay unread.
 */
export async function runsOf(desk: Pick<Desk, 'client'>, repository: RepositoryName, commit: string, known: readonly WorkflowRun[]): Promise<FromGitHub<readonly WorkflowRun[]>> {
  const { client } = desk
  const page = (): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.actions.listWorkflowRunsForRepo({ owner: repository.owner, repo: repository.name, head_sha: commit, per_page: A_PAGE, request }))
  const found = await listed(`the runs of ${commit.slice(0, 7)} in repository ${repository.id}`, page, 'workflow_runs', runIn, 1)
  if (!found.ok) return found
  const jobsOf = new Map<number, readonly RunJob[]>()
  for (const run of found.value) {
    const jobs = known.find((one) => one.id === run.id && one.attempt === run.attempt && one.status === 'completed')?.jobs ?? null
    if (jobs !== null) jobsOf.set(run.id, jobs)
  }
  const ended = found.value.filter((run) => run.status === 'completed' && !jobsOf.has(run.id)).slice(0, MOST_RUNS)
  const tasks = ended.map((run) => async () => ({ run, jobs: await jobsIn(desk, repository, run) }))
  for await (const { run, jobs } of inParallel(RUNS_TOGETHER, () => tasks.shift() ?? null)) {
    if (jobs.ok) jobsOf.set(run.id, jobs.value)
    else if (jobs.trouble.kind !== 'gone') return jobs
  }
  return withNewerRuns(desk, repository, found.value.map((run) => ({ ...run, jobs: jobsOf.get(run.id) ?? null })).toSorted((left, right) => left.id - right.id), known, runIn)
}

function jobsIn({ client }: Pick<Desk, 'client'>, { owner, name, id }: RepositoryName, run: WorkflowRun): Promise<FromGitHub<readonly RunJob[]>> {
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.actions.listJobsForWorkflowRun({ owner, repo: name, run_id: run.id, filter: 'latest', per_page: A_PAGE, page: number, request }))
  return listed(`the jobs of run ${run.id} in repository ${id}`, page, 'jobs', jobIn, MOST_JOB_PAGES)
}

function runIn(answer: Payload): WorkflowRun {
  const calls = answer.items('referenced_workflows').slice(0, MOST_CALLS).map((one) => `${(one.textOrNull('path') ?? '').replace(/@.*$/s, '')}@${one.textOrNull('sha') ?? ''}`)
  return {
    ...calls.length === 0 ? {} : { calls },
    id: answer.number('id'), attempt: answer.numberOrNull('run_attempt') ?? 1, name: answer.textOrNull('name') ?? '', path: answer.text('path').replace(/@.*$/s, ''), event: answer.text('event'),
    branch: answer.textOrNull('head_branch'), headSha: answer.text('head_sha'), status: statusOf(answer), conclusion: conclusionOf(answer), url: answer.text('html_url'),
    createdAt: timeOf(answer, 'created_at') ?? 0, updatedAt: timeOf(answer, 'updated_at') ?? 0, jobs: null,
  }
}

function jobIn(answer: Payload): RunJob {
  const steps = answer.items('steps').map((step): RunStep => {
    const [startedAt, completedAt] = [timeOf(step, 'started_at'), timeOf(step, 'completed_at')]
    return { number: step.number('number'), name: step.text('name'), status: statusOf(step), conclusion: conclusionOf(step), ...startedAt === null ? {} : { startedAt }, ...completedAt === null ? {} : { completedAt } }
  })
  return {
    id: answer.number('id'), name: answer.text('name'), status: statusOf(answer), conclusion: conclusionOf(answer), url: answer.textOrNull('html_url') ?? '',
    startedAt: timeOf(answer, 'started_at'), completedAt: timeOf(answer, 'completed_at'), steps: steps.toSorted((left, right) => left.number - right.number),
  }
}

/** A word that GitHub adds some day: not ended, as far as is known. */
function statusOf(answer: Payload): RunStatus {
  const word = answer.text('status')
  return STATUSES.find((status) => status === word) ?? 'pending'
}

/** A word that GitHub adds some day is neither a success nor a failure. */
function conclusionOf(answer: Payload): Conclusion {
  const word = answer.textOrNull('conclusion')
  return word === null ? null : CONCLUSIONS.find((conclusion) => conclusion === word) ?? 'neutral'
}

/** A time of GitHub's in milliseconds since 1970; null where there is none. */
export function timeOf(answer: Payload, path: string): number | null {
  const time = Date.parse(answer.textOrNull(path) ?? '')
  return Number.isFinite(time) ? time : null
}
