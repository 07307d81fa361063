import { OUTCOMES } from '../../model/criterion.ts'
import type { VerdictKind } from '../../model/item-verdicts.ts'
import { itemVerdicts } from '../item-verdicts.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { object, oneOf } from './schemas.ts'

type ItemInput = { readonly item: string; readonly kind?: VerdictKind; readonly sample?: number; readonly page?: number }

const readItem = operation<ItemInput>({
  id: 'item.read', about: 'course', http: null, says: 'One item of the checklist: what it asks, how the repositories stand, and the verdicts on some of them with the place that decides each.',
  // Pages alone ask for it, in this process: its form is that of `ItemReading`.
  input: object({ item: { type: 'string', maxLength: 100 }, kind: oneOf(...OUTCOMES, 'excused', 'not-graded'), sample: { type: 'integer', minimum: 0, maximum: 999_999_999 }, page: { type: 'integer', minimum: 1 } }, ['kind', 'sample', 'page']),
  output: { type: 'object' },
}, async ({ item, kind = null, sample = null, page = 1 }, { course, parts }) => {
  const reading = await itemVerdicts(course, { item, kind, sample, page }, parts)
  return reading === null ? refused('not-found', `the checklist of ${course.id} has no item ${JSON.stringify(item)}`, 'See the list of its items.', '/item') : done(reading)
})

/** What can be read of the verdicts on one item. */
export const ITEM_OPERATIONS: readonly Operation[] = [readItem]
