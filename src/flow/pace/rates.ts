import type { Measure } from '../../model/pace.ts'

/** How a measure is spent: so much at once, and so much a millisecond that comes back. */
export type Rate = { readonly burst: number; readonly back: number }

/** The measures that are kept; a measure that is not in it is not limited. */
export type Rates = Readonly<Partial<Record<Measure, Rate>>>

/** GitHub's limits that its answers do not tell of, for each installation; 0 for none. */
export type PaceLimits = { readonly pointsAMinute: number; readonly contentAMinute: number; readonly contentAnHour: number; readonly checkRunsAreContent: boolean }

/** As GitHub documents them (https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api). Whether a check run is content it says nowhere: they are counted. */
export const DOCUMENTED: PaceLimits = { pointsAMinute: 900, contentAMinute: 80, contentAnHour: 500, checkRunsAreContent: true }

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** GitHub counts a request a while after it was paid for here: what was taken in advance is used within three seconds, and an answer takes a few. */
const LATER = 10_000
/** GraphQL has 2,000 points where REST has 900. */
const GRAPHQL = 20 / 9
/** A request that writes takes five points, and upkeep leaves half of what may be spent at once. */
const SMALLEST_BURST = 10

/**
 * How limits are kept, by GitHub's clock as well: whatever the window lies over, what may be spent at once and what comes back within it, with the delay between paying and counting, are
 * together no more than the limit.
 */
export function ratesOf({ pointsAMinute, contentAMinute, contentAnHour }: PaceLimits): Rates {
  const points = Math.round(pointsAMinute * GRAPHQL)
  return {
    ...rateOf('rest-points', pointsAMinute, MINUTE, Math.max(SMALLEST_BURST, pointsAMinute / 7)), ...rateOf('graphql-points', points, MINUTE, Math.max(SMALLEST_BURST, points / 7)),
    ...rateOf('content-minute', contentAMinute, MINUTE, contentAMinute / 7), ...rateOf('content-hour', contentAnHour, HOUR, contentAnHour * 0.4),
  }
}

function rateOf(measure: Measure, limit: number, window: number, burst: number): Rates {
  if (limit === 0) return {}
  const whole = Math.min(limit, Math.max(1, Math.floor(burst)))
  return { [measure]: { burst: whole, back: Math.max(1, limit - whole) / (window + LATER) } }
}
