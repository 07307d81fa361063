import { expect, it } from 'vitest'
import { itemChanges, judgedAnew } from '../../src/grade/checklist-changes.ts'
import type { Checklist, ChecklistCriterion, ManualLevel } from '../../src/model/checklist.ts'
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

/** A checklist of one item that a condition judges, beside a criterion of the rubric. */
function declared(glob: string, criteria: readonly Partial<ChecklistCriterion>[] = []): Checklist {
  const part = { id: 'item:load', weight: 1, required: true, requires: [] } as const
  return {
    ...CHECKLISTS.checklist, declared: [{ kind: 'conditions', id: 'item:load', title: 'Load was tested', lesson: '', when: { kind: 'file', glob }, partly: null, proof: 'reading', lookedFor: null, next: null }],
    items: [{ id: 'load', title: 'Load was tested', group: 'Tests', required: true, weight: 1, lesson: '', criteria: [part, ...criteria.map((one) => ({ ...part, id: 'lint' as const, ...one }))] }],
  }
}

it('an item that is judged by another condition under its id is a change, and the same condition is none', () => {
  expect(itemChanges(declared('load.md'), declared('docs/load.md'), 100)).toMatchObject([{ before: { title: 'Load was tested' }, after: { title: 'Load was tested' }, isJudgedAnew: true }])
  expect([...judgedAnew(declared('load.md'), declared('docs/load.md'))]).toEqual(['item:load'])
  expect([itemChanges(declared('load.md'), declared('load.md'), 100), judgedAnew(declared('load.md'), declared('load.md')).size]).toEqual([[], 0])
})

it('a criterion that weighs more within its item, or is no longer required, is a change', () => {
  expect(itemChanges(declared('load.md', [{}]), declared('load.md', [{ weight: 3, required: false }]), 100)).toMatchObject([{ before: { asks: ['item:load', 'lint'] }, after: { asks: ['item:load', 'lint (weight 3, not required)'] }, isJudgedAnew: false }])
})
