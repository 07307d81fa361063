import { subjectWords, type TitledSubject } from './subject-words.ts'

/** `/close`: the dispute is closed by the staff, or taken back by who opened it. */
export function closeAnswer(about: TitledSubject, isTakenBack: boolean): string {
  return isTakenBack ? `Taken back: your dispute of ${subjectWords(about)}.\n` : `Closed: the dispute of ${subjectWords(about)}. The verdict is what the App, or the staff, says of it now.\n`
}

/** `/close` where nobody disputes it. */
export function nothingToClose(about: TitledSubject): string {
  return `No dispute of ${subjectWords(about)} is open.\n`
}
