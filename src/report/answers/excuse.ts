import { code } from '../text/markdown-text.ts'
import { keptAnswer } from './kept-words.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

/** `/excuse`: what leaves the count. In a public repository it is not said what. */
export function excuseAnswer(about: TitledSubject, repository: string, isShown: boolean): string {
  return isShown
    ? `Excused: ${subjectWords(about)} leaves the count, and nothing is held against it. ${code(`/clear ${shortName(about.subject)}`)} takes it back.\n`
    : keptAnswer(repository)
}
