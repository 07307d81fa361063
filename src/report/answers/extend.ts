import { localTime } from '../../course/local-time.ts'
import { keptAnswer } from './kept-words.ts'

/** `/extend`: the day by which the work is due, which the App keeps and does nothing by. In a public repository it is not said again. */
export function extendAnswer(until: number, timeZone: string, repository: string, isShown: boolean): string {
  return isShown ? `Kept for the records of the staff: the work in this repository is due by ${localTime(until, timeZone)} (${timeZone}). No verdict and no count changes by it.\n` : keptAnswer(repository)
}
