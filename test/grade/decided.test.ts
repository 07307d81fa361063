import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withDecisions } from '../../src/grade/decided.ts'
import { gradeOf, itemsOf } from '../../src/grade/grade.ts'
import { pointsOf, sumOfPoints } from '../../src/grade/points.ts'
import { newestOf, pausedBy } from '../../src/grade/newest-decision.ts'
import { shownDecisions } from '../../src/grade/shown-decisions.ts'
import type { Checklist, Checklists } from '../../src/model/checklist.ts'
import type { CriterionId, Outcome } from '../../src/model/criterion.ts'
import { saidOrder, type Decision } from '../../src/model/decision.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { itemSubject, NOON, rule, set, stop } from '../support/decisions.ts'
import { criterion, recordOf } from '../support/records.ts'

const CREDIT: Checklist['credit'] = {
  outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 },
  basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 0.8 },
}
const LADDER: readonly Outcome[] = ['missing', 'failing', 'partial', 'present', 'verified']
const IDS = ['lint', 'types', 'health', 'alerts', 'drift'] as const satisfies readonly CriterionId[]

function listOf(id: string, ...items: readonly (readonly [id: string, ...criteria: CriterionId[]])[]): Checklist {
  return {
    id, title: id, revision: 1, credit: CREDIT, declared: [],
    items: items.map(([one, ...criteria], index) => ({ id: one, title: one, group: 'Group', required: true, weight: 1 + index, lesson: '', criteria: criteria.map((part) => ({ id: part, weight: 1, required: true, requires: [] })) })),
  }
}

const CHECKLISTS: Checklists = { checklist: listOf('course', ['lint', 'lint'], ['code', 'lint', 'types'], ['health', 'health'], ['alerts', 'alerts']), practices: listOf('practices', ['drift', 'drift']), own: listOf('own') }

function automatic(outcomes: Partial<Record<CriterionId, Outcome>> = {}): AssessmentRecord {
  const criteria = IDS.map((id) => criterion(id, { outcome: outcomes[id] ?? 'missing' }))
  const byId = new Map(criteria.map((one) => [one.id, one]))
  const items = itemsOf(CHECKLISTS.checklist, byId)
  return recordOf(criteria, items, { practices: itemsOf(CHECKLISTS.practices, byId), grade: gradeOf(items, byId) })
}

const decided = (record: AssessmentRecord, decisions: readonly Decision[]): AssessmentRecord => withDecisions(record, CHECKLISTS, decisions, 'members', 'default-branch')
const item = (record: AssessmentRecord, id: string) => [...record.items, ...record.practices].find((one) => one.id === id)

describe('an item that is set', () => {
  const record = decided(automatic({ health: 'partial' }), [set('a', itemSubject('health'), 'verified', { automatic: 'partial' })])
  it('has the outcome that was set, with what the App says beside it', () => {
    expect(item(record, 'health')).toMatchObject({ outcome: 'verified', basis: 'decided', decided: { by: 'kim', at: '2026-11-02T12:00:00.000Z', reason: 'seen in the lab', automatic: 'partial', disagrees: false } })
    expect(record.criteria.find(({ id }) => id === 'health')).toMatchObject({ outcome: 'partial', basis: 'observed' })
  })
  it('earns what the checklist gives for its outcome on an instructor\'s word', () => { expect(item(record, 'health')).toMatchObject({ credit: 2.4, of: 3 }) })
  it('is no longer provisional', () => {
    const unseen = automatic({ lint: 'verified', types: 'verified', alerts: 'verified', health: 'unknown' })
    expect([unseen.grade.provisional, decided(unseen, [set('a', itemSubject('health'), 'missing')]).grade]).toEqual([true, { credit: 7, of: 10, percent: 70, provisional: false }])
  })
  it('may be a practice beside the checklist', () => { expect(item(decided(automatic(), [set('a', itemSubject('drift'), 'present')]), 'drift')).toMatchObject({ outcome: 'present', basis: 'decided' }) })
})

