import { NOT_GRADED_YET } from '../gradebook/graded-by-people.ts'
import { keptWords } from './kept-words.ts'
import { subjectWords, type TitledSubject } from './subject-words.ts'

/** `/clear`: the App's own verdict holds again; of what people grade (`isManual`) it has none. */
export function clearAnswer(about: TitledSubject, automatic: string | null, isManual: boolean): string {
  if (isManual) return `Taken back: what was decided on ${subjectWords(about)}. It is ${NOT_GRADED_YET}.\n`
  return `Taken back: what was decided on ${subjectWords(about)}. The App's own verdict holds again${automatic === null ? '' : `: ${automatic}`}.\n`
}

/** `/clear` where nothing is decided. */
export function nothingToClear(about: TitledSubject, isManual: boolean): string {
  return `Nothing is decided on ${subjectWords(about)}: ${isManual ? `it is ${NOT_GRADED_YET}` : 'the App\'s own verdict holds'}.\n`
}

/** `/clear` in a public repository where nothing that is shown is decided: the same whether something was excused or not. */
export function clearKept(repository: string): string {
  return `Nothing that is shown in this repository was decided on it. What else was kept of it holds no longer. ${keptWords(repository)}\n`
}
