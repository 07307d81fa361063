import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { STEP_PARTS } from '../../model/step.ts'
import type { Part } from '../text/fit.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { stepRow } from '../formats/markdown-steps.ts'

/** The four parts with the minutes that the course gives them, and their steps: state and what shows each. `record` is what their places are links into; null before anything is judged. */
export function partsSection(steps: readonly StepRecord[], record: Pick<AssessmentRecord, 'repository'> | null): readonly Part[] {
  const minutes = STEP_PARTS.reduce((sum, part) => sum + part.minutes, 0)
  return [
    `One small change, in four parts of together ${minutes} minutes; take longer where something is worth it. A step is done when this repository shows it: nothing has to be ticked.\n\n`,
    '| Part and step | State | Shown by |\n| --- | --- | --- |\n',
    { order: 4, entries: STEP_PARTS.map((part) => rowsOf(part, steps, record)), cut: (left) => `| and ${left} more parts | | |\n` }, '\n',
  ]
}

function rowsOf({ part, title, minutes, steps: ofPart }: (typeof STEP_PARTS)[number], steps: readonly StepRecord[], record: Pick<AssessmentRecord, 'repository'> | null): string {
  const known = steps.filter((step) => step.part === part)
  const shown = record ?? { repository: { url: null, commit: null } }
  const done = known.filter(({ state }) => state === 'done').length
  const head = `| **Part ${part}: ${titleOf(title, 'cell')}** (${minutes} minutes) | ${done} of ${ofPart.length} done | |\n`
  return [head, ...known.map((step) => stepRow(step, shown))].join('')
}
