import type { Outcome } from '../../model/criterion.ts'
import { code } from '../markdown-text.ts'
import { OUTCOME_MARKS } from '../outcome-words.ts'
import { keptWords } from './kept-words.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

export type Decided = { readonly about: TitledSubject; readonly outcome: Outcome | 'done' | 'open'; readonly automatic: string | null; readonly repository: string; readonly isShown: boolean }

/** `/set`: what counts from now on, and what stays underneath. */
export function setAnswer({ about, outcome, automatic, repository, isShown }: Decided): string {
  const mark = outcome === 'done' || outcome === 'open' ? '' : `${OUTCOME_MARKS[outcome]}&nbsp;`
  const under = automatic === null ? '' : ` The App's own verdict is ${automatic}, and stays underneath; where it changes on the default branch, that is noted for the staff.`
  const kept = isShown ? '' : ` The reason is kept and not said again. ${keptWords(repository)}`
  return `Decided: ${subjectWords(about)} counts as ${mark}${outcome}.${under} ${code(`/clear ${shortName(about.subject)}`)} takes it back.${kept}\n`
}
