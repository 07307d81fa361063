import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blockerOf, gradeOf, itemsOf } from '../../src/grade/grade.ts'
import { outcomeOfReading } from '../../src/grade/outcome.ts'
import type { Checklist } from '../../src/model/checklist.ts'
import type { CriterionId, Outcome } from '../../src/model/criterion.ts'
import type { CriterionRecord } from '../../src/model/record.ts'

const CREDIT: Checklist['credit'] = {
  outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 },
  basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 1 },
}

function checklistOf(...items: readonly { readonly criteria: readonly CriterionId[]; readonly weight?: number }[]): Checklist {
  return {
    id: 'course', title: 'Course', revision: 1, credit: CREDIT, declared: [],
    items: items.map(({ criteria, weight = 1 }, index) => ({
      id: `item-${index}`, title: 'Item', group: 'Group', required: true, weight, lesson: '1-1',
      criteria: criteria.map((id) => ({ id, weight: 1, required: true, requires: [] })),
    })),
  }
}

function criterion(id: CriterionId, outcome: Outcome, changes: Partial<CriterionRecord> = {}): CriterionRecord {
  return {
    id, title: 'T', standing: 'present', outcome, basis: 'observed', proof: 'run', proofFrom: null, blockedBy: null, excused: null,
    evidence: [], against: [], lookedFor: 'l', found: 'f', next: '', lesson: '1-1', ...changes,
  }
}

const mapOf = (...records: readonly CriterionRecord[]) => new Map(records.map((record) => [record.id, record]))

describe('an item', () => {
  it('has the worst outcome of its criteria and the mean of their credit', () => {
    const criteria = mapOf(criterion('tests-unit', 'verified'), criterion('tests-ci', 'missing'))
    expect(itemsOf(checklistOf({ criteria: ['tests-unit', 'tests-ci'], weight: 2 }), criteria)[0]).toMatchObject({ outcome: 'missing', credit: 1, of: 2 })
  })

  it('is worth less on a claim than on an observation', () => {
    const [observed] = itemsOf(checklistOf({ criteria: ['lint'] }), mapOf(criterion('lint', 'verified')))
    const [claimed] = itemsOf(checklistOf({ criteria: ['lint'] }), mapOf(criterion('lint', 'verified', { basis: 'claimed' })))
    expect(claimed?.credit).toBeLessThan(observed?.credit ?? 0)
  })
})

describe('a criterion that could not be seen', () => {
  it('leaves the denominator and makes the grade provisional', () => {
    const criteria = mapOf(criterion('lint', 'verified'), criterion('types', 'unknown'))
    const items = itemsOf(checklistOf({ criteria: ['lint'] }, { criteria: ['types'] }), criteria)
    expect(gradeOf(items, criteria)).toEqual({ credit: 1, of: 1, percent: 100, provisional: true })
  })

  it('does not hide the outcome of the others in its item', () => {
    const criteria = mapOf(criterion('lint', 'partial'), criterion('types', 'unknown'))
    expect(itemsOf(checklistOf({ criteria: ['lint', 'types'] }), criteria)[0]).toMatchObject({ outcome: 'partial', credit: 0.25, of: 0.5 })
  })
})

it('leaves an excused criterion out of the denominator', () => {
  const criteria = mapOf(criterion('lint', 'missing', { excused: 'ill' }), criterion('types', 'verified'))
  expect(gradeOf(itemsOf(checklistOf({ criteria: ['lint'] }, { criteria: ['types'] }), criteria), criteria).percent).toBe(100)
})

it('never lowers a grade when one outcome rises', () => {
  const ladder: readonly Outcome[] = ['missing', 'failing', 'partial', 'present', 'verified']
  const ids = ['lint', 'types', 'tests-unit', 'tests-ci'] as const
  const checklist = checklistOf({ criteria: ['lint'] }, { criteria: ['types', 'tests-unit', 'tests-ci'], weight: 3 }, { criteria: ['tests-unit'] })
  const percentOf = (rungs: readonly number[]) => {
    const criteria = mapOf(...ids.map((id, index) => criterion(id, ladder[rungs[index] ?? 0] ?? 'missing')))
    return gradeOf(itemsOf(checklist, criteria), criteria).percent
  }
  fc.assert(fc.property(fc.array(fc.nat(4), { minLength: 4, maxLength: 4 }), fc.nat(3), (rungs, which) => {
    const raised = rungs.map((rung, index) => (index === which ? Math.min(4, rung + 1) : rung))
    expect(percentOf(raised)).toBeGreaterThanOrEqual(percentOf(rungs))
  }))
})

describe('the outcome without runs', () => {
  it('is verified at this commit where reading is the proof', () => {
    expect(outcomeOfReading('present', 'reading', 'abc')).toEqual({ outcome: 'verified', basis: 'observed', proofFrom: 'abc' })
  })

  it('stays present where a run is the proof', () => {
    expect(outcomeOfReading('present', 'run', 'abc')).toEqual({ outcome: 'present', basis: 'observed', proofFrom: null })
  })
})

it('names the missing criterion that makes another moot', () => {
  const [item] = checklistOf({ criteria: ['alerts'] }).items
  if (item === undefined) throw new Error('no item')
  const checklist = { ...checklistOf(), items: [{ ...item, criteria: [{ id: 'alerts' as const, weight: 1, required: true, requires: ['metrics' as const] }] }] }
  expect(blockerOf('alerts', [checklist], (id) => (id === 'metrics' ? 'missing' : 'partial'))).toBe('metrics')
  expect(blockerOf('alerts', [checklist], () => 'present')).toBeNull()
})
