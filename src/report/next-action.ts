import type { AssessmentRecord } from '../model/record.ts'
import type { StepRecord } from '../model/progress.ts'
import { nextSteps, type NextStep } from './next-steps.ts'

/** The one thing to do next: an item of the checklist, by the criterion that is open, or a step of the capstone. */
export type NextAction =
  | { readonly kind: 'criterion'; readonly next: string; readonly lesson: string; readonly open: NextStep }
  | { readonly kind: 'step'; readonly next: string; readonly lesson: string; readonly step: StepRecord }

/**
 * The one next step of a record; null where nothing is open. What fails comes first, since nothing goes on before it is mended; then a step of the capstone
 * that is held, then the first that is open; then what is open on the checklist. Without steps the checklist alone decides.
 */
export function nextAction(record: AssessmentRecord): NextAction | null {
  const [first] = nextSteps(record, 1)
  if (first?.criterion.outcome === 'failing') return ofCriterion(first)
  const tellable = record.steps.filter(({ next }) => next !== '')
  const step = tellable.find(({ state }) => state === 'held') ?? tellable.find(({ state }) => state === 'open')
  if (step !== undefined) return { kind: 'step', next: step.next, lesson: step.lesson, step }
  return first === undefined ? null : ofCriterion(first)
}

function ofCriterion(open: NextStep): NextAction {
  return { kind: 'criterion', next: open.criterion.next, lesson: open.criterion.lesson, open }
}
