import type { AssessmentRecord } from '../../model/record.ts'

/** What is missing until the capstone is wrapped up; nothing is, where all is done. */
export type Whole = { readonly steps: number; readonly items: number }

/** How many steps and required items of the checklist are still to come: a step that is not done, an item that is not verified. Items that are excused are none. */
export function stillToCome({ steps, items }: AssessmentRecord): Whole {
  return {
    steps: steps.filter(({ state }) => state !== 'done').length,
    items: items.filter(({ required, excused, outcome }) => required && excused === undefined && outcome !== 'verified').length,
  }
}

/** Whether the whole cycle is done: the steps are followed and each is done, and every required item is verified. */
export function isWhole(record: AssessmentRecord): boolean {
  const { steps, items } = stillToCome(record)
  return record.steps.length > 0 && steps === 0 && items === 0
}
