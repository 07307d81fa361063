import type { AwaitedRun, CiState } from '../../model/ci-state.ts'
import type { CommitHead, WorkflowRun, WorkflowStart } from '../../model/run.ts'
import { newestRuns } from '../../evidence/newest-runs.ts'
import { startsAt } from './workflow-starts.ts'

export type CiLook = {
  readonly starts: readonly WorkflowStart[]
  readonly heads: readonly CommitHead[]
  /** Every run of the commit; empty also while they were not asked for. */
  readonly runs: readonly WorkflowRun[]
  /** When the commit was first known here, and now, in milliseconds since 1970. */
  readonly since: number
  readonly now: number
  /** How long after which running work is looked at again without having heard of it, in milliseconds. */
  readonly lookAgain: number
}

/** `until` is when to look again, null where there is nothing to wait for. */
export type CiRest = { readonly ci: CiState; readonly until: number | null }

/** GitHub takes some time to start a run after a push, in milliseconds. */
export const TO_APPEAR = 90_000
const TO_END = 30 * 60_000
/** Runs of other events (a schedule, a person's dispatch) are counted when they have ended, and not waited for. */
const AWAITED = new Set(['push', 'pull_request', 'pull_request_target', 'merge_group', 'workflow_run'])

/**
 * Whether CI on a commit has come to rest: each workflow that its triggers make us expect has a run, and no run of a change is under way. A run has 90 s to
 * appear and 30 min to end. One whose paths decide may never come, so nothing is said about it then. Only workflows of the repository are looked at: what
 * GitHub starts by itself and the check suites of Apps are left out.
 */
export function ciRest({ starts, heads, runs, since, now, lookAgain }: CiLook): CiRest {
  const own = newestRuns(runs.filter(({ path }) => path.startsWith('.github/workflows/')))
  const going = own.filter((run) => AWAITED.has(run.event) && hasNotEnded(run))
  const late = startsAt(starts, heads).filter(({ path, event }) => !own.some((run) => run.path === path && run.event === event))
  const stillToAppear = now < since + TO_APPEAR
  const awaited = [...going.map(awaitedRun), ...notStarted(late.filter(({ byPaths }) => stillToAppear || !byPaths))]
  const stillGoing = going.filter((run) => now < endOf(run, since))
  const counted = own.filter((run) => run.status === 'completed' && run.conclusion !== 'action_required')
  if (awaited.length === 0) return { ci: { state: 'at-rest', counted, awaited }, until: null }
  const times = [...late.length > 0 && stillToAppear ? [since + TO_APPEAR] : [], ...stillGoing.map((run) => Math.min(endOf(run, since), now + lookAgain))]
  return times.length === 0 ? { ci: { state: 'given-up', counted, awaited }, until: null } : { ci: { state: 'awaited', counted, awaited }, until: Math.min(...times) }
}

function hasNotEnded({ status, conclusion }: WorkflowRun): boolean {
  return status !== 'completed' || conclusion === 'action_required'
}

function awaitedRun(run: WorkflowRun): AwaitedRun {
  return { path: run.path, name: run.name, why: run.conclusion === 'action_required' ? 'approval' : run.status === 'waiting' ? 'environment' : 'running' }
}

function notStarted(late: readonly WorkflowStart[]): readonly AwaitedRun[] {
  return [...new Set(late.map(({ path }) => path))].map((path) => ({ path, name: null, why: 'not-started' }))
}

/** When a run is no longer waited for. One that was started again counts from then. */
function endOf(run: WorkflowRun, since: number): number {
  return Math.max(since, run.attempt > 1 ? run.updatedAt : run.createdAt) + TO_END
}
