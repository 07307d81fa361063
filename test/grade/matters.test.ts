import { describe, expect, it } from 'vitest'
import { mattersOf, wantedBy, wantsOf, type MattersInput } from '../../src/grade/matters.ts'
import type { Dispute, Statement } from '../../src/model/decision.ts'
import type { NoticeKind } from '../../src/model/notice.ts'
import { closed, itemSubject, NOON, set } from '../support/decisions.ts'
import { doneStep, stepRecord } from '../support/records.ts'

const asked = (at: number, isOn: boolean, ...about: readonly NoticeKind[]): Statement => ({ id: `n${at}`, courseId: 'mlops', repositoryId: 42, at, by: { id: 5, login: 'ana' }, said: null, kind: 'notify', isOn, about, text: '' })
const DISPUTE: Dispute = { id: 'd', subject: itemSubject('health'), by: { id: 5, login: 'ana' }, at: 1, due: NOON + 7, text: 'x', state: 'open', answer: null }
const keysOf = (input: Partial<MattersInput>): readonly string[] => mattersOf({ isPrivate: true, released: [], disputes: [], steps: [], ...input }).map(({ key }) => key)
const ANSWER = set('s', itemSubject('health'), 'verified')

describe('what people want to be told of', () => {
  it.each<[string, readonly Statement[], readonly (readonly [NoticeKind, number])[]]>([
    ['is nothing until they ask', [], []],
    ['is what they asked for, since they did', [asked(1, true, 'steps'), asked(2, true, 'steps', 'release')], [['steps', 1], ['release', 2]]],
    ['is no longer what they took back', [asked(1, true, 'steps', 'release'), asked(2, false, 'steps')], [['release', 1]]],
    ['begins anew where they ask again after that', [asked(1, true, 'steps'), asked(2, false, 'steps'), asked(3, true, 'steps')], [['steps', 3]]],
  ])('%s', (_, statements, expected) => {
    expect([...wantsOf(statements).get(5) ?? []]).toEqual(expected)
  })
  it('is told to those alone who asked before it came about', () => {
    const wants = wantsOf([asked(10, true, 'steps')])
    expect([9, 10].map((at) => wantedBy({ key: 's', at, kind: 'steps', step: 'step-1.1', title: '' }, wants))).toEqual([[], [5]])
    expect(wantedBy({ key: 'r', at: 11, kind: 'release' }, wants)).toEqual([])
  })
})

describe('what can be told of', () => {
  it.each<[string, Partial<MattersInput>, readonly string[]]>([
    ['a release, the newest that holds', { released: [1, 2].map((at) => ({ id: `w${at}`, courseId: 'mlops', scope: { kind: 'class' }, says: 'released', by: null, at, reason: '' })) }, ['release w2']],
    ['a dispute that was answered', { disputes: [{ ...DISPUTE, state: 'answered', answer: ANSWER }] }, ['dispute d answered']],
    ['one that the staff closed', { disputes: [{ ...DISPUTE, state: 'closed', answer: closed('c', 'd', NOON) }] }, ['dispute d closed']],
    ['one that nobody answered in time', { disputes: [{ ...DISPUTE, state: 'escalated' }] }, ['dispute d escalated']],
    ['not one that waits', { disputes: [DISPUTE] }, []],
    ['not one that was taken back', { disputes: [{ ...DISPUTE, state: 'closed' }] }, []],
    ['not one that its own writer answered', { disputes: [{ ...DISPUTE, by: ANSWER.by, state: 'answered', answer: ANSWER }] }, []],
    ['a step that is done', { steps: [doneStep('step-2.2')] }, ['step step-2.2']],
    ['not one that is held back, open or not to be seen', { steps: [{ ...doneStep('step-2.2'), state: 'held' }, stepRecord('step-2.3'), { ...doneStep('step-3.1'), state: 'unknown' }] }, []],
    ['not one that somebody attested', { steps: [{ ...doneStep('step-4.3'), basis: 'attested' }] }, []],
    ['in a public repository steps alone', { isPrivate: false, steps: [doneStep('step-2.2'), { ...doneStep('step-2.3'), basis: 'decided' }], disputes: [{ ...DISPUTE, state: 'answered', answer: ANSWER }], released: [{ id: 'w', courseId: 'mlops', scope: { kind: 'class' }, says: 'released', by: null, at: 1, reason: '' }] }, ['step step-2.2']],
  ])('is %s', (_, input, expected) => {
    expect(keysOf(input)).toEqual(expected)
  })
})
