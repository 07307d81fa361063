import type { Built } from '../model/built.ts'
import type { CommitTrace } from '../model/commit-trace.ts'
import type { StepRecord } from '../model/progress.ts'
import type { ProgressSeen } from './seen.ts'

const DAY = 86_400_000
const FAILED: ReadonlySet<unknown> = new Set(['failure', 'timed_out', 'startup_failure'])

/** What was built, in numbers, from all that the steps are folded from: the same from any order and repetition of deliveries. */
export function builtOf({ events, traces }: Pick<ProgressSeen, 'events' | 'traces'>, steps: readonly StepRecord[]): Built {
  const ended = events.filter(({ kind }) => kind === 'workflow_run.completed')
  return {
    commits: new Set(traces.map(({ commit }) => commit)).size,
    runs: distinct(ended.map(({ facts }) => facts['runId'])), failed: distinct(ended.filter(({ facts }) => FAILED.has(facts['conclusion'])).map(({ facts }) => facts['runId'])),
    experiments: distinct(traces.flatMap(({ experiments }) => experiments.flatMap(({ runs }) => runs.map(({ id }) => id)))),
    tests: passedTests(traces),
    deployments: distinct(events.filter(({ kind, facts }) => kind === 'deployment_status' && facts['state'] === 'success').map(({ facts }) => facts['deploymentId'])),
    days: daysOf([...events.filter(({ kind }) => kind === 'push').map(({ at }) => at), ...traces.map(({ since }) => since)], steps.flatMap(({ since }) => since === null ? [] : [Date.parse(since)])),
  }
}

function distinct(all: readonly unknown[]): number {
  return new Set(all).size
}

/** By the newest commit that has reports, the default branch's before others. */
function passedTests(traces: readonly CommitTrace[]): number | null {
  const [newest] = traces.filter(({ tests }) => tests.length > 0).toSorted((one, other) => Number(other.isDefaultBranch) - Number(one.isDefaultBranch) || other.since - one.since || (one.commit < other.commit ? -1 : 1))
  return newest === undefined ? null : newest.tests.reduce((sum, { passed }) => sum + passed, 0)
}

function daysOf(begun: readonly number[], done: readonly number[]): number | null {
  if (begun.length === 0 || done.length === 0) return null
  return Math.max(1, Math.ceil((Math.max(...done) - Math.min(...begun)) / DAY))
}