describe('an item that is set to a share of its credit', () => {
  const shown = (share: number, shownTo: 'members' | 'everybody' = 'members') => item(withDecisions(automatic({ health: 'missing' }), CHECKLISTS, [set('a', itemSubject('health'), share === 1 ? 'verified' : 'partial', { automatic: 'missing', share })], shownTo, 'default-branch'), 'health')
  it('earns that of its weight, whatever the checklist gives for its outcome', () => {
    expect(shown(0.8)).toMatchObject({ outcome: 'partial', basis: 'decided', credit: 2.4, of: 3, decided: { share: 0.8, automatic: 'missing', disagrees: false } })
    expect(shown(1)).toMatchObject({ outcome: 'verified', credit: 3, of: 3 })
  })
  it('is told everybody by its outcome alone', () => {
    const decision = shown(0.8, 'everybody')?.decided
    expect([shown(0.8, 'everybody')?.outcome, decision?.by, decision?.share]).toEqual(['partial', 'kim', undefined])
  })
  it('says so when the App comes to any other verdict than then, its own "partial", too; of all or nothing it does so where that is not what was decided', () => {
    const disagrees = (then: Outcome, share: number, now: Outcome) => item(decided(automatic({ health: now }), [set('a', itemSubject('health'), share === 1 ? 'verified' : share === 0 ? 'missing' : 'partial', { automatic: then, share })]), 'health')?.decided?.disagrees
    const ladder = ['missing', 'partial', 'verified', 'unknown'] as const
    expect(ladder.map((now) => disagrees('missing', 0.8, now))).toEqual([false, true, true, false])
    expect(ladder.map((now) => disagrees('partial', 0.8, now))).toEqual([true, false, true, false])
    expect(ladder.map((now) => disagrees('partial', 1, now))).toEqual([true, false, false, false])
    expect(ladder.map((now) => disagrees('partial', 0, now))).toEqual([false, false, true, false])
  })
  it('is what the App says of it again once it is cleared', () => {
    expect(decided(automatic(), [set('a', itemSubject('health'), 'partial', { share: 0.8 }), rule('clear', 'b', itemSubject('health'), NOON + 1)])).toEqual(automatic())
  })
})

describe('an item that people grade', () => {
  const LEVELS = [{ title: 'Not yet', credit: 0 }, { title: 'With gaps', credit: 0.5 }, { title: 'Clear', credit: 1 }]
  const listed = (levels: typeof LEVELS): Checklists => {
    const talk = { id: 'talk', title: 'The design was presented', group: 'Talk', required: true, weight: 10, lesson: '', criteria: [{ id: 'item:talk', weight: 1, required: true, requires: [] }] } as const
    return { ...CHECKLISTS, checklist: { ...CHECKLISTS.checklist, items: [...CHECKLISTS.checklist.items, talk], declared: [{ kind: 'manual', id: 'item:talk', title: talk.title, lesson: '', levels, lookedFor: null }] } }
  }
  const judged = (): AssessmentRecord => {
    const criteria = [...automatic({ lint: 'verified', types: 'verified', health: 'verified', alerts: 'verified' }).criteria, criterion('item:talk', { standing: 'unknown', outcome: 'unknown', proof: 'decision', found: 'Not graded yet.', next: '' })]
    const byId = new Map(criteria.map((one) => [one.id, one]))
    const items = itemsOf(listed(LEVELS).checklist, byId)
    return recordOf(criteria, items, { grade: gradeOf(items, byId) })
  }
  const graded = (level: string | null, levels = LEVELS): AssessmentRecord => withDecisions(judged(), listed(levels), level === null ? [] : [set('a', itemSubject('talk'), 'partial', { automatic: 'unknown', share: 0.5, level })], 'members', 'default-branch')
  it('weighs nothing until then, and the grade may still change', () => { expect(graded(null).grade).toEqual({ credit: 10, of: 10, percent: 100, provisional: true }) })
  it('has its level, what that is worth, and the same at its criterion, which waits no longer', () => {
    const record = graded('With gaps')
    expect([item(record, 'talk'), record.grade]).toMatchObject([{ outcome: 'partial', basis: 'decided', credit: 5, of: 10, decided: { level: 'With gaps', share: 0.5, by: 'kim', reason: 'seen in the lab' } }, { credit: 15, of: 20, provisional: false }])
    expect(record.criteria.find(({ id }) => id === 'item:talk')).toMatchObject({ outcome: 'partial', basis: 'decided', found: 'The staff of the course graded it: With gaps.' })
  })
  it('is worth what its checklist says of the level, and what it was worth where the checklist no longer has it', () => {
    expect([graded('With gaps', [{ title: 'Not yet', credit: 0 }, { title: 'With gaps', credit: 0.7 }, { title: 'Clear', credit: 1 }]), graded('With gaps', [{ title: 'Not yet', credit: 0 }, { title: 'Clear', credit: 1 }])].map((record) => item(record, 'talk')?.credit)).toEqual([7, 5])
  })
})

