import { shownTime, type Calendar } from '../../course/shown-time.ts'
import type { Subject } from '../../model/decision.ts'
import { setToWords } from '../gradebook/graded-by-people.ts'
import { shortName } from '../answers/subject-words.ts'
import type { Layout } from '../formats/terminal-report.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

type Points = { readonly points: number; readonly of: number } | null

/** What the service tells of a decision. */
export type DecidedAnswer = {
  readonly preview: boolean
  readonly follows: boolean
  readonly decision: { readonly repository: string; readonly kind: string; readonly subject: Subject | null; readonly outcome: string | null; readonly until: string | null; readonly automatic: string | null; readonly share: number | null; readonly level: string | null }
  readonly before: Points
  readonly after: Points
}

/** A decision for a terminal: what was decided of which repository, what the App itself says, what it earns before and after, and whether anything was written. */
export function decidedText({ preview, follows, decision, before, after }: DecidedAnswer, calendar: Calendar, { width, paint }: Layout): string {
  const row = (label: string, says: string): readonly string[] => hanging(`  ${label.padEnd(10)}`, safeForTerminal(says), width)
  const same = before?.points === after?.points && before?.of === after?.of
  return [
    `${paint('heading', safeForTerminal(decision.repository))} ${paint('dim', preview ? 'would change' : 'is changed')}`,
    ...row('decision', decisionWords(decision, calendar)), ...decision.automatic === null || decision.level !== null ? [] : row('the App', `${decision.automatic} by itself`),
    ...row('points', same ? `${pointsWords(before)}, as before` : `${pointsWords(before)} → ${pointsWords(after)}`),
    preview ? '\nNothing was written: without --preview it is decided.\n' : follows ? '\nIt is decided. The points of the class follow with the next look at the repository.\n' : '',
  ].join('\n')
}

function decisionWords({ kind, subject, outcome, until, share, level }: DecidedAnswer['decision'], calendar: Calendar): string {
  const name = subject === null ? '' : `${subject.kind} ${shortName(subject)}`
  switch (kind) {
    case 'set': return `${name} counts as ${setToWords({ outcome: outcome ?? '', share, level })}`
    case 'clear': return `what was decided on ${name} is taken back`
    case 'excuse': return `${name} is left out of the count`
    case 'extend': return until === null ? '' : `due on ${shownTime(Date.parse(until), calendar)} in ${calendar.timeZone}`
    default: return 'the dispute is closed'
  }
}

function pointsWords(points: Points): string {
  return points === null ? 'nothing counts yet' : `${points.points.toFixed(2)} of ${points.of.toFixed(2)}`
}
