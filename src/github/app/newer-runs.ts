import type { FromGitHub } from '../../flow/ports/github-ports.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { Payload } from '../meanings/payload.ts'
import { A_PAGE, type Desk, type RepositoryName } from './desk.ts'
import { listed } from './lists.ts'

type ListedRun = Pick<WorkflowRun, 'id' | 'path' | 'branch' | 'createdAt'>

/**
 * Says of each run that was cancelled whether another one of its workflow had begun by then: one request for all that is not known already, and none where nothing was cancelled. It
 * reads the hundred newest runs of that time; where more ran, it may not be told.
 */
export async function withNewerRuns({ client }: Pick<Desk, 'client'>, { owner, name, id }: RepositoryName, runs: readonly WorkflowRun[], known: readonly WorkflowRun[], read: (answer: Payload) => ListedRun): Promise<FromGitHub<readonly WorkflowRun[]>> {
  const before = new Map(known.map((run) => [`${run.id} ${run.attempt}`, run.newerBegan]))
  const isOpen = (run: WorkflowRun): boolean => run.conclusion === 'cancelled' && before.get(`${run.id} ${run.attempt}`) === undefined
  const open = runs.filter(isOpen)
  const times = open.flatMap(({ createdAt, updatedAt }) => [createdAt, updatedAt])
  const created = `${secondsOf(Math.min(...times))}..${secondsOf(Math.max(...times))}`
  const found = open.length === 0 ? { ok: true, value: [] } as const
    : await listed(`the runs of repository ${id} while others were cancelled`, () => client.ask((rest, request) => rest.actions.listWorkflowRunsForRepo({ owner, repo: name, created, per_page: A_PAGE, request })), 'workflow_runs', read, 1)
  if (!found.ok) return found
  return {
    ok: true,
    value: runs.map((run): WorkflowRun => {
      if (run.conclusion !== 'cancelled') return run
      if (!isOpen(run)) return { ...run, newerBegan: before.get(`${run.id} ${run.attempt}`) ?? null }
      const newer = found.value.filter((other) => other.path === run.path && other.id > run.id && other.createdAt <= run.updatedAt)
      return { ...run, newerBegan: newer.some(({ branch }) => branch === run.branch) ? 'on-branch' : newer.length > 0 ? 'elsewhere' : null }
    }),
  }
}

/** As GitHub writes times, which it tells to the second. */
function secondsOf(time: number): string {
  return new Date(Number.isFinite(time) ? time : 0).toISOString().replace(/\.\d+Z$/, 'Z')
}
