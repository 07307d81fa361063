import { localTime } from '../../course/local-time.ts'
import { keptWords } from './kept-words.ts'

/** `/extend`: the day by which the work is due. In a public repository it is not said again. */
export function extendAnswer(until: number, timeZone: string, repository: string, isShown: boolean): string {
  return isShown ? `The work in this repository is due by ${localTime(until, timeZone)} (${timeZone}).\n` : `Kept, and carried out; nothing of it is shown in this repository. ${keptWords(repository)}\n`
}
