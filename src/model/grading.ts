/** Which push to the default branch counts: the last one before the work is due, the newest, or the one that earns most. */
export type CountingRule = 'deadline' | 'latest' | 'best'

/**
 * What becomes of work that comes behind its day. `none`: it counts as any other. `flag`: it counts as any other, and is told as late. `deduct`: for each 24 hours that have begun, points of the course are
 * taken off, `most` at most (null for no limit). `cut-off`: it counts nothing.
 */
export type LatePolicy =
  | { readonly kind: 'none' | 'flag' | 'cut-off' }
  | { readonly kind: 'deduct'; readonly pointsADay: number; readonly most: number | null }

/** How a course counts. */
export type Grading = {
  /** What the whole checklist is worth. */
  readonly points: number
  readonly counts: CountingRule
  /** Minutes behind the day within which a push is still in time. */
  readonly graceMinutes: number
  readonly late: LatePolicy
  /** Hours behind the day within which runs, deployments and answers of the service still count for the commit. */
  readonly proofHours: number
  /** Whether grades are shown to students at once, or held until they are released. */
  readonly release: 'at-once' | 'held'
}

/** What holds where a course sets nothing. */
export const DEFAULT_GRADING: Grading = { points: 100, counts: 'deadline', graceMinutes: 0, late: { kind: 'flag' }, proofHours: 24, release: 'held' }

/** A push to the default branch, by GitHub's own record of when it came: milliseconds since 1970. */
export type CountablePush = { readonly commit: string; readonly at: number }

/** What counts of a repository: a commit, how many days behind the due day it came (each 24 hours that have begun are one, whatever clocks do meanwhile; 0 in time), and until when proofs of it count (null for as long as they come). */
export type CountedCommit = { readonly commit: string; readonly at: number; readonly daysLate: number; readonly proofsUntil: number | null }
