import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { STEP_PARTS } from '../../model/step.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { placesLine } from './markdown-places.ts'
import { placeLink, titleOf } from './markdown-rows.ts'
import { sentence } from '../text/markdown-text.ts'
import { stateWords, stepNumber } from '../words/step-words.ts'

/** What places are links into; both addresses are null where nothing was judged yet. */
type ShownSteps = { readonly repository: Pick<AssessmentRecord['repository'], 'url' | 'commit'> }

/** How many places are named beside a step. */
const MOST_PLACES = 3

/** How many of the steps are done, as the end of the line that says where one is; empty where they are not followed. */
export function stepsLine({ steps }: AssessmentRecord): string {
  if (steps.length === 0) return ''
  const count = (state: StepRecord['state']): number => steps.filter((step) => step.state === state).length
  const held = count('held')
  return ` **${count('done')} of ${steps.length} steps of the capstone are done**${held === 0 ? '' : `, and ${held} ${held === 1 ? 'is' : 'are'} held`}.`
}

/** The steps by part as a table: step, state, what shows it. Empty where they are not followed. */
export function stepRows(record: AssessmentRecord): readonly string[] {
  return STEP_PARTS.flatMap(({ part, title }) => {
    const steps = record.steps.filter((step) => step.part === part)
    return steps.length === 0 ? [] : [`| **Part ${part}: ${titleOf(title, 'cell')}** | | |\n`, ...steps.map((step) => stepRow(step, record))]
  })
}

/** A step as a row of a table: number and title, state, what shows it. */
export function stepRow(step: StepRecord, record: ShownSteps): string {
  const place = step.state === 'held' ? step.against[0] ?? step.evidence[0] : step.evidence[0]
  return `| ${stepNumber(step)} ${titleOf(step.title, 'cell')} | ${stateWords(step)} | ${place === undefined ? '' : placeLink(place, record, 'cell', true)} |\n`
}

/** A step by its number and title, for a list: **Step 3.2, Watch the CI pipeline run**. */
export function stepTitle(step: StepRecord): string {
  return `**Step ${stepNumber(step)}, ${titleOf(step.title)}**`
}

/** A step opened: looked for, found, where, next, lesson. `index` counts what is opened, from 0. */
export function openedStep(step: StepRecord, index: number, record: AssessmentRecord, links: LessonLinks): string {
  return [
    `**${index + 1}. Step ${stepNumber(step)}: ${titleOf(step.title)}**: ${stateWords(step)}\n\n`,
    `- **Looked for:** ${sentence(step.lookedFor)}\n`,
    `- **Found:** ${sentence(step.found)}\n`,
    placesLine('Where', step.evidence, record, MOST_PLACES),
    placesLine('Against', step.against, record, MOST_PLACES),
    `- **Next:** ${sentence(step.next)}\n`,
    step.lesson === '' ? '\n' : `- **Lesson:** ${lessonWords(step.lesson, links)}\n\n`,
  ].join('')
}
