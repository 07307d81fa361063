import type { StepId } from './progress.ts'
import type { RunReason } from './run-reason.ts'

/** How a student can be stuck, the most telling first. */
export type StuckKind = 'same-failure' | 'known-reason' | 'no-step'

/** The job that fails, by its workflow's file, with the step that it fails by (`''` where none is named), and the page of its newest run (null where none is known). */
export type StuckJob = { readonly workflow: string; readonly job: string; readonly step: string; readonly url: string | null }

/**
 * That somebody is stuck, and at what. `same-failure`: the same failure at three heads of one line of work, one after the other. `known-reason`: a failure for a reason that is
 * recognised, which the next push did not mend, or which is a day old. `no-step`: nothing new was shown for the days of the course. `subject` names the matter: the same one has the same subject,
 * whoever looks when. `since` is when it began, in milliseconds since 1970; `commits` are the heads at which it failed, the oldest first; `branch` is theirs, null where none is known;
 * `number` the pull request that is open for it. `found` and `next` are in words; empty where the log tells no more than that it failed.
 */
export type Stuck = {
  readonly kind: StuckKind
  readonly subject: string
  readonly since: number
  readonly branch: string | null
  readonly number: number | null
  readonly commits: readonly string[]
  readonly job: StuckJob | null
  readonly reason: RunReason | null
  readonly found: string
  readonly next: string
  /** The first step that is not done; null where a failure is the matter. */
  readonly step: StepId | null
}

/** When a hint was given unasked for what somebody is stuck at (milliseconds since 1970), and on which issue or pull request. */
export type GivenHint = { readonly at: number; readonly number: number | null }
