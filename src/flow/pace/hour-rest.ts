import type { Purpose } from '../../model/purpose.ts'

/** What is left of an hour's requests as GitHub's last answer told; times by the clock of this machine. */
export type HourHeard = { readonly remaining: number; readonly limit: number; readonly resetAt: number }

const HOUR = 3_600_000
/** Times are told in whole seconds, and clocks are set by some. */
const SLACK = 60_000

/**
 * What each purpose leaves to those before it. `even`: of what an even use of the limit would have left for the rest of the hour, this share; where less is left, the purpose waits until
 * the rest of the hour is as much shorter, so that what is left is spread over it. `least`: a share of the limit that is not used at all.
 */
const LEAVES: Readonly<Record<Purpose, { readonly even: number; readonly least: number }>> = {
  answer: { even: 0.02, least: 0.005 }, verdict: { even: 0.5, least: 0.02 }, 'first-word': { even: 0.7, least: 0.05 }, upkeep: { even: 0.85, least: 0.05 },
}
/** Work that has begun is brought to its end: it may use more than what has not. */
const BEGUN = 0.8
/** What one piece of work asks for, about. */
const A_WORK = 15

/** From when on a purpose may use one more of the hour's requests, or begin work (`begins`), with so many under way that GitHub has not told of. */
export function hourFreeAt(heard: HourHeard | null, underWay: number, { purpose, begins }: { readonly purpose: Purpose; readonly begins: boolean }, now: number): number {
  // An hour that ends later than in one was told before the clock went back.
  if (heard === null || heard.resetAt <= now || heard.resetAt > now + HOUR + SLACK) return now
  const { even, least } = LEAVES[purpose]
  const share = begins ? even : even * BEGUN
  const left = heard.remaining - underWay - (begins ? Math.min(A_WORK, heard.limit * 0.05) : 1)
  if (left < heard.limit * (begins ? least : least * BEGUN)) return heard.resetAt
  return Math.max(now, Math.ceil(heard.resetAt - (left / (heard.limit * share)) * HOUR))
}
