import { shownTime, type Calendar } from '../../course/shown-time.ts'
import { keptAnswer } from './kept-words.ts'

/** `/extend`: the day by which the work is due, by which it is told which push counts. In a public repository it is not said again. */
export function extendAnswer(until: number, calendar: Calendar, repository: string, isShown: boolean): string {
  return isShown ? `The work in this repository is due by ${shownTime(until, calendar)} (${calendar.timeZone}) now. Which push counts, and what is late, goes by that day; no verdict changes by it.\n` : keptAnswer(repository)
}
