import { localTime } from '../../course/local-time.ts'
import { code } from '../markdown-text.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

/** `/dispute`: by when it is answered, and how to take it back. */
export function disputeAnswer(about: TitledSubject, due: number, timeZone: string): string {
  return `The staff of the course will look at ${subjectWords(about)} and answer by ${localTime(due, timeZone).slice(0, 10)}. Until then the verdict stays as it is. ${code(`/close ${shortName(about.subject)} <reason>`)} takes the dispute back.\n`
}

/** `/dispute` where one of the same subject waits already. */
export function alreadyDisputed(about: TitledSubject, due: number, timeZone: string): string {
  return `${capital(subjectWords(about))} is disputed already; the staff answers by ${localTime(due, timeZone).slice(0, 10)}. Your reason can be read in your comment.\n`
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`
}
