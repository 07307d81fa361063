import { shownDay, type Calendar } from '../../course/shown-time.ts'
import type { Dispute } from '../../model/decision.ts'
import { capital } from '../gradebook/counted.ts'
import { code } from '../text/markdown-text.ts'
import { shortName, subjectWords, type TitledSubject } from './subject-words.ts'

/** `/dispute`: by when it is answered, and how to take it back. */
export function disputeAnswer(about: TitledSubject, due: number, calendar: Calendar): string {
  return `The staff of the course will look at ${subjectWords(about)} and answer by ${shownDay(due, calendar)}. Until then the verdict stays as it is. ${code(`/close ${shortName(about.subject)} <reason>`)} takes the dispute back.\n`
}

/** `/dispute` where it belongs to an earlier one of the same subject: how that one stands. */
export function disputeStands(about: TitledSubject, { state, due, answer }: Pick<Dispute, 'state' | 'due' | 'answer'>, calendar: Calendar): string {
  const name = subjectWords(about)
  const day = shownDay(due, calendar)
  const read = 'Your reason can be read in your comment.'
  switch (state) {
    case 'open': return `${capital(name)} is disputed already; the staff answers by ${day}. ${read}\n`
    case 'escalated': return `${capital(name)} is disputed already. The staff was to answer by ${day}; that day has passed, and the dispute still waits for them. ${read}\n`
    case 'answered': case 'closed': return `The dispute of ${name} was ${state}${answer === null ? '' : ` on ${shownDay(answer.at, calendar)}`}, after this comment was written. ${code(`/why ${shortName(about.subject)}`)} shows what the verdict is now; a new comment with ${code('/dispute')} asks again.\n`
  }
}
