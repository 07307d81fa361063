import type { SetTo } from '../../grade/read-set.ts'
import { quotedLevel } from '../gradebook/graded-by-people.ts'
import { code, sentence } from '../text/markdown-text.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { keptWords } from './kept-words.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

/** `automatic` is null where the App says nothing of it by itself. */
export type Decided = { readonly about: TitledSubject; readonly to: SetTo; readonly automatic: string | null; readonly repository: string; readonly isShown: boolean }

/** `/set`: what counts from now on, and what stays underneath. What an item earns is not said: an answer stays, also where the repository becomes public. */
export function setAnswer({ about, to, automatic, repository, isShown }: Decided): string {
  const { outcome, share, level } = to
  const mark = outcome === 'done' || outcome === 'open' ? '' : `${OUTCOME_MARKS[outcome]}&nbsp;`
  const graded = level === undefined ? '' : ` is graded ${sentence(quotedLevel(level))} and`
  const under = automatic === null ? '' : ` The App's own verdict is ${automatic}, and stays underneath; where it changes on the default branch, that is noted for the staff.`
  const kept = isShown ? '' : ` ${share === undefined || level !== undefined ? 'The reason is' : 'Share and reason are'} kept and not said again. ${keptWords(repository)}`
  return `Decided: ${subjectWords(about)}${graded} counts as ${mark}${outcome}${share === undefined || level !== undefined ? '' : ', and earns the share that you wrote'}.${under} ${code(`/clear ${shortName(about.subject)}`)} takes it back.${kept}\n`
}
