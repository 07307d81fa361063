import { localTime } from './local-time.ts'

/** How a course writes moments for people: in which zone, and in which language (a BCP 47 tag; none: 2026-12-18 23:59, which everybody reads alike). */
export type Calendar = { readonly timeZone: string; readonly dateLanguage?: string | null }

/** Gregorian days and the digits 0 to 9 in every language, as the course's file has them. */
const ALIKE = { calendar: 'gregory', numberingSystem: 'latn' } as const
const SECOND = 1000

/** Where no course says otherwise. */
export const UTC: Calendar = { timeZone: 'UTC' }

/** Whether dates can be written in the language of a tag: it is well-formed, and this machine's Intl has that language. */
export function isDateLanguage(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length === 1
  } catch {
    return false
  }
}

/** A moment for people, by the clocks of the course: `2026-12-18 23:59`, or `18. Dezember 2026, 23:59` where the course has a language for dates; with seconds where there are any. */
export function shownTime(at: number, { timeZone, dateLanguage }: Calendar): string {
  const language = known(dateLanguage)
  if (language === null) return localTime(at, timeZone)
  // Day and time are joined here: the word between them differs from one version of Intl to the next.
  return `${written(at, language, timeZone, { dateStyle: 'long' })}, ${written(at, language, timeZone, { timeStyle: at % (60 * SECOND) < SECOND ? 'short' : 'medium' })}`
}

/** A moment as answers have it (ISO 8601), to the minute. */
export function minuteOf(iso: string, calendar: Calendar): string {
  return shownTime(Math.floor(Date.parse(iso) / 60_000) * 60_000, calendar)
}

/** The day of a moment for people: `2026-12-18`, or `18. Dezember 2026`. */
export function shownDay(at: number, { timeZone, dateLanguage }: Calendar): string {
  const language = known(dateLanguage)
  return language === null ? localTime(at, timeZone).slice(0, 10) : written(at, language, timeZone, { dateStyle: 'long' })
}

/** The day of a moment where the year is plain: `12-18`, or `18. Dez.`. */
export function shownDayOfYear(at: number, { timeZone, dateLanguage }: Calendar): string {
  const language = known(dateLanguage)
  return language === null ? localTime(at, timeZone).slice(5, 10) : written(at, language, timeZone, { day: 'numeric', month: 'short' })
}

/** How wide a column with some moments and the space behind it is in a terminal, `least` at least. */
export function timesWidth(times: readonly number[], calendar: Calendar, least: number): number {
  return Math.max(least, ...times.map((at) => shownTime(at, calendar).length + 2))
}

/** What another machine's Intl does not know is written as without a language, never in the machine's own. */
function known(language: string | null | undefined): string | null {
  return language !== null && language !== undefined && isDateLanguage(language) ? language : null
}

function written(at: number, language: string, timeZone: string, style: Intl.DateTimeFormatOptions): string {
  // Spaces that look like one and are another stand in no table and no search.
  return new Intl.DateTimeFormat(language, { ...ALIKE, ...style, timeZone }).format(at).replace(/[\u00a0\u202f]/g, ' ')
}
