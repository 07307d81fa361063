import type { ItemRecord } from '../../model/record.ts'
import type { StepRecord } from '../../model/progress.ts'
import { iso } from './documents.ts'
import { BASIS, INTEGER, object, oneOf, orNull, OUTCOME, TEXT, TIME, YES_OR_NO } from './schemas.ts'

/** A step of the capstone in one repository, and an item of the checklist there. */
export const STEP = object({ id: TEXT, title: TEXT, part: INTEGER, state: oneOf('open', 'done', 'held', 'unknown'), basis: BASIS, since: orNull(TIME, 'when it was shown first') })
export const ITEM = object({ id: TEXT, title: TEXT, group: TEXT, required: YES_OR_NO, outcome: OUTCOME, basis: BASIS, excused: YES_OR_NO, decided: YES_OR_NO })

/** A step as JSON tells it (`STEP`). */
export function stepDocument({ id, title, part, state, basis, since }: StepRecord): object {
  return { id, title, part, state, basis, since: since === null ? null : iso(Date.parse(since)) }
}

/** An item as JSON tells it (`ITEM`). */
export function itemDocument({ id, title, group, required, outcome, basis, excused, decided }: ItemRecord): object {
  return { id, title, group, required, outcome, basis, excused: excused !== undefined, decided: decided !== undefined }
}
