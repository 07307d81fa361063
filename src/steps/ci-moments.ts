import type { StoryCommit } from './commits.ts'
import type { RunLine } from './run-lines.ts'
import type { StoryRun } from './runs.ts'

/**
 * What is known of one branch (`line`) when a run of it has ended. `failing`: what failed of each workflow at the newest head that it ran at, by what started it. `mended`: the last
 * failure after which the same workflow passed. `gone`: the last one of a workflow that the newest head does not hold any more. `isPartial`: of the head of the run something
 * had not ended by then that is known to have been started with it: a workflow that fails there at its first end, or one that still runs.
 */
export type Moment = {
  readonly run: StoryRun
  readonly line: RunLine
  readonly failing: readonly StoryRun[]
  readonly mended: { readonly failed: StoryRun; readonly passed: StoryRun } | null
  readonly gone: StoryRun | null
  readonly isPartial: boolean
}

/** A workflow at the newest head that it ran at: the newest end by event there, and what had failed of it before. */
type State = { readonly head: string; readonly id: number; readonly ends: Map<string, StoryRun>; readonly failedBefore: StoryRun | null }

/** What a push or a pull request starts by itself at a head; a run that a person starts there later is no part of what the head was waiting for. */
const BY_ITSELF: ReadonlySet<string> = new Set(['push', 'pull_request', 'pull_request_target'])
/** States of a run that goes on by itself; one that waits for a person's approval is none. */
const UNDER_WAY: ReadonlySet<string> = new Set(['requested', 'queued', 'pending', 'in_progress'])

type Line = { readonly workflows: Map<string, State>; mended: Moment['mended'] }

/** The moments of all branches, in the order in which their runs ended. A run of a head behind which the same workflow ran since makes none. */
export function momentsOf(runs: readonly StoryRun[], commits: readonly StoryCommit[], lineOf: (run: StoryRun) => RunLine): readonly Moment[] {
  const judged = new Map(commits.map((commit) => [commit.sha, commit]))
  const lines = new Map<string, Line>()
  const isPartial = partialOf(runs, judged, lineOf)
  return runs.flatMap((run): readonly Moment[] => {
    const of = lineOf(run)
    const line: Line = lines.get(of.key) ?? { workflows: new Map<string, State>(), mended: null }
    lines.set(of.key, line)
    const state = stateAfter(line.workflows.get(run.workflow), run)
    if (state === null) return []
    const before = state.ends.get(run.event)
    const failed = before?.passed === false ? before : state.failedBefore
    if (run.passed && failed !== null) line.mended = { failed, passed: run }
    state.ends.set(run.event, run)
    line.workflows.set(run.workflow, state)
    const all = [...line.workflows].map(([workflow, { ends }]) => ({ isGone: isGoneAt(judged.get(newestHead(line)), workflow), failing: [...ends.values()].filter(({ passed }) => !passed) }))
    return [{ run, line: of, failing: all.flatMap(({ isGone, failing }) => isGone ? [] : failing), mended: line.mended, gone: all.flatMap(({ isGone, failing }) => isGone ? failing : []).at(-1) ?? null, isPartial: isPartial(run) }]
  })
}

/** Tells of a run whether another one of its head and line had not ended by then: one whose workflow fails at its first end there, or that still runs by what was judged. */
function partialOf(runs: readonly StoryRun[], judged: ReadonlyMap<string, StoryCommit>, lineOf: (run: StoryRun) => RunLine): (run: StoryRun) => boolean {
  const firstEnds = new Map<string, StoryRun>()
  for (const run of runs) {
    const key = `${lineOf(run).key} ${run.head} ${run.event} ${run.workflow}`
    if (BY_ITSELF.has(run.event) && !firstEnds.has(key)) firstEnds.set(key, run)
  }
  const lastFailure = new Map<string, number>()
  for (const run of firstEnds.values()) if (!run.passed) lastFailure.set(`${lineOf(run).key} ${run.head}`, run.at)
  const ended = new Set(runs.map(({ id }) => id))
  return (run) => {
    const underWay = judged.get(run.head)?.trace.runs.some(({ id, status, event, branch, createdAt }) => !ended.has(id) && BY_ITSELF.has(event) && UNDER_WAY.has(status) && branch === run.branch && createdAt <= run.at)
    return underWay === true || (lastFailure.get(`${lineOf(run).key} ${run.head}`) ?? Number.NEGATIVE_INFINITY) > run.at
  }
}

/** What a workflow is at after a run of it; null where that run is of an older head. Runs have rising numbers, so the head of the highest one is the newest. */
function stateAfter(before: State | undefined, { head, id }: StoryRun): State | null {
  if (before === undefined) return { head, id, ends: new Map(), failedBefore: null }
  if (before.head === head) return { ...before, id: Math.max(before.id, id) }
  return id < before.id ? null : { head, id, ends: new Map(), failedBefore: [...before.ends.values()].findLast(({ passed }) => !passed) ?? null }
}

function newestHead({ workflows }: Line): string {
  return [...workflows.values()].toSorted((one, other) => one.id - other.id).at(-1)?.head ?? ''
}

/** Whether a commit is known to hold a workflow no more, as one that was renamed or replaced; what could not be read may still be there. */
function isGoneAt(commit: StoryCommit | undefined, workflow: string): boolean {
  const { workflows, gaps } = commit?.trace ?? {}
  return workflows !== undefined && workflow.startsWith('.github/workflows/') && !workflows.includes(workflow) && gaps?.every(({ path }) => !workflow.startsWith(path)) === true
}
