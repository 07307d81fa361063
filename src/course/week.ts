import { localTime, readMoment } from './local-time.ts'

const DAY = 86_400_000
/** When a week is told of, by the clocks of the course. */
const MORNING = '08:00'

/** A week that is over: from one Monday morning to the next (`to`), in milliseconds since 1970; `next` is when the one after it is over. `number` counts weeks since 1970, so that each has its own. */
export type Week = { readonly from: number; readonly to: number; readonly next: number; readonly number: number }

/** The last week that is over at a time, by the clocks of a zone. */
export function weekBefore(now: number, timeZone: string): Week {
  const today = Date.parse(`${localTime(now, timeZone).slice(0, 10)}T00:00Z`)
  // Day 0 of 1970 was a Thursday.
  const monday = today - ((today / DAY + 3) % 7) * DAY
  const to = morningOf(monday, timeZone) <= now ? monday : monday - 7 * DAY
  return { from: morningOf(to - 7 * DAY, timeZone), to: morningOf(to, timeZone), next: morningOf(to + 7 * DAY, timeZone), number: Math.round((to / DAY - 4) / 7) }
}

/** The morning of a day, which is given by its midnight as if it were UTC's. */
function morningOf(day: number, timeZone: string): number {
  const read = readMoment(`${new Date(day).toISOString().slice(0, 10)} ${MORNING}`, timeZone, 'start')
  return read.ok ? read.at : day + 8 * (DAY / 24)
}
