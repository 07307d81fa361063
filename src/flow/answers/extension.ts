import { readMoment } from '../../course/local-time.ts'
import { shownTime } from '../../course/shown-time.ts'
import type { CourseSettings } from '../../model/course.ts'
import { asSentence } from '../../report/gradebook/counted.ts'

/** Until when an extension that somebody wrote goes, in milliseconds since 1970: a date alone is the end of that day in the course's zone. Or what is wrong with it, in a sentence. */
export function extensionUntil(written: string, { dueAt, ...calendar }: Pick<CourseSettings, 'timeZone' | 'dateLanguage' | 'dueAt'>): { readonly ok: true; readonly at: number } | { readonly ok: false; readonly says: string } {
  const moment = readMoment(written, calendar.timeZone, 'end')
  if (!moment.ok) return { ok: false, says: asSentence(moment.says) }
  if (dueAt !== null && moment.at < dueAt) return { ok: false, says: `The work of this course is due on ${shownTime(dueAt, calendar)}; an extension ends then or later.` }
  return moment
}
