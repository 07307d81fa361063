import type { PaceReason } from '../model/pace.ts'
import type { WorkItem } from '../model/work.ts'

/**
 * How work on one item ended. `done`: nothing more to do, and whether anything was written. `waiting`: again at a time, as when CI runs. `dropped`: there is
 * nothing to judge, or not for us. `limited`: GitHub's limit, for the whole installation; or, before it (`paced`), the App's own, for what has the same purpose. `unanswered`: GitHub failed in a way that passes.
 * `failed`: it would fail again unless something changes; `fault` is what was thrown, where it is ours; `isLasting` where trying again
 * would cost as much and end alike.
 */
export type Evaluated =
  | { readonly kind: 'done'; readonly writes: number }
  | { readonly kind: 'waiting'; readonly until: number; readonly reason: string }
  | { readonly kind: 'dropped'; readonly says: string }
  | { readonly kind: 'limited'; readonly until: number; readonly says: string; readonly paced?: PaceReason }
  | { readonly kind: 'unanswered'; readonly says: string }
  | { readonly kind: 'failed'; readonly says: string; readonly fault?: unknown; readonly isLasting?: boolean }

/** After so many failures work is given up. */
const MOST_FAILURES = 8

/** Whether one failure more is the last: work that failed so often before (`WorkItem.attempts`) is given up with it. */
export function isLastAttempt({ attempts }: Pick<WorkItem, 'attempts'>): boolean {
  return attempts + 1 >= MOST_FAILURES
}

/** Whether work failed so often that it would have been given up, had anybody lived to say so. */
export function wasGivenUp({ attempts }: Pick<WorkItem, 'attempts'>): boolean {
  return attempts >= MOST_FAILURES
}

/** Works on one item to its end. `isHeld` turns false when the lease is lost or given back: nothing may be written any more then. */
export type Evaluate = (item: WorkItem, isHeld: () => boolean) => Promise<Evaluated>
