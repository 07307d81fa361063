import type { TracedFailure, TracedRun } from '../model/commit-trace.ts'
import type { RunEvidence } from '../model/evidence.ts'
import type { StoryCommit } from './commits.ts'
import type { Happenings } from './happenings.ts'

/** One attempt of a run that passed or failed, with what its trace tells of it (null where its commit was not judged since). `workflow` tells workflows apart. */
export type StoryRun = {
  readonly id: number
  readonly attempt: number
  readonly at: number
  readonly head: string
  readonly event: string
  readonly branch: string | null
  readonly fork: string | null
  readonly workflow: string
  readonly passed: boolean
  readonly traced: TracedRun | null
}

const PASSED = 'success'
const FAILED: ReadonlySet<string> = new Set(['failure', 'timed_out', 'startup_failure'])

/** The attempts of runs that passed or failed, by the time at which they ended. Those that were cancelled, skipped or are awaited show nothing. */
export function runsOf(commits: readonly StoryCommit[], happened: Happenings): readonly StoryRun[] {
  const traced = new Map(commits.flatMap(({ trace }) => trace.runs.map((run) => [run.id, { run, fork: trace.branch?.startsWith('refs/pull/') === true ? trace.branch : null }] as const)))
  const paths = new Map(happened.runs.flatMap(({ runId, workflowId }) => {
    const path = traced.get(runId)?.run.path
    return path === undefined ? [] : [[workflowId, path] as const]
  }))
  const told = happened.runs.flatMap((one): readonly StoryRun[] => {
    if (!isTelling(one.conclusion)) return []
    const { runId: id, attempt, at, head, event, branch, fork } = one
    return [{ id, attempt, at, head, event, branch, fork, workflow: paths.get(one.workflowId) ?? String(one.workflowId), passed: one.conclusion === PASSED, traced: traced.get(id)?.run ?? null }]
  })
  const seen = [...traced.values()].flatMap(({ run, fork }): readonly StoryRun[] => {
    if (run.status !== 'completed' || !isTelling(run.conclusion)) return []
    return [{ id: run.id, attempt: run.attempt, at: run.updatedAt, head: run.headSha, event: run.event, branch: run.branch, fork, workflow: run.path, passed: run.conclusion === PASSED, traced: run }]
  })
  // What a webhook told goes before: it says which fork the run is of.
  const all = new Map([...seen, ...told].map((run) => [`${run.id} ${run.attempt}`, run]))
  return [...all.values()].toSorted((one, other) => one.at - other.at || one.id - other.id || one.attempt - other.attempt)
}

function isTelling(conclusion: string | null): boolean {
  return conclusion === PASSED || (conclusion !== null && FAILED.has(conclusion))
}

/** The names of the jobs by which an attempt failed; none where they are not known, as of an attempt that was followed by another. */
export function failedJobs({ traced, attempt, passed }: StoryRun): readonly string[] {
  return passed || traced === null || traced.attempt !== attempt ? [] : traced.failed
}

/** What is known of the jobs by which an attempt failed; none where it is not that attempt's. */
export function failuresOf({ traced, attempt, passed }: StoryRun): readonly TracedFailure[] {
  return passed || traced === null || traced.attempt !== attempt ? [] : traced.failures ?? []
}

/** A run as evidence; `url` is the repository's page. Null where neither tells where the run can be opened. */
export function runPlace(run: StoryRun, url: string | null): RunEvidence | null {
  const page = run.traced?.url ?? (url === null ? null : `${url}/actions/runs/${run.id}`)
  if (page === null) return null
  const [job] = failedJobs(run)
  return {
    kind: 'run', workflow: run.traced?.path ?? (run.workflow.includes('/') ? run.workflow : 'workflow'), workflowBlob: '', controlledBy: 'student', job: '', step: job ?? run.traced?.name ?? `run ${run.id}`,
    headSha: run.head, conclusion: run.passed ? 'success' : 'failure', url: page,
  }
}

/** When the run of a page ended, by the attempts that are known; null where none is of it. */
export function endOfRun(page: string, runs: readonly StoryRun[]): number | null {
  return runOfPage(page, runs)?.at ?? null
}

/** The newest attempt that is known of the run that a page is of; null where none is. */
export function runOfPage(page: string, runs: readonly StoryRun[]): StoryRun | null {
  return runs.findLast(({ traced }) => traced !== null && (page === traced.url || page.startsWith(`${traced.url}/`))) ?? null
}
