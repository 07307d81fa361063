import type { JudgedId } from '../../model/criterion.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { LessonLinks } from '../words/lesson-words.ts'
import { openedSections } from './markdown-criteria.ts'
import { openedStep } from './markdown-steps.ts'
import { nextAction } from '../next-action.ts'
import { nextSteps } from '../next-steps.ts'

/** What is opened, each as a section of Markdown, and the criteria among it. */
export type OpenedActions = { readonly sections: readonly string[]; readonly criteria: ReadonlySet<JudgedId> }

/** The next things to do opened, at most `count`, the one next step first: a step of the capstone where that is the one, then what is open on the checklist. */
export function openedActions(record: AssessmentRecord, count: number, links: LessonLinks): OpenedActions {
  const action = nextAction(record)
  const first = action?.kind === 'step' && count > 0 ? [openedStep(action.step, 0, record, links)] : []
  const open = nextSteps(record, Math.max(0, count - first.length))
  return { sections: [...first, ...openedSections(open, record, links, 1 + first.length)], criteria: new Set(open.map(({ criterion }) => criterion.id)) }
}
