import { expect, it, onTestFinished } from 'vitest'
import { previewChecklist } from '../../../src/flow/courses/preview-checklist.ts'
import type { Checklist } from '../../../src/model/checklist.ts'
import type { Outcome } from '../../../src/model/criterion.ts'
import { DEFAULT_GRADING } from '../../../src/model/grading.ts'
import { storedClass, type AnyPush } from '../../support/any-class.ts'
import { CHECKLISTS } from '../../support/checklists.ts'

const { checklist } = CHECKLISTS
const CRITERIA = [...new Set(checklist.items.flatMap((one) => one.criteria.map(({ id }) => id)))]

/** A push at which some criteria are verified and the others missing, judged by lists that are kept. */
function push(hour: number, ...verified: readonly string[]): AnyPush {
  return { hour, outcomes: CRITERIA.map((id): Outcome => verified.includes(id) ? 'verified' : 'missing'), settled: null, again: null, isJudged: true, isKept: true }
}

it('tells the grade of the push that would be the best by another checklist, where another one is by the present', async () => {
  const { store, course } = await storedClass({ grading: { ...DEFAULT_GRADING, counts: 'best', points: 100 }, groups: false, now: 0, repositories: [{ pushes: [push(-30, 'lint'), push(-20, 'types', 'errors')], decisions: [], adds: false }] })
  onTestFinished(() => store.close())
  const other: Checklist = { ...checklist, id: 'ours', digest: 'ours', items: checklist.items.map((item) => item.criteria.some(({ id }) => id === 'lint') ? { ...item, weight: 1000 } : item) }
  await store.checklists.keep({ scope: 'operator', checklist: other, at: 0 })
  const after = { ...course, settings: { ...course.settings, checklist: { id: 'ours', revision: other.revision, digest: 'ours' } } }
  const told = await previewChecklist(course, after, { ...store, assessor: CHECKLISTS, now: () => Date.UTC(2027, 0) })
  expect(told?.grades.changed.map((one) => [one.before?.commit.slice(0, 2), one.after?.commit.slice(0, 2), (one.after?.points ?? 0) > 90])).toEqual([['01', '00', true]])
})
