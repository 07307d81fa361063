import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { CountedJudgement, RejudgingTurn } from '../../src/model/counted.ts'
import type { Store } from '../../src/store/open-store.ts'
import { recordOf } from '../support/records.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const COMMIT = 'c'.repeat(40)
const SEEN = { runs: [], earlier: [], deployments: [], probes: [], waysBack: [], metricsBefore: null }
const audit = (id: string, action = 'rejudging.begun'): AuditEntry => ({ id, at: NOON, actor: null, action, subject: 'course mlops', says: '1 repository' })

function judgement(id: string, changes: Partial<CountedJudgement> = {}): CountedJudgement {
  return { id, courseId: 'mlops', repositoryId: CHURN, commit: COMMIT, until: NOON, rejudging: null, at: NOON, record: recordOf([], []), seen: SEEN, ...changes }
}

function turn(id: string, kind: RejudgingTurn['kind'], at = NOON): RejudgingTurn {
  return { id, rejudgingId: 'again', kind, at, by: { id: 9, login: 'ines' }, reason: 'the check was mended' }
}

/** What every `CountStore` keeps to. */
export function countsContract(open: () => Promise<Store>): void {
  it('keeps a judgement as it was first put there', async () => {
    const { counts } = await open()
    expect(await counts.add(judgement('a'))).toBe(true)
    expect(await counts.add(judgement('a', { at: NOON + 1, seen: null }))).toBe(false)
    expect(await counts.byId('a')).toEqual(judgement('a'))
    expect(await counts.byId('b')).toBeNull()
  })

  it('lists the judgements of a course or of one repository, the oldest first', async () => {
    const { counts } = await open()
    for (const one of [judgement('b', { at: NOON + 2, rejudging: 'again', seen: null }), judgement('a', { until: null }), judgement('r', { repositoryId: RIVER, at: NOON + 1 }), judgement('o', { courseId: 'other' })]) await counts.add(one)
    expect((await counts.headsOf('mlops')).map(({ id, until, rejudging }) => [id, until, rejudging])).toEqual([['a', null, null], ['r', NOON, null], ['b', NOON, 'again']])
    expect((await counts.headsOf('mlops', CHURN)).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(Object.keys((await counts.headsOf('other'))[0] ?? {})).not.toContain('record')
  })

  it('applies, undoes and applies again, each with its entry for the audit, and nothing twice', async () => {
    const { counts, journal } = await open()
    const state = async (): Promise<unknown> => (await counts.rejudgings('mlops')).map((one) => [one.id, one.state, one.turnedAt])
    expect(await counts.turn(turn('early', 'applied'), audit('early'))).toBe(false)
    expect(await counts.begin({ id: 'again', courseId: 'mlops', at: NOON, by: null, reason: 'r', repositories: [CHURN] }, audit('again'))).toBe(true)
    expect(await counts.begin({ id: 'again', courseId: 'mlops', at: NOON, by: null, reason: 'other', repositories: [] }, audit('again-2'))).toBe(false)
    expect(await state()).toEqual([['again', 'prepared', null]])
    expect(await counts.turn(turn('undo-nothing', 'undone'), audit('undo-nothing'))).toBe(false)
    for (const [id, kind, done] of [['one', 'applied', true], ['two', 'applied', false], ['three', 'undone', true], ['four', 'undone', false], ['five', 'applied', true]] as const) expect(await counts.turn(turn(id, kind, NOON + 5), audit(id))).toBe(done)
    expect(await state()).toEqual([['again', 'applied', NOON + 5]])
    expect((await journal.audit(9)).map(({ id }) => id).sort()).toEqual(['again', 'five', 'one', 'three'])
  })

  it('lets one of two turns at the same time through', async () => {
    const { counts } = await open()
    await counts.begin({ id: 'again', courseId: 'mlops', at: NOON, by: null, reason: '', repositories: [CHURN] }, audit('again'))
    const done = await Promise.all(['one', 'two', 'three'].map((id) => counts.turn(turn(id, 'applied'), audit(id))))
    expect(done.filter(Boolean)).toHaveLength(1)
  })

  it('lists the re-judgings of a course, the newest first', async () => {
    const { counts } = await open()
    for (const [id, at] of [['b', NOON], ['c', NOON + 1], ['a', NOON]] as const) await counts.begin({ id, courseId: 'mlops', at, by: { id: 9, login: 'ines' }, reason: 'r “ü”', repositories: [CHURN, RIVER] }, audit(id))
    expect((await counts.rejudgings('mlops')).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
    expect(await counts.rejudgings('other')).toEqual([])
  })
}
