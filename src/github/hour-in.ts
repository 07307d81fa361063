import type { HourHeard } from '../flow/pace/hour-rest.ts'
import { textField } from './json.ts'

/** What the headers of an answer tell of the hour's requests, its end by the clock here; null where they tell none. `now` is the time here. */
export function hourIn(headers: unknown, now: number): HourHeard | null {
  const number = (name: string): number => {
    const text = textField(headers, name)
    return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
  }
  const [remaining, limit, reset] = [number('x-ratelimit-remaining'), number('x-ratelimit-limit'), number('x-ratelimit-reset') * 1000]
  if (Number.isNaN(remaining + limit + reset) || limit === 0) return null
  const there = Date.parse(textField(headers, 'date') ?? '')
  // A second more, since GitHub tells whole ones.
  return { remaining, limit, resetAt: now + Math.max(0, reset - (Number.isFinite(there) ? there : now)) + 1000 }
}
