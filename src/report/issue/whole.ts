import type { AssessmentRecord } from '../../model/record.ts'
import { isGradedByPeople } from '../gradebook/graded-by-people.ts'

/** What is missing until the capstone is wrapped up; nothing is, where all is done. */
export type Whole = { readonly steps: number; readonly items: number }

/** How many steps and required items of the checklist are still to come: a step that is not done, an item that is not verified. Items that are excused are none, and neither are those that people grade: no work in the repository brings them. */
export function stillToCome(record: AssessmentRecord): Whole {
  const { steps, items } = record
  return {
    steps: steps.filter(({ state }) => state !== 'done').length,
    items: items.filter((item) => item.required && item.excused === undefined && item.outcome !== 'verified' && !isGradedByPeople(item, record)).length,
  }
}

/** Whether the whole cycle is done: the steps are followed and each is done, and every required item is verified. */
export function isWhole(record: AssessmentRecord): boolean {
  const { steps, items } = stillToCome(record)
  return record.steps.length > 0 && steps === 0 && items === 0
}
