/** A moment that was written down, or why it is none. */
export type ReadMoment = { readonly ok: true; readonly at: number } | { readonly ok: false; readonly says: string }

const FORM = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?)?$/
const DAY = 24 * 60 * 60_000
const EXPECTED = 'a date such as 2026-12-18, a date and time such as 2026-12-18 18:00, or one with its offset such as 2026-12-18T18:00+01:00'

/** Whether a text names a time zone that this machine knows (IANA's list). */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

/**
 * Reads a moment, in milliseconds since 1970: a time without offset is that of the zone (null: none is known, so an offset is asked for). A date alone is the
 * first second of its day, or the last one where `side` is `end`. A time that the zone's clocks skip or show twice is refused.
 */
export function readMoment(text: string, timeZone: string | null, side: 'start' | 'end'): ReadMoment {
  const match = FORM.exec(text.trim())
  if (match === null) return { ok: false, says: `expected ${EXPECTED}; found ${JSON.stringify(text)}` }
  const [, year, month, day, hour, minute, second = '00', offset] = match
  const isDay = hour === undefined
  const [hours, minutes, seconds] = isDay ? (side === 'start' ? [0, 0, 0] : [23, 59, 59]) : [Number(hour), Number(minute), Number(second)]
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), hours, minutes, seconds)
  if (!isReal(local, text.trim().slice(0, 10)) || hours > 23 || minutes > 59 || seconds > 59) return { ok: false, says: `expected a day and time that the calendar has, from 2000 on; found ${text}` }
  if (offset !== undefined) return withOffset(local, offset, text)
  if (timeZone === null) return { ok: false, says: `expected "time_zone" in the file, such as Europe/Berlin, or an offset after the time, such as ${text.slice(0, 10)}T18:00+01:00; found ${text}` }
  const found = instantsOf(local, timeZone)
  const [first] = found
  if (isDay) return { ok: true, at: (side === 'start' ? first : found.at(-1)) ?? local - offsetAt(local - DAY, timeZone) }
  if (first === undefined) return { ok: false, says: `expected a time that there is in ${timeZone}; its clocks skip ${text}` }
  if (found.length > 1) return { ok: false, says: `expected an offset after the time, such as ${text}${written(local - first)}; the clocks of ${timeZone} show ${text} twice` }
  return { ok: true, at: first }
}

/** A moment as the clocks of a zone show it: `2026-12-18 23:59`, with seconds where there are any. */
export function localTime(at: number, timeZone: string): string {
  const text = new Date(at + offsetAt(at, timeZone)).toISOString()
  return `${text.slice(0, 10)} ${text.slice(11, text.slice(17, 19) === '00' ? 16 : 19)}`
}

/** When each of the last `count` days began by the clocks of a zone, that of a moment as the last one, in milliseconds since 1970. */
export function lastDays(at: number, timeZone: string, count: number): readonly number[] {
  const today = Date.parse(localTime(at, timeZone).slice(0, 10))
  return Array.from({ length: count }, (_, index) => {
    const begins = readMoment(new Date(today - (count - 1 - index) * DAY).toISOString().slice(0, 10), timeZone, 'start')
    if (!begins.ok) throw new Error(begins.says)
    return begins.at
  })
}

function isReal(local: number, date: string): boolean {
  return Number(date.slice(0, 4)) >= 2000 && !Number.isNaN(local) && new Date(local).toISOString().slice(0, 10) === date
}

function withOffset(local: number, offset: string, text: string): ReadMoment {
  if (offset === 'Z') return { ok: true, at: local }
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(4, 6))]
  if (hours > 14 || minutes > 59) return { ok: false, says: `expected an offset from -14:00 to +14:00; found ${text}` }
  return { ok: true, at: local - (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000 }
}

/** The moments at which a zone's clocks show a time, earliest first: two where they are put back, none where they are put forward. */
function instantsOf(local: number, timeZone: string): readonly number[] {
  const offsets = new Set([offsetAt(local - DAY, timeZone), offsetAt(local + DAY, timeZone)])
  return [...offsets].map((offset) => local - offset).filter((at) => at + offsetAt(at, timeZone) === local).sort((one, other) => one - other)
}

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' })
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (['year', 'month', 'day', 'hour', 'minute', 'second'] as const).map((type) => parts.get(type))
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

function written(offset: number): string {
  const minutes = Math.abs(offset) / 60_000
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
