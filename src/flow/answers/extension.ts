import { localTime, readMoment } from '../../course/local-time.ts'
import type { CourseSettings } from '../../model/course.ts'

/** Until when an extension that somebody wrote goes, in milliseconds since 1970: a date alone is the end of that day in the course's zone. Or what is wrong with it, in a sentence. */
export function extensionUntil(written: string, { timeZone, dueAt }: Pick<CourseSettings, 'timeZone' | 'dueAt'>): { readonly ok: true; readonly at: number } | { readonly ok: false; readonly says: string } {
  const moment = readMoment(written, timeZone, 'end')
  if (!moment.ok) return { ok: false, says: `${moment.says.charAt(0).toUpperCase()}${moment.says.slice(1)}.` }
  if (dueAt !== null && moment.at < dueAt) return { ok: false, says: `The work of this course is due on ${localTime(dueAt, timeZone)}; an extension ends then or later.` }
  return moment
}
