import type { Calendar } from '../../course/shown-time.ts'
import type { CiState } from '../../model/ci-state.ts'
import type { Dispute } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { WorkflowChange } from '../../model/workflow-change.ts'
import type { EarlierRecord } from '../changes.ts'
import { ciParagraph } from '../words/ci-words.ts'
import { decidedSection } from '../words/decided-words.ts'
import { fitted } from '../text/fit.ts'
import { hintAnswer, type HintAsked } from './hint-answer.ts'
import type { LessonLinks } from '../words/lesson-words.ts'
import { changesSection } from '../formats/markdown-changes.ts'
import { foldedSections } from '../formats/markdown-criteria.ts'
import { openedActions } from '../formats/markdown-opened.ts'
import { checklistTable, foldedParts, stepsTable } from '../formats/markdown-report.ts'
import { footer, nextLine, whereLine } from '../formats/markdown-standing.ts'
import { pipelineParagraph } from '../words/pipeline-words.ts'
import { workflowChangeParagraph } from '../words/workflow-change-words.ts'

/** GitHub takes 65,535 bytes of each text. */
const LONGEST = 65_535
const BUTTONS = '`Check again` judges this commit once more; `Hint` shows a hint for the next step in this place.'

/** What is told of a record beside what it says itself. */
export type SummaryInput = {
  readonly ci: CiState
  readonly earlier: EarlierRecord | null
  readonly hint: HintAsked
  readonly marked: { readonly shown: number; readonly leftOut: number }
  readonly changes: readonly WorkflowChange[]
  readonly disputes: readonly Dispute[]
  readonly calendar: Calendar
}

/** Where the student is, the one next step, CI, what was decided and changed, the checklist as a table, and how many places are marked in the files. At most 65,535 bytes. */
export function verdictSummary(record: AssessmentRecord, { ci, earlier, hint, marked, changes, disputes, calendar }: SummaryInput): string {
  return fitted([
    `${whereLine(record)}\n\n${nextLine(record)}${hint.times > 0 ? ' A hint stands below the table.' : ''}\n\n${ciParagraph(ci)}\n\n${pipelineParagraph(record)}${decidedSection(record, disputes, calendar)}${workflowChangeParagraph(changes)}`,
    earlier === null ? '' : changesSection(earlier, record),
    ...checklistTable(record, 'a check run'),
    ...stepsTable(record, 'a check run'),
    markedWords(marked),
  ], LONGEST)
}

/** A hint where one was asked for, then all that is open (looked for, found, where, next, lesson), the most important first, and the rest folded; the buttons are named where they are shown. At most 65,535 bytes. */
export function verdictText(record: AssessmentRecord, hint: HintAsked, links: LessonLinks, hasButtons: boolean): string {
  const { sections, criteria } = openedActions(record, record.criteria.length + 1, links)
  return fitted([
    hintAnswer(record, hint, links),
    sections.length === 0 ? '' : '### What is open, the most important first\n\n',
    { order: 1, entries: sections, cut: (left) => `${left} more ${left === 1 ? 'thing does' : 'things do'} not fit into a check run.\n\n` },
    ...foldedParts(foldedSections(record, criteria), 'a check run'),
    footer(record, hasButtons ? BUTTONS : ''),
  ], LONGEST)
}

function markedWords({ shown, leftOut }: { readonly shown: number; readonly leftOut: number }): string {
  return shown === 0 ? '' : `${shown} ${shown === 1 ? 'place is' : 'places are'} marked in the files${leftOut === 0 ? '' : `; ${leftOut} more ${leftOut === 1 ? 'is' : 'are'} not`}.\n`
}