describe('a criterion that is set', () => {
  const record = decided(automatic({ types: 'verified' }), [set('a', { kind: 'criterion', id: 'lint' }, 'verified')])
  it('counts so in each of its items, with the decision as its evidence', () => {
    expect(record.items.map(({ id, outcome, basis }) => [id, outcome, basis]).slice(0, 2)).toEqual([['lint', 'verified', 'decided'], ['code', 'verified', 'observed']])
    expect(record.criteria[0]).toMatchObject({ outcome: 'verified', basis: 'decided', next: '', evidence: [{ kind: 'decision', login: 'kim', reason: 'seen in the lab' }], decided: { automatic: 'missing' } })
  })
  it('says less than a decision on the whole item', () => {
    expect(item(decided(automatic(), [set('a', { kind: 'criterion', id: 'lint' }, 'verified'), set('b', itemSubject('lint'), 'partial')]), 'lint')).toMatchObject({ outcome: 'partial', decided: { automatic: 'missing' } })
  })
})

describe('what is excused', () => {
  it('leaves the denominator as an item, and keeps what the App says of it', () => {
    const record = decided(automatic({ lint: 'verified', types: 'verified', health: 'verified' }), [rule('excuse', 'a', itemSubject('alerts'))])
    expect([item(record, 'alerts'), record.grade]).toMatchObject([{ outcome: 'missing', excused: 'ill in week 7', credit: 0, of: 0 }, { credit: 6, of: 6, percent: 100 }])
  })
  it('leaves it as a criterion, and its item goes by the others', () => {
    const record = decided(automatic({ types: 'verified' }), [rule('excuse', 'a', { kind: 'criterion', id: 'lint' })])
    expect([item(record, 'code'), item(record, 'lint')]).toMatchObject([{ outcome: 'verified', credit: 1, of: 1 }, { outcome: 'missing', of: 0 }])
  })
  it('makes no grade provisional', () => { expect(decided(automatic({ alerts: 'unknown' }), [rule('excuse', 'a', itemSubject('alerts'))]).grade.provisional).toBe(false) })
})

it('everybody is told the outcome that was set, and neither a reason nor that something is excused', () => {
  const record = withDecisions(automatic(), CHECKLISTS, [set('a', itemSubject('health'), 'present'), set('b', { kind: 'criterion', id: 'lint' }, 'present'), rule('excuse', 'c', itemSubject('alerts')), rule('excuse', 'd', { kind: 'criterion', id: 'types' })], 'everybody', 'default-branch')
  expect(item(record, 'health')).toMatchObject({ outcome: 'present', decided: { reason: null } })
  expect(item(record, 'alerts')).toEqual(item(automatic(), 'alerts'))
  expect(JSON.stringify(record)).not.toMatch(/ill in week 7|seen in the lab/)
})

