import { localTime } from '../../course/local-time.ts'
import { keptAnswer } from './kept-words.ts'

/** `/extend`: the day by which the work is due, by which it is told which push counts. In a public repository it is not said again. */
export function extendAnswer(until: number, timeZone: string, repository: string, isShown: boolean): string {
  return isShown ? `The work in this repository is due by ${localTime(until, timeZone)} (${timeZone}) now. Which push counts, and what is late, goes by that day; no verdict changes by it.\n` : keptAnswer(repository)
}
