import { describe, expect, it } from 'vitest'
import { awaitsJudgement, judgementsToMake, nextEnd, rejudgedOf, settledOf } from '../../src/grade/judgement-that-counts.ts'
import type { CountedHead, Rejudging } from '../../src/model/counted.ts'
import type { CountedCommit } from '../../src/model/grading.ts'

const DAY = 86_400_000
const END = 100 * DAY
const COMMIT = 'a'.repeat(40)
const COUNTED: CountedCommit = { commit: COMMIT, at: END - 2 * DAY, daysLate: 0, proofsUntil: END }

function head(id: string, changes: Partial<CountedHead> = {}): CountedHead {
  return { id, courseId: 'mlops', repositoryId: 42, commit: COMMIT, until: END, rejudging: null, at: END + 1, ...changes }
}

function rejudging(id: string, state: Rejudging['state'], changes: Partial<Rejudging> = {}): Rejudging {
  return { id, courseId: 'mlops', at: END + 5 * DAY, by: null, reason: 'mended', repositories: [42], state, turnedAt: state === 'prepared' ? null : END + 6 * DAY, ...changes }
}

const toMake = (known: { readonly heads?: readonly CountedHead[]; readonly rejudgings?: readonly Rejudging[] }, judgedAt: number | null = END - DAY, now = END + 5 * DAY) =>
  judgementsToMake([COUNTED], 42, () => judgedAt, { heads: known.heads ?? [], rejudgings: known.rejudgings ?? [] }, now).map(({ rejudging: id, until }) => [id, until])

describe('what is judged for the gradebook', () => {
  it('is a commit once its hours are over, and not before, nor twice', () => {
    expect(toMake({}, END - DAY, END)).toEqual([])
    expect(toMake({}, END - DAY, END + 1)).toEqual([[null, END]])
    expect(toMake({ heads: [head('a')] })).toEqual([])
    expect(toMake({ heads: [head('other', { until: END - 1 }), head('again', { rejudging: 'r' })] })).toEqual([[null, END]])
  })
  it('is nothing long after, unless the commit was never judged at all', () => {
    expect(toMake({}, END - DAY, END + 15 * DAY)).toEqual([])
    expect(toMake({}, null, END + 15 * DAY)).toEqual([[null, END]])
  })
  it('is a commit of each re-judging that is not undone and covers its repository, where what the App says is older', () => {
    const heads = [head('a')]
    expect(toMake({ heads, rejudgings: [rejudging('r', 'prepared'), rejudging('s', 'applied'), rejudging('t', 'undone'), rejudging('u', 'prepared', { repositories: [43] })] })).toEqual([['r', END], ['s', END]])
    expect(toMake({ heads: [...heads, head('b', { rejudging: 'r' })], rejudgings: [rejudging('r', 'prepared')] })).toEqual([])
    expect(toMake({ heads: [head('a', { at: END + 5 * DAY + 1 })], rejudgings: [rejudging('r', 'prepared')] })).toEqual([])
  })
  it('is judged once where its hours were over and nothing was judged yet: that is as young as the re-judging', () => {
    expect(toMake({ rejudgings: [rejudging('r', 'prepared')] })).toEqual([[null, END]])
  })
})

describe('the judgement that holds', () => {
  const known = { heads: [head('settled'), head('first', { rejudging: 'r', at: END + 5 * DAY }), head('second', { rejudging: 's', at: END + 6 * DAY })] }
  const holds = (rejudgings: readonly Rejudging[], judgedAt: number | null = END + 1): string | null => rejudgedOf(COUNTED, judgedAt, { ...known, rejudgings })?.id ?? null

  it('is that of the end of the hours, while no re-judging is applied', () => {
    expect(settledOf(COUNTED, known.heads)?.id).toBe('settled')
    expect(holds([rejudging('r', 'prepared'), rejudging('s', 'undone')])).toBeNull()
  })
  it('is that of the re-judging which was applied last, and goes back when it is undone', () => {
    expect(holds([rejudging('r', 'applied'), rejudging('s', 'applied', { turnedAt: END + 9 * DAY })])).toBe('second')
    expect(holds([rejudging('r', 'applied', { turnedAt: END + 10 * DAY }), rejudging('s', 'applied', { turnedAt: END + 9 * DAY })])).toBe('first')
    expect(holds([rejudging('r', 'applied'), rejudging('s', 'undone')])).toBe('first')
  })
  it('is none of a re-judging where the App judged the commit since, or where its hours are others now', () => {
    expect(holds([rejudging('r', 'applied')], END + 5 * DAY)).toBeNull()
    expect(holds([rejudging('r', 'applied')], null)).toBe('first')
    expect(rejudgedOf({ ...COUNTED, proofsUntil: END + DAY }, END + 1, { ...known, rejudgings: [rejudging('r', 'applied')] })).toBeNull()
  })
})

it('a grade may change while its hours are over and the App has not judged it', () => {
  expect([END, END + 1, END + 14 * DAY, END + 14 * DAY + 1].map((now) => awaitsJudgement(COUNTED, [], now))).toEqual([false, true, true, false])
  expect(awaitsJudgement(COUNTED, [head('a')], END + 1)).toBe(false)
  expect(awaitsJudgement({ ...COUNTED, proofsUntil: null }, [], END + 1)).toBe(false)
})

it('the next end of hours is the first that is not over', () => {
  expect(nextEnd([COUNTED, { ...COUNTED, proofsUntil: END + 7 }, { ...COUNTED, proofsUntil: null }], END + 1)).toBe(END + 8)
  expect(nextEnd([COUNTED], END)).toBe(END + 1)
  expect(nextEnd([COUNTED], END + 1)).toBeNull()
})
