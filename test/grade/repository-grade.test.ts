import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestOf, repositoryGrade, type CountedRecord } from '../../src/grade/repository-grade.ts'
import { sumOfPoints } from '../../src/grade/points.ts'
import { DEFAULT_GRADING, type Grading, type LatePolicy } from '../../src/model/grading.ts'
import type { ItemRecord } from '../../src/model/record.ts'
import { criterion, item, recordOf } from '../support/records.ts'

const DUE = Date.UTC(2026, 11, 18, 17)
const COUNTED = { commit: 'a'.repeat(40), at: DUE - 1000, daysLate: 0, proofsUntil: DUE + 86_400_000 }
const DECIDED = { by: 'kim', at: '2026-12-19T10:00:00.000Z', reason: 'seen in the lab', automatic: 'missing', disagrees: false } as const

function grade(items: readonly ItemRecord[], changes: Partial<CountedRecord> = {}, grading: Partial<Grading> = {}, now = DUE + 9 * 86_400_000) {
  return repositoryGrade({ counted: COUNTED, record: recordOf([], items), judgedAt: DUE, rejudging: null, isAwaited: false, urlOf: () => 'https://github.com/o/n', ...changes }, { ...DEFAULT_GRADING, ...grading }, DUE, now)
}

describe('the grade of a repository', () => {
  it('is the sum of its items, each with whose word it is', () => {
    const { points, of, percent, items } = grade([
      item('Lint', ['lint'], { outcome: 'verified', credit: 1 }), item('Health', ['health'], { outcome: 'present', basis: 'decided', credit: 0.5, decided: DECIDED }), item('Drift', ['drift'], { credit: 0, of: 0, excused: 'ill in week 7' }),
    ])
    expect([points, of, percent]).toEqual([75, 100, 75])
    expect(items.map(({ id, points: earned, of: worth, source, by, reason }) => [id, earned, worth, source, by, reason])).toEqual([
      ['lint', 50, 50, 'automatic', null, null], ['health', 25, 50, 'decided', 'kim', 'seen in the lab'], ['drift', 0, 0, 'excused', null, 'ill in week 7'],
    ])
  })

  it('has the staff\'s word where it decided of what an item asks for, or excused all of that', () => {
    const criteria = [criterion('lint', { decided: DECIDED }), criterion('drift', { excused: 'ill in week 7' }), criterion('readme')]
    const parts = [item('Lint', ['lint', 'readme'], { basis: 'decided' }), item('Drift', ['drift'], { of: 0 }), item('Both', ['drift', 'readme']), item('Readme', ['readme'])]
    expect(grade(parts, { record: recordOf(criteria, parts) }).items.map(({ source, by, reason }) => [source, by, reason])).toEqual([['decided', 'kim', 'seen in the lab'], ['excused', null, 'ill in week 7'], ['automatic', null, null], ['automatic', null, null]])
  })

  it('says of what people grade that nobody has yet, and then by whom and how', () => {
    const talk = (outcome: 'unknown' | 'partial') => criterion('item:talk', { outcome, proof: 'decision' })
    const of = (one: ItemRecord) => grade([one], { record: recordOf([talk(one.outcome === 'unknown' ? 'unknown' : 'partial')], [one]) }).items[0]
    expect(of(item('Talk', ['item:talk'], { outcome: 'unknown', of: 0 }))).toMatchObject({ source: 'not-graded', by: null, level: null, points: 0, of: 0 })
    expect(of(item('Talk', ['item:talk'], { outcome: 'partial', credit: 0.5, decided: { ...DECIDED, level: 'With gaps', share: 0.5 } }))).toMatchObject({ source: 'decided', by: 'kim', reason: 'seen in the lab', level: 'With gaps', points: 50 })
  })

  it('loses for lateness what the course says, and its parts still add up', () => {
    const late: LatePolicy = { kind: 'deduct', pointsADay: 10, most: null }
    const { points, deduction, daysLate, items, percent } = grade([item('Lint', ['lint'], { credit: 1 }), item('Health', ['health'])], { counted: { ...COUNTED, daysLate: 2 } }, { late })
    expect([points, deduction, daysLate, percent, sumOfPoints(items.map((one) => one.points))]).toEqual([30, 20, 2, 30, 50])
  })

  it('may still change before its day, while proofs count, where something could not be seen, and where the newest or best counts', () => {
    const whole = [item('Lint', ['lint'], { credit: 1 })]
    const unseen = { record: recordOf([], whole, { grade: { credit: 1, of: 1, percent: 100, provisional: true } }) }
    const seen = { record: recordOf([], whole, { grade: { credit: 1, of: 1, percent: 100, provisional: false } }) }
    expect([grade(whole, seen).isProvisional, grade(whole, seen, {}, DUE + 1000).isProvisional, grade(whole, unseen).isProvisional, grade(whole, seen, { counts: 'latest' }).isProvisional]).toEqual([false, true, true, true])
  })

  it('may still change within the grace, and where only late pushes came', () => {
    const seen = (counted: Partial<typeof COUNTED>) => ({ counted: { ...COUNTED, ...counted }, record: recordOf([], [item('Lint', ['lint'])]) })
    const grace = { graceMinutes: 60, proofHours: 0 }
    const at = (minutes: number): boolean => grade([], seen({ proofsUntil: DUE }), grace, DUE + minutes * 60_000).isProvisional
    expect([at(59), at(61), grade([], seen({ at: DUE + 1000, daysLate: 1 })).isProvisional]).toEqual([true, false, true])
  })

  it('changes no more behind its day and its hours where late work is cut off, whatever counts', () => {
    const HOUR = 3_600_000
    const cutOff = { late: { kind: 'cut-off' }, graceMinutes: 60, proofHours: 24 } as const
    const at = (counts: Grading['counts'], hours: number): boolean => grade([], { record: recordOf([], [item('Lint', ['lint'])]), counted: { ...COUNTED, proofsUntil: DUE + 24 * HOUR } }, { ...cutOff, counts }, DUE + hours * HOUR).isProvisional
    // Of the best, one that came within the grace has its hours from then.
    expect([at('latest', 0.5), at('latest', 23), at('latest', 24.5), at('best', 24.5), at('best', 25.5)]).toEqual([true, true, false, true, false])
  })

  it('is not told as late where late work counts as any other, and may still change by another push', () => {
    const { daysLate, deduction, isProvisional } = grade([], { counted: { ...COUNTED, at: DUE + 30 * 3_600_000, daysLate: 2 }, record: recordOf([], [item('Lint', ['lint'])]) }, { late: { kind: 'none' } })
    expect([daysLate, deduction, isProvisional]).toEqual([0, 0, true])
    expect(grade([], { counted: { ...COUNTED, daysLate: 2 } }, { late: { kind: 'flag' } }).daysLate).toBe(2)
  })

  it('is never lower for more credit of an item, whatever lateness takes off, and never below nothing', () => {
    const late = fc.constantFrom<LatePolicy>({ kind: 'none' }, { kind: 'deduct', pointsADay: 7, most: null }, { kind: 'deduct', pointsADay: 7, most: 20 })
    fc.assert(fc.property(fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 15 }), late, fc.nat(20), (credits, policy, daysLate) => {
      const of = (raised: boolean): number => grade(credits.map(([credit, more], at) => item(`I${at}`, [], { credit: raised ? Math.min(1, credit + more) : credit })), { counted: { ...COUNTED, daysLate } }, { late: policy }).points
      expect(of(true)).toBeGreaterThanOrEqual(of(false))
      expect(of(false)).toBeGreaterThanOrEqual(0)
    }))
  })
})

it('of several the best counts, of equal ones the first, which is the newest', () => {
  const [low, high] = [grade([item('Lint', ['lint'])]), grade([item('Lint', ['lint'], { credit: 1 })])]
  expect([bestOf([]), bestOf([low, high, { ...high, commit: 'b' }])?.commit, bestOf([low])?.points]).toEqual([null, high.commit, 0])
})
