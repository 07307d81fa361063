import fc from 'fast-check'
import { expect, it } from 'vitest'
import { disputesOf } from '../../src/grade/disputes.ts'
import type { Decision, DisputeState, Statement } from '../../src/model/decision.ts'
import { closed, DAY, dispute, itemSubject, NOON, rule, set, withdrawn } from '../support/decisions.ts'

const HEALTH = itemSubject('health')
const ONE = dispute('one', HEALTH)
const AGAIN = dispute('two', HEALTH, NOON + 3 * DAY, 'still')
const answer = (at: number): Decision => set(`set ${at}`, HEALTH, 'present', { at })

type Case = readonly [says: string, statements: readonly Statement[], decisions: readonly Decision[], after: number, expected: readonly (readonly [id: string, state: DisputeState, answer: string | null])[]]

const CASES: readonly Case[] = [
  ['that nobody answered yet is open', [ONE], [], 6 * DAY, [['one', 'open', null]]],
  ['that nobody answered by its day is escalated', [ONE], [], 7 * DAY, [['one', 'escalated', null]]],
  ['is answered by the next decision on its subject', [ONE], [answer(NOON + DAY)], 9 * DAY, [['one', 'answered', `set ${NOON + DAY}`]]],
  ['is answered late, too', [ONE], [answer(NOON + 8 * DAY)], 9 * DAY, [['one', 'answered', `set ${NOON + 8 * DAY}`]]],
  ['is answered by clearing and by excusing', [ONE, dispute('other', itemSubject('lint'))], [answer(NOON - 1), rule('clear', 'c', HEALTH, NOON + 1), rule('excuse', 'e', itemSubject('lint'), NOON + 1)], DAY, [['one', 'answered', 'c'], ['other', 'answered', 'e']]],
  ['is not answered by clearing where nothing was decided, nor by clearing it again', [ONE, dispute('other', itemSubject('lint'))], [rule('clear', 'c', HEALTH, NOON + 1), set('s', itemSubject('lint'), 'present', { at: NOON - 3 }), rule('clear', 'd', itemSubject('lint'), NOON - 2), rule('clear', 'e', itemSubject('lint'), NOON + 1)], DAY, [['one', 'open', null], ['other', 'open', null]]],
  ['is not answered by what was decided before it, nor by what was decided of something else', [ONE], [answer(NOON - 1), set('x', itemSubject('lint'), 'present', { at: NOON + 1 }), set('y', { kind: 'criterion', id: 'health' }, 'present', { at: NOON + 1 })], DAY, [['one', 'open', null]]],
  ['is closed by the staff, whatever was decided', [ONE], [answer(NOON + 1), closed('c', 'one', NOON + 2), answer(NOON + 3)], DAY, [['one', 'closed', `set ${NOON + 3}`]]],
  ['is closed by being taken back', [ONE, withdrawn('w', 'one', NOON + 1)], [], 9 * DAY, [['one', 'closed', null]]],
  ['that is said twice is one, and its day stays', [ONE, AGAIN], [], 7 * DAY, [['one', 'escalated', null]]],
  ['after an answer is a new one', [ONE, AGAIN], [answer(NOON + DAY)], 4 * DAY, [['one', 'answered', `set ${NOON + DAY}`], ['two', 'open', null]]],
  ['that began anew has its own answer', [ONE, AGAIN], [answer(NOON + DAY), answer(NOON + 4 * DAY)], 5 * DAY, [['one', 'answered', `set ${NOON + DAY}`], ['two', 'answered', `set ${NOON + 4 * DAY}`]]],
  ['of another subject is another one', [ONE, dispute('other', { kind: 'criterion', id: 'health' })], [], DAY, [['one', 'open', null], ['other', 'open', null]]],
]

it.each(CASES)('a dispute %s', (_says, statements, decisions, after, expected) => {
  expect(disputesOf(statements, decisions, NOON + after, { disputeDays: 7 }).map(({ id, state, answer: given }) => [id, state, given?.id ?? null])).toEqual(expected)
})

it('is to be answered within the days that the course sets', () => {
  expect(disputesOf([ONE], [], NOON + 3 * DAY, { disputeDays: 3 })).toMatchObject([{ state: 'escalated', due: NOON + 3 * DAY, text: 'it is in app.py' }])
})

it('stands alike in whatever order things came', () => {
  const said = [ONE, AGAIN, withdrawn('w', 'two', NOON + 5 * DAY), dispute('three', HEALTH, NOON + 6 * DAY)]
  const decided = [answer(NOON + DAY), closed('c', 'one', NOON + 2 * DAY), answer(NOON + 7 * DAY)]
  const expected = disputesOf(said, decided, NOON + 9 * DAY, { disputeDays: 7 })
  expect(expected.map(({ id }) => id)).toEqual(['one', 'two', 'three'])
  fc.assert(fc.property(fc.shuffledSubarray(said, { minLength: said.length }), fc.shuffledSubarray(decided, { minLength: decided.length }), (statements, decisions) => {
    expect(disputesOf(statements, decisions, NOON + 9 * DAY, { disputeDays: 7 })).toEqual(expected)
  }))
})
