import type { Dispute } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { STEP_PARTS } from '../../model/step.ts'
import { shownDay, type Calendar } from '../../course/shown-time.ts'
import { counted } from '../gradebook/counted.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { code } from '../text/markdown-text.ts'
import { nextLine, whereLine } from '../formats/markdown-standing.ts'
import { stateWords } from '../words/step-words.ts'
import { subjectWords, type TitledSubject } from './subject-words.ts'

/** How many awaited workflows are named. */
const MOST_AWAITED = 5

export type StatusInput = {
  readonly record: AssessmentRecord
  readonly disputes: readonly (Dispute & { readonly about: TitledSubject })[]
  /** The names of workflows whose runs have not ended. */
  readonly awaited: readonly string[]
  readonly calendar: Calendar
}

/** `/status`: where the work stands in one line, the next step, the steps as a table, disputes that wait, what is awaited. */
export function statusAnswer({ record, disputes, awaited, calendar }: StatusInput): string {
  return [
    `${whereLine(record)}\n\n${nextLine(record)}\n\n`,
    stepTable(record),
    disputes.length === 0 ? '' : `Waiting for the staff: ${disputes.map(({ about, due, state }) => `${subjectWords(about)}, ${state === 'escalated' ? 'whose day has passed' : `to be answered by ${shownDay(due, calendar)}`}`).join('; ')}.\n\n`,
    awaited.length === 0 ? '' : `Awaited: ${counted(awaited.length, 'run')} of CI (${awaited.slice(0, MOST_AWAITED).map((name) => code(name)).join(', ')}${awaited.length > MOST_AWAITED ? ' …' : ''}). The verdict counts what has ended.\n\n`,
    `${code('/why <item>')} says why something counts as it does; ${code('/hint <item>')} says how to go on.\n`,
  ].join('')
}

function stepTable({ steps }: AssessmentRecord): string {
  if (steps.length === 0) return ''
  const rows = STEP_PARTS.flatMap(({ part, title, steps: ofPart }) => {
    const known = ofPart.flatMap(({ id }) => steps.find((step) => step.id === id) ?? [])
    const done = known.filter(({ state }) => state === 'done').length
    return [
      `| **${part}. ${titleOf(title, 'cell')}** | ${done} of ${known.length} done |\n`,
      ...known.map((step) => `| ${step.id.slice('step-'.length)} ${titleOf(step.title, 'cell')} | ${stateWords(step)} |\n`),
    ]
  })
  return `| Part and step | State |\n| --- | --- |\n${rows.join('')}\n`
}
