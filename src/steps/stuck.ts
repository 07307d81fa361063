import { pausedBy } from '../grade/newest-decision.ts'
import type { CourseSettings } from '../model/course.ts'
import type { StepRecord } from '../model/progress.ts'
import type { Stuck, StuckJob } from '../model/stuck.ts'
import { lastMovement } from './movement.ts'
import { pullsOf } from './own-pulls.ts'
import { inOrder, type ProgressSeen } from './seen.ts'
import { storyOf, type Story } from './story.ts'
import { isSameFailure, keyOfReason, newestLine, type HeadFailure, type WorkLine } from './stuck-lines.ts'

const DAY = 86_400_000
/** At how many heads in a row the same failure is stuck. */
const IN_A_ROW = 3
const LONGEST_SUBJECT = 200

/** All by which it is told whether somebody is stuck. Times are milliseconds since 1970. */
export type StuckSeen = {
  readonly seen: ProgressSeen
  readonly steps: readonly StepRecord[]
  readonly settings: Pick<CourseSettings, 'stuckDays' | 'opensAt' | 'closesAt'>
  readonly enrolledAt: number
  /** Who works on the repository, by numeric id. */
  readonly participants: ReadonlySet<number>
  /** Jobs that hold back nothing but what is excused. */
  readonly excusedJobs: readonly Pick<StuckJob, 'workflow' | 'job'>[]
  readonly now: number
}

/** Who is stuck at what, the most telling first; and when it is next to be looked at, where nothing happens before (null where time alone brings nothing new). */
export type StuckNow = { readonly stuck: readonly Stuck[]; readonly wakeAt: number | null }

const NOBODY: StuckNow = { stuck: [], wakeAt: null }

/**
 * Whether a student is stuck, folded from what happened in their repository: the same for any order and repetition. Nobody is while the course has not begun or is over for them
 * (an extension moves that), while it is paused, or when no step is open.
 */
export function stuckOf({ seen, steps, settings, enrolledAt, participants, excusedJobs, now }: StuckSeen): StuckNow {
  const decisions = inOrder(seen.decisions).filter(({ at }) => at <= now)
  const closesAt = closesOf(settings.closesAt, decisions)
  if (pausedBy(decisions) !== null || (closesAt !== null && now >= closesAt) || steps.every(({ state }) => state === 'done')) return NOBODY
  if (settings.opensAt !== null && now < settings.opensAt) return { stuck: [], wakeAt: settings.opensAt }
  const story = storyOf(seen)
  const line = newestLine(story, participants)
  const failing = line === null ? NOBODY : ofLine(line, { story, steps, excusedJobs, now })
  const still = ofSteps(story, { seen, steps, settings, enrolledAt, now })
  const wakes = [failing.wakeAt, still.wakeAt].flatMap((at) => at === null || at <= now || (closesAt !== null && at >= closesAt) ? [] : [at])
  return { stuck: [...failing.stuck, ...still.stuck], wakeAt: wakes.length === 0 ? null : Math.min(...wakes) }
}

/** When the course ends for this repository: the newest extension goes before the course's own day. */
function closesOf(closesAt: number | null, decisions: StuckSeen['seen']['decisions']): number | null {
  const until = decisions.flatMap((one) => one.kind === 'extend' ? [one.until] : []).at(-1)
  return closesAt === null || until === undefined ? closesAt : Math.max(closesAt, until)
}

function ofLine(line: WorkLine, { story, steps, excusedJobs, now }: Pick<StuckSeen, 'steps' | 'excusedJobs' | 'now'> & { readonly story: Story }): StuckNow {
  const last = line.heads.at(-1)
  if (last === undefined) return NOBODY
  const failures = last.failures.filter(({ run, job }) => !excusedJobs.some((one) => one.workflow === run.workflow && one.job === job))
  const rows = failures.map((failure) => {
    const since = line.heads.findLastIndex((head) => !head.failures.some((other) => isSameFailure(failure, other))) + 1
    return { failure, heads: line.heads.slice(since) }
  }).toSorted((one, other) => other.heads.length - one.heads.length || Number(other.failure.reason !== null) - Number(one.failure.reason !== null))
  const [row] = rows
  if (row === undefined) return NOBODY
  const { failure, heads } = row
  const [first] = heads
  if (first === undefined) return NOBODY
  const hasMoved = steps.some(({ since }) => since !== null && Date.parse(since) > first.at)
  const told = (kind: Stuck['kind']): Stuck => stuckAt(kind, failure, line, { story, heads: heads.map(({ sha }) => sha), since: first.at })
  if (heads.length >= IN_A_ROW && !hasMoved) return { stuck: [told('same-failure')], wakeAt: null }
  const known = rows.find(({ failure: { reason } }) => reason !== null)
  if (known === undefined) return NOBODY
  const begun = known.heads[0] ?? first
  const dueAt = last.at + DAY
  const reasoned = stuckAt('known-reason', known.failure, line, { story, heads: known.heads.map(({ sha }) => sha), since: begun.at })
  return known.heads.length >= 2 || now >= dueAt ? { stuck: [reasoned], wakeAt: null } : { stuck: [], wakeAt: dueAt }
}

function stuckAt(kind: Stuck['kind'], { run, job, step, reason, found, next }: HeadFailure, { branch, fork }: WorkLine, { story, heads, since }: { readonly story: Story; readonly heads: readonly string[]; readonly since: number }): Stuck {
  const pulls = new Map(pullsOf({ branch, fork }, story.happened).map((pull) => [pull.number, pull]))
  const open = [...pulls.values()].findLast(({ isOpen }) => isOpen)
  const subject = reason === null ? `${run.workflow} ${job} ${step}` : keyOfReason(reason)
  const url = run.traced?.url ?? (story.url === null ? null : `${story.url}/actions/runs/${run.id}`)
  return { kind, subject: subject.slice(0, LONGEST_SUBJECT), since, branch, number: open?.number ?? null, commits: heads, job: { workflow: run.workflow, job, step, url }, reason, found, next, step: null }
}

/** That no step forward was seen for the days of the course, of the first step that is not done. */
function ofSteps(story: Story, { seen, steps, settings, enrolledAt, now }: Pick<StuckSeen, 'seen' | 'steps' | 'settings' | 'enrolledAt' | 'now'>): StuckNow {
  const open = steps.find(({ state }) => state === 'held') ?? steps.find(({ state }) => state === 'open')
  if (open === undefined) return NOBODY
  const since = lastMovement(story, seen, steps, Math.max(enrolledAt, settings.opensAt ?? enrolledAt), now)
  const dueAt = since + settings.stuckDays * DAY
  if (now < dueAt) return { stuck: [], wakeAt: dueAt }
  return { stuck: [{ kind: 'no-step', subject: open.id, since, branch: null, number: null, commits: [], job: null, reason: null, found: open.found, next: open.next, step: open.id }], wakeAt: null }
}
