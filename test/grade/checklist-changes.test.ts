import { expect, it } from 'vitest'
import { itemChanges } from '../../src/grade/checklist-changes.ts'
import type { Checklist, ManualLevel } from '../../src/model/checklist.ts'
import { CHECKLISTS } from '../support/checklists.ts'

/** A checklist of one item that people grade by these levels. */
function graded(...levels: readonly ManualLevel[]): Checklist {
  return {
    ...CHECKLISTS.checklist, declared: [{ kind: 'manual', id: 'item:talk', title: 'The service was presented', lesson: '', levels, lookedFor: null }],
    items: [{ id: 'talk', title: 'The service was presented', group: 'In class', required: true, weight: 1, lesson: '', criteria: [{ id: 'item:talk', weight: 1, required: true, requires: [] }] }],
  }
}

it('levels that are worth something else are a change of their item, and the same levels are none', () => {
  const [none, whole] = [{ title: 'Not yet', credit: 0 }, { title: 'Clear', credit: 1 }]
  const before = graded(none, { title: 'With gaps', credit: 0.5 }, whole)
  expect(itemChanges(before, graded(none, { title: 'With gaps', credit: 0.6 }, whole), 100)).toMatchObject([
    { before: { asks: ['one of Not yet (0 %), With gaps (50 %), Clear (100 %)'] }, after: { asks: ['one of Not yet (0 %), With gaps (60 %), Clear (100 %)'] } },
  ])
  expect(itemChanges(before, graded(none, { title: 'With gaps', credit: 0.5 }, whole), 100)).toEqual([])
})