it('everybody is told on what was set before an excuse, until it is taken back', () => {
  const shown = (...decisions: readonly Decision[]): string | undefined => item(withDecisions(automatic(), CHECKLISTS, decisions, 'everybody', 'default-branch'), 'health')?.outcome
  const [before, excuse, clear] = [set('a', itemSubject('health'), 'present'), rule('excuse', 'b', itemSubject('health'), NOON + 1), rule('clear', 'c', itemSubject('health'), NOON + 2)]
  expect([shown(before, excuse), shown(before, excuse, clear), shown(excuse, clear)]).toEqual(['present', 'missing', 'missing'])
  expect(shownDecisions([clear, excuse, before], 'everybody')).toEqual([clear, before])
  expect(shownDecisions([excuse, clear], 'everybody')).toEqual([])
})

it.each<[string, Outcome, Outcome, string | null, boolean]>([
  ['is no longer the same, it disagrees', 'verified', 'partial', 'missing', true],
  ['is the same as then, it does not', 'missing', 'partial', 'missing', false],
  ['has come to be as it was decided, it does not', 'partial', 'partial', 'missing', false],
  ['could not be seen, it does not', 'unknown', 'partial', 'missing', false],
  ['was not written down then, it does not', 'verified', 'partial', null, false],
])('where what the App says %s', (_says, now, outcome, then, disagrees) => {
  expect(item(decided(automatic({ health: now }), [set('a', itemSubject('health'), outcome, { automatic: then })]), 'health')?.decided?.disagrees).toBe(disagrees)
})

it('what was decided on a pull request is compared with what the App said on the default branch then, and with nothing on another branch', () => {
  const onPull = set('a', itemSubject('health'), 'verified', { automatic: 'partial', onDefault: 'missing' })
  const disagrees = (now: Outcome, decision: Decision, line: 'default-branch' | 'other'): boolean | undefined => item(withDecisions(automatic({ health: now }), CHECKLISTS, [decision], 'members', line), 'health')?.decided?.disagrees
  expect((['missing', 'partial', 'failing'] as const).map((now) => disagrees(now, onPull, 'default-branch'))).toEqual([false, false, true])
  expect((['missing', 'partial', 'failing'] as const).map((now) => disagrees(now, onPull, 'other'))).toEqual([false, false, false])
  expect(disagrees('failing', set('a', itemSubject('health'), 'verified', { automatic: 'partial', onDefault: null }), 'default-branch')).toBe(false)
})

it('of one second, the later comment holds, whatever the letters of its number, and then the later line; ids of another kind stand before them', () => {
  const ids = ['comment-9:0', 'comment-10:1', 'comment-10:0', 'b', 'comment-1000:0', 'a', 'comment-2z']
  expect(ids.map((id) => set(id, itemSubject('health'), 'partial')).toSorted(saidOrder).map(({ id }) => id)).toEqual(['a', 'b', 'comment-2z', 'comment-9:0', 'comment-10:0', 'comment-10:1', 'comment-1000:0'])
})

it('the newest of a subject holds, by time and then by id', () => {
  const [early, late] = [set('b', itemSubject('health'), 'partial'), set('a', itemSubject('health'), 'verified', { at: NOON + 1 })]
  expect([newestOf([late, early], itemSubject('health')), newestOf([early, set('c', itemSubject('health'), 'missing')], itemSubject('health'))?.id, newestOf([early], itemSubject('lint'))]).toEqual([late, 'c', null])
  expect(newestOf([early, rule('clear', 'z', itemSubject('health'), NOON + 2), late], itemSubject('health'))).toBeNull()
  expect(newestOf([early, rule('excuse', 'z', itemSubject('health'), NOON + 2)], itemSubject('health'))).toMatchObject({ kind: 'excuse' })
})

it('a repository is paused until it is resumed', () => {
  expect([pausedBy([]), pausedBy([stop('resume', 'b', NOON + 1), stop('pause', 'a')]), pausedBy([stop('pause', 'c', NOON + 2), stop('resume', 'b', NOON + 1)])?.id]).toEqual([null, null, 'c'])
})

