import type { TracedFailure } from '../model/commit-trace.ts'
import type { RunReason } from '../model/run-reason.ts'
import { isOver, peopleRuns } from './ci-lines.ts'
import { pullsOf } from './own-pulls.ts'
import { linesOf, type RunLine } from './run-lines.ts'
import { failedJobs, failuresOf, type StoryRun } from './runs.ts'
import type { Story } from './story.ts'

/** How much of a line tells reasons apart. */
const LONGEST_SAID = 120

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

/**
 * Whether a failure is the same one as at an earlier head: the same job and step, unless their logs give different reasons; or the same reason, wherever. Of tests, where all that failed then fail still:
 * that others fail too is no step forward, and that one of them passes is.
 */
export function isSameFailure(one: HeadFailure, earlier: HeadFailure): boolean {
  if (one.reason?.kind === 'failing-test' && earlier.reason?.kind === 'failing-test' && earlier.reason.about.length > 0) return hasAll(one.reason.about, earlier.reason.about)
  if (one.reason !== null && earlier.reason !== null) return keyOfReason(one.reason) === keyOfReason(earlier.reason)
  return isSamePlace(one, earlier)
}

function hasAll(names: readonly string[], wanted: readonly string[]): boolean {
  return wanted.every((name) => names.includes(name))
}

function isSamePlace(one: HeadFailure, other: HeadFailure): boolean {
  return one.run.workflow === other.run.workflow && one.job === other.job && one.step === other.step
}

/** Reasons of these kinds may be many with the same name: the file tells them apart. */
const BY_FILE: ReadonlySet<RunReason['kind']> = new Set(['lint', 'exception'])
/** Reasons of these kinds may be about nothing that has a name: then the line tells them apart, without its numbers. */
const BY_LINE: ReadonlySet<RunReason['kind']> = new Set(['import-error', 'package-conflict', 'authentication', 'no-answer', 'quota'])

/** What tells reasons apart: their kind and what they are about; of a linter's finding and of an exception the file as well, and the line where nothing is named. */
export function keyOfReason({ kind, about, at, line }: RunReason): string {
  const file = BY_FILE.has(kind) && at !== null ? ` ${at.path}` : ''
  const said = BY_LINE.has(kind) && about.length === 0 ? ` ${line.replaceAll(/[\d\s]+/g, ' ').trim().slice(0, LONGEST_SAID)}` : ''
  return `${[kind, ...about].join(' ')}${file}${said}`
}
