import type { GradebookRow } from '../../model/gradebook.ts'
import { counted } from './counted.ts'
import { platformGrade, whyNone } from './grade-state.ts'

const BEGINS = 'Capstone Coach: '
/** Moodle shows feedback as HTML: an address with any other sign is left out. */
const PLAIN_URL = /^https:\/\/[\w./~:-]+$/
/** What Moodle wraps feedback in. Of any other element something is left, so that a picture or a list is a person's. */
const WRAPPING = /<\/?(?:p|div|span|a|br)(?:\s[^<>]*)?>/gi
/** All forms of what `feedbackText` writes, as a whole. */
const OWN = new RegExp(`^${BEGINS}(?:excused|nothing counts yet|no repository is known yet|what counts could not be seen|what people grade of it is not graded yet|what counts, commit \\w{1,7}, was never judged|[\\d.]+ %(?: \\(provisional\\))?(?:, \\d+ days? late(?: \\([\\d.]+ points? off\\))?)?)\\.(?: https://[\\w./~:-]+)?$`)

/** Feedback beside a grade in plain text, one line: the percentage, what lateness took off, and the repository's page. Without a grade it says why. */
export function feedbackText(row: GradebookRow): string {
  const url = row.repository?.url ?? ''
  return `${BEGINS}${standing(row)}.${PLAIN_URL.test(url) ? ` ${url}` : ''}`
}

/** Whether text is feedback that the App wrote, alone: where a person added a word, it is theirs. */
export function isOwnFeedback(text: string): boolean {
  return OWN.test(text.replace(WRAPPING, ' ').replace(/(?:\s|&nbsp;|&#160;)+/g, ' ').trim())
}

function standing(row: GradebookRow): string {
  const { grade } = row
  const { kind } = platformGrade(grade)
  if (kind === 'excused') return 'excused'
  if (grade === null || kind === 'none') return whyNone(row)
  return [
    `${grade.percent} %${grade.isProvisional ? ' (provisional)' : ''}`,
    ...(grade.daysLate > 0 ? [`${counted(grade.daysLate, 'day')} late${grade.deduction > 0 ? ` (${counted(grade.deduction, 'point')} off)` : ''}`] : []),
  ].join(', ')
}