const outcomes = fc.record({ lint: fc.constantFrom(...LADDER), types: fc.constantFrom(...LADDER, 'unknown' as const), health: fc.constantFrom(...LADDER), alerts: fc.constantFrom(...LADDER), drift: fc.constantFrom(...LADDER) })
const subject = fc.oneof(fc.constantFrom('lint', 'code', 'health', 'alerts', 'drift', 'elsewhere').map(itemSubject), fc.constantFrom(...IDS).map((id) => ({ kind: 'criterion', id }) as const))
const share = fc.option(fc.integer({ min: 0, max: 10_000 }).map((part) => part / 10_000))
const decision = fc.record({ kind: fc.constantFrom('set', 'set', 'clear', 'excuse'), subject, outcome: fc.constantFrom(...LADDER), share, at: fc.integer({ min: NOON, max: NOON + 3 }) })
const decisions = fc.array(decision, { maxLength: 12 }).map((list) => list.map(({ kind, subject: of, outcome, share: part, at }, index): Decision => kind === 'set' ? set(`d${index}`, of, outcome, { at, ...part === null || of.kind !== 'item' ? {} : { share: part } }) : rule(kind === 'clear' ? 'clear' : 'excuse', `d${index}`, of, at)))

it('the order in which decisions come does not matter', () => {
  fc.assert(fc.property(outcomes, decisions, fc.array(fc.nat(), { minLength: 12, maxLength: 12 }), (given, list, numbers) => {
    const shuffled = list.map((one, index) => ({ one, by: numbers[index] ?? 0 })).toSorted((left, right) => left.by - right.by).map(({ one }) => one)
    expect(decided(automatic(given), shuffled)).toEqual(decided(automatic(given), list))
  }))
})

it('clearing all that was decided gives back the automatic record', () => {
  fc.assert(fc.property(outcomes, decisions, (given, list) => {
    const cleared = list.flatMap((one, index) => ('subject' in one ? [rule('clear', `z${index}`, one.subject, NOON + 9)] : []))
    expect(decided(automatic(given), [...list, ...cleared])).toEqual(automatic(given))
  }))
})

it('the parts of a grade add up to it', () => {
  fc.assert(fc.property(outcomes, decisions, (given, list) => {
    const { items, grade } = decided(automatic(given), list)
    expect([grade.credit, grade.of]).toEqual([items.reduce((sum, { credit }) => sum + credit, 0), items.reduce((sum, { of }) => sum + of, 0)].map((sum) => Math.round(sum * 10_000) / 10_000))
    expect(items.every(({ credit, of }) => credit >= 0 && credit <= of)).toBe(true)
  }))
})

it('raising what was set never lowers a grade', () => {
  fc.assert(fc.property(outcomes, decisions, fc.nat(), (given, list, which) => {
    const raised = list.map((one, index) => one.kind !== 'set' || index !== which % Math.max(1, list.length) ? one : { ...one, outcome: LADDER[LADDER.indexOf(one.outcome as Outcome) + 1] ?? 'verified' })
    expect(decided(automatic(given), raised).grade.percent).toBeGreaterThanOrEqual(decided(automatic(given), list).grade.percent)
  }))
})

it('more of a share never earns less, to the last hundredth of a point', () => {
  const pointsBy = (given: Parameters<typeof automatic>[0], list: readonly Decision[], part: number): readonly number[] =>
    pointsOf(decided(automatic(given), [...list, set('z', itemSubject('health'), 'partial', { at: NOON + 9, share: part })]).items, 100).map(({ points }) => points)
  fc.assert(fc.property(outcomes, decisions, fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }), (given, list, one, other) => {
    const [less, more] = [pointsBy(given, list, Math.min(one, other) / 10_000), pointsBy(given, list, Math.max(one, other) / 10_000)]
    expect(more.every((points, at) => points >= (less[at] ?? 0))).toBe(true)
    expect(sumOfPoints(more)).toBeGreaterThanOrEqual(sumOfPoints(less))
  }))
})
