import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countedCommits, lateDeduction } from '../../src/grade/counted-commits.ts'
import { DEFAULT_GRADING, type CountingRule, type Grading, type LatePolicy } from '../../src/model/grading.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const DUE = Date.UTC(2026, 11, 18, 17)
const CUT_OFF: LatePolicy = { kind: 'cut-off' }

/** The commits that count, each with the days that it is late, for pushes so many hours from the due day. */
function counted(changes: Partial<Grading>, hours: Readonly<Record<string, number>>, dueAt: number | null = DUE): readonly string[] {
  const pushes = Object.entries(hours).map(([commit, hour]) => ({ commit, at: DUE + hour * HOUR }))
  return countedCommits(pushes, dueAt, { ...DEFAULT_GRADING, ...changes }).map(({ commit, daysLate }) => `${commit}+${daysLate}`)
}

describe('the commit that counts', () => {
  it.each<[string, CountingRule, LatePolicy, Readonly<Record<string, number>>, readonly string[]]>([
    ['the last in time, though later ones are there', 'deadline', { kind: 'flag' }, { a: -50, b: -1, c: 5 }, ['b+0']],
    ['late where none came in time', 'deadline', { kind: 'flag' }, { a: 5, b: 30 }, ['b+2']],
    ['none where none came in time and late work is cut off', 'deadline', CUT_OFF, { a: 5 }, []],
    ['the newest, however late', 'latest', { kind: 'flag' }, { a: -1, b: 25 }, ['b+2']],
    ['the newest in time where late work is cut off', 'latest', CUT_OFF, { a: -2, b: -1, c: 25 }, ['b+0']],
    ['any, the newest in front', 'best', { kind: 'flag' }, { a: -2, b: -1, c: 1 }, ['c+1', 'b+0', 'a+0']],
    ['any in time where late work is cut off', 'best', CUT_OFF, { a: -2, b: -1, c: 1 }, ['b+0', 'a+0']],
    ['none where nothing was pushed', 'deadline', { kind: 'none' }, {}, []],
  ])('is %s', (_, counts, late, hours, commits) => {
    expect(counted({ counts, late }, hours)).toEqual(commits)
  })

  it('is in time within the grace, and behind it late from the day itself', () => {
    expect(counted({ graceMinutes: 120 }, { a: 2 })).toEqual(['a+0'])
    expect(counted({ graceMinutes: 120 }, { a: 2.01 })).toEqual(['a+1'])
    expect(counted({ graceMinutes: 120 }, { a: 24 })).toEqual(['a+1'])
    expect(counted({ graceMinutes: 120 }, { a: 24.01 })).toEqual(['a+2'])
  })

  it('is never late where no day is set, and its proofs count for as long as they come', () => {
    expect(countedCommits([{ commit: 'a', at: DUE }], null, DEFAULT_GRADING)).toEqual([{ commit: 'a', at: DUE, daysLate: 0, proofsUntil: null }])
  })

  it('has its runs and deployments count for some hours behind the day, or behind its own push where that is late', () => {
    const until = (hour: number): number | null | undefined => countedCommits([{ commit: 'a', at: DUE + hour * HOUR }], DUE, { ...DEFAULT_GRADING, proofHours: 6 })[0]?.proofsUntil
    expect([until(-50), until(3)]).toEqual([DUE + 6 * HOUR, DUE + 9 * HOUR])
  })

  it('counts as of the first time that it came, where a branch went back and forth', () => {
    for (const counts of ['deadline', 'latest'] as const) expect(countedCommits([{ commit: 'a', at: DUE + HOUR }, { commit: 'b', at: DUE + DAY }, { commit: 'a', at: DUE + 3 * DAY }], DUE, { ...DEFAULT_GRADING, counts }).map(({ commit, daysLate }) => [commit, daysLate])).toEqual([['a', 1]])
    expect(countedCommits([{ commit: 'a', at: DUE - DAY }, { commit: 'b', at: DUE - HOUR }, { commit: 'a', at: DUE + DAY }], DUE, { ...DEFAULT_GRADING, counts: 'best' }).map(({ commit, daysLate }) => [commit, daysLate])).toEqual([['b', 0], ['a', 0]])
  })
})

it('lateness takes off points for each day that has begun, at most so many, and never more than there are', () => {
  const late: LatePolicy = { kind: 'deduct', pointsADay: 10, most: 30 }
  expect([0, 1, 2, 5].map((days) => lateDeduction(80, days, { late }))).toEqual([0, 10, 20, 30])
  expect(lateDeduction(15, 2, { late })).toBe(15)
  expect(lateDeduction(80, 9, { late: { ...late, most: null } })).toBe(80)
  for (const kind of ['none', 'flag', 'cut-off'] as const) expect(lateDeduction(80, 3, { late: { kind } })).toBe(0)
})

it('a later due day never makes anything later, and never lets less count', () => {
  const rule = fc.record({ counts: fc.constantFrom<CountingRule>('deadline', 'latest', 'best'), late: fc.constantFrom<LatePolicy>({ kind: 'none' }, { kind: 'flag' }, CUT_OFF), graceMinutes: fc.nat(600) })
  fc.assert(fc.property(fc.array(fc.integer({ min: -200, max: 200 }), { maxLength: 6 }), fc.nat(300), rule, (hours, more, changes) => {
    const pushes = hours.toSorted((one, other) => one - other).map((hour, index) => ({ commit: `${index}`, at: DUE + hour * HOUR }))
    const [before, after] = [DUE, DUE + more * HOUR].map((due) => countedCommits(pushes, due, { ...DEFAULT_GRADING, ...changes }))
    expect(after?.length ?? 0).toBeGreaterThanOrEqual(before?.length ?? 0)
    for (const one of before ?? []) {
      const same = after?.find(({ commit }) => commit === one.commit)
      if (same !== undefined) expect(same.daysLate).toBeLessThanOrEqual(one.daysLate)
    }
  }))
})
