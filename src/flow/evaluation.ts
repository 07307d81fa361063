import type { WorkItem } from '../model/work.ts'

/**
 * How work on one item ended. `done`: nothing more to do, and whether anything was written. `waiting`: again at a time, as when CI runs. `dropped`: there is
 * nothing to judge, or not for us. `limited`: GitHub's limit, for the whole installation. `unanswered`: GitHub failed in a way that passes.
 * `failed`: it would fail again unless something changes; `fault` is what was thrown, where it is ours; `isLasting` where trying again
 * would cost as much and end alike.
 */
export type Evaluated =
  | { readonly kind: 'done'; readonly writes: number }
  | { readonly kind: 'waiting'; readonly until: number; readonly reason: string }
  | { readonly kind: 'dropped'; readonly says: string }
  | { readonly kind: 'limited'; readonly until: number; readonly says: string }
  | { readonly kind: 'unanswered'; readonly says: string }
  | { readonly kind: 'failed'; readonly says: string; readonly fault?: unknown; readonly isLasting?: boolean }

/** Works on one item to its end. `isHeld` turns false when the lease is lost or given back: nothing may be written any more then. */
export type Evaluate = (item: WorkItem, isHeld: () => boolean) => Promise<Evaluated>
