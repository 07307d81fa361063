import { expect, it } from 'vitest'
import type { AuditEntry } from '../../src/flow/ports/store-ports.ts'
import type { Decision, Statement } from '../../src/model/decision.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, decision, NOON, RIVER, statement } from './samples.ts'

const audit = (id: string): AuditEntry => ({ id, at: NOON, actor: 9, action: 'decision.set', subject: 'item health', says: 'present' })

const WHERE = { courseId: 'mlops', repositoryId: CHURN, by: { id: 9, login: 'kim' }, at: NOON, said: null, reason: 'ill “\u0000🙂' }
const DECISIONS: readonly Decision[] = [
  decision('a'), { ...WHERE, id: 'b', kind: 'clear', subject: { kind: 'step', id: 'step-4.3' } }, { ...WHERE, id: 'c', kind: 'excuse', subject: { kind: 'item', id: 'alerts' } },
  { ...WHERE, id: 'd', kind: 'extend', until: NOON + 1 }, { ...WHERE, id: 'e', kind: 'close', dispute: 'x' }, { ...WHERE, id: 'f', kind: 'pause' }, { ...WHERE, id: 'g', kind: 'resume' },
  decision('h', { outcome: 'partial', share: 0.8 }), decision('i', { outcome: 'partial', share: 0.5, level: 'With gaps “\u0000🙂' }),
]
const SPOKEN = { courseId: 'mlops', repositoryId: CHURN, by: { id: 42, login: 'ana' }, at: NOON, said: { commentId: 5_000_000_001, number: 7 }, text: 'saw “\u0000🙂' }
const STATEMENTS: readonly Statement[] = [
  statement('a'), { ...SPOKEN, id: 'b', kind: 'done', step: 'step-4.3' }, { ...SPOKEN, id: 'c', kind: 'withdraw', dispute: 'a' }, { ...SPOKEN, id: 'd', kind: 'add' },
  { ...SPOKEN, id: 'e', kind: 'answer', components: ['dvc'], parts: [{ question: 'B', reading: { covers: [{ id: 'b-dvc-1', words: 'versions “\u0000🙂' }], misconceptions: [], onTopic: true } }] },
  { ...SPOKEN, id: 'f', kind: 'feedback', rating: 5 },
]

/** What every `DecisionStore` keeps to. */
export function decisionsContract(open: () => Promise<Store>): void {
  it('gives back what was decided and said, whatever it is', async () => {
    const { decisions } = await open()
    for (const one of DECISIONS) expect(await decisions.decide(one, audit(one.id))).toBe(true)
    for (const one of STATEMENTS) expect(await decisions.state(one)).toBe(true)
    expect(await decisions.decisionsOf('mlops', CHURN)).toEqual(DECISIONS)
    expect(await decisions.statementsOf('mlops', CHURN)).toEqual(STATEMENTS)
  })

  it('orders by time, then by id, and keeps courses and repositories apart', async () => {
    const { decisions } = await open()
    const changes = [['c', {}], ['b', { at: NOON + 1 }], ['a', {}], ['Z', {}], ['elsewhere', { repositoryId: RIVER }], ['other', { courseId: 'other' }]] as const
    for (const [id, change] of changes) {
      await decisions.decide(decision(id, change), audit(id))
      await decisions.state(statement(id, change))
    }
    expect((await decisions.decisionsOf('mlops', CHURN)).map(({ id }) => id)).toEqual(['Z', 'a', 'c', 'b'])
    expect((await decisions.statementsOf('mlops', CHURN)).map(({ id }) => id)).toEqual(['Z', 'a', 'c', 'b'])
  })

  it('finds what was said of a kind in a whole course', async () => {
    const { decisions } = await open()
    for (const one of [statement('b', { repositoryId: RIVER }), statement('a'), statement('c', { courseId: 'other' })]) await decisions.state(one)
    await decisions.state({ ...SPOKEN, id: 'd', kind: 'add' })
    expect(await decisions.statementsIn('mlops', ['dispute', 'feedback'])).toEqual([statement('a'), statement('b', { repositoryId: RIVER })])
    expect((await decisions.statementsIn('mlops', ['add'])).map(({ id }) => id)).toEqual(['d'])
  })

  it('keeps the first of each id, and audits a decision once', async () => {
    const { decisions, journal } = await open()
    expect([await decisions.decide(decision('a'), audit('first')), await decisions.decide(decision('a', { outcome: 'missing' }), audit('second'))]).toEqual([true, false])
    expect([await decisions.state(statement('a')), await decisions.state(statement('a', { text: 'other' }))]).toEqual([true, false])
    expect([await decisions.decisionsOf('mlops', CHURN), await decisions.statementsOf('mlops', CHURN)]).toEqual([[decision('a')], [statement('a')]])
    expect((await journal.audit(9)).map(({ id }) => id)).toEqual(['first'])
  })

  it('decides once where several do so at once', async () => {
    const { decisions, journal } = await open()
    const ends = await Promise.all(['w', 'x', 'y', 'z'].map((entry) => decisions.decide(decision('a'), audit(entry))))
    expect(ends.filter(Boolean)).toHaveLength(1)
    expect(await journal.audit(9)).toHaveLength(1)
  })
}
