import type { TracedFailure } from '../model/commit-trace.ts'
import type { RunReason } from '../model/run-reason.ts'
import { isOver, peopleRuns } from './ci-lines.ts'
import { pullsOf } from './own-pulls.ts'
import { linesOf, type RunLine } from './run-lines.ts'
import { failedJobs, failuresOf, type StoryRun } from './runs.ts'
import type { Story } from './story.ts'

/** One job that failed at a head, with what is known of why. */
export type HeadFailure = TracedFailure & { readonly run: StoryRun }

/** A head of a line at which runs ended: when the last of them did, and what fails there by the newest end of each workflow. */
export type HeadOfLine = { readonly sha: string; readonly at: number; readonly failures: readonly HeadFailure[] }

/** The line of work on which a run ended last, its heads from the oldest. */
export type WorkLine = { readonly branch: string | null; readonly fork: string | null; readonly heads: readonly HeadOfLine[] }

/**
 * The line of work on which a run of CI ended last, the default branch too; null where none ran, or where that line is over: deleted, merged or closed. Of forks those count
 * whose pull requests somebody of `participants` (numeric ids) opened: anybody can open one.
 */
export function newestLine(story: Story, participants: ReadonlySet<number>): WorkLine | null {
  const runs = peopleRuns(story).filter((run) => run.fork === null || pullsOf(run, story.happened).some(({ authorId }) => authorId !== null && participants.has(authorId)))
  const lineOf = linesOf(story.happened)
  const last = runs.reduce<StoryRun | null>((newest, run) => (newest === null || run.id > newest.id || (run.id === newest.id && run.attempt > newest.attempt) ? run : newest), null)
  if (last === null) return null
  const line: RunLine = lineOf(last)
  if (isOver({ run: last, line }, story)) return null
  const own = runs.filter((run) => lineOf(run).key === line.key)
  const heads = new Map<string, StoryRun[]>()
  // Runs have rising numbers, so the head of a lower one came before.
  for (const run of own.toSorted((one, other) => one.id - other.id || one.attempt - other.attempt)) {
    const known = heads.get(run.head)
    if (known === undefined) heads.set(run.head, [run])
    else known.push(run)
  }
  return { branch: last.branch, fork: last.fork, heads: [...heads].map(([sha, at]) => headOf(sha, at)) }
}

function headOf(sha: string, runs: readonly StoryRun[]): HeadOfLine {
  const newest = new Map<string, StoryRun>()
  for (const run of runs) newest.set(`${run.workflow} ${run.event}`, run)
  const failures = [...newest.values()].filter(({ passed }) => !passed).flatMap(failuresIn)
  // A push and a pull request run the same jobs.
  const one = failures.filter((failure, at) => failures.findIndex((other) => isSamePlace(failure, other)) === at)
  return { sha, at: Math.max(...runs.map((run) => run.at)), failures: one }
}

function failuresIn(run: StoryRun): readonly HeadFailure[] {
  const known = failuresOf(run)
  if (known.length > 0) return known.map((failure) => ({ ...failure, run }))
  const jobs = failedJobs(run)
  return (jobs.length > 0 ? jobs : ['']).map((job) => ({ job, step: '', reason: null, found: '', next: '', run }))
}

/** Whether two failures are the same one: the same job and step, unless their logs give different reasons; or the same reason, wherever. */
export function isSameFailure(one: HeadFailure, other: HeadFailure): boolean {
  if (one.reason !== null && other.reason !== null) return keyOfReason(one.reason) === keyOfReason(other.reason)
  return isSamePlace(one, other)
}

function isSamePlace(one: HeadFailure, other: HeadFailure): boolean {
  return one.run.workflow === other.run.workflow && one.job === other.job && one.step === other.step
}

/** What tells reasons apart: their kind and what they are about; of a linter's finding the file as well. */
export function keyOfReason({ kind, about, at }: RunReason): string {
  return `${kind} ${about.join(' ')}${kind === 'lint' && at !== null ? ` ${at.path}` : ''}`.trim()
}
