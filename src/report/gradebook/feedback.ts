import type { GradebookRow } from '../../model/gradebook.ts'
import { counted } from '../counted.ts'
import { platformGrade, whyNone } from './grade-state.ts'

/** How all feedback of the App begins, so that it is known again. */
const BEGINS = 'Capstone Coach: '
/** Moodle shows feedback as HTML: an address with any other sign is left out. */
const PLAIN_URL = /^https:\/\/[\w./~:-]+$/

/** Feedback beside a grade in plain text, one line: the percentage, what lateness took off, and the repository's page. Without a grade it says why. */
export function feedbackText(row: GradebookRow): string {
  const url = row.repository?.url ?? ''
  return `${BEGINS}${standing(row)}.${PLAIN_URL.test(url) ? ` ${url}` : ''}`
}

/** Whether text is feedback that the App wrote, and not a person. */
export function isOwnFeedback(text: string): boolean {
  return text.includes(BEGINS)
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
