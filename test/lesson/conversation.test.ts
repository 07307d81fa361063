import { expect, it } from 'vitest'
import { answersNow } from '../../src/grade/answers-now.ts'
import { conversationOf as conversationOfAnswers } from '../../src/lesson/conversation.ts'
import type { AnswerStatement, Statement } from '../../src/model/decision.ts'

const SPOKEN = { courseId: 'mlops', repositoryId: 42, by: { id: 5, login: 'ana' } } as const
const reading = (...ids: readonly string[]): AnswerStatement['parts'][number]['reading'] => ({ covers: ids.map((id) => ({ id, words: id })), misconceptions: [], onTopic: true })

/** What comment `commentId` says at a time. */
function answer(commentId: number, at: number, parts: AnswerStatement['parts'], text = `text of ${commentId} at ${at}`): AnswerStatement {
  return { ...SPOKEN, id: `answer-${commentId}@${at}`, at, said: { commentId, number: 1 }, kind: 'answer', text, components: [], parts }
}

const conversationOf = (statements: readonly Statement[]): ReturnType<typeof conversationOfAnswers> => conversationOfAnswers(answersNow(statements))
const OTHER: Statement = { ...SPOKEN, id: 'x', at: 0, said: { commentId: 1, number: 1 }, kind: 'add', text: 'an item' }

it('an empty conversation says nothing', () => {
  expect(conversationOf([OTHER])).toEqual({ first: null, latest: null, said: new Map() })
})
it('the first sentence stays the first, and the newest is the newest', () => {
  const { first, latest } = conversationOf([answer(1, 1, [{ question: 'B', reading: reading('b1') }]), answer(2, 2, [{ question: 'A', reading: reading('a1') }]), answer(3, 3, [{ question: 'A', reading: reading() }])])
  expect([first, latest]).toEqual([{ commentId: 2, number: 1, login: 'ana', at: 2, text: 'text of 2 at 2', covers: [{ id: 'a1', words: 'a1' }], misconceptions: [] }, expect.objectContaining({ commentId: 3, covers: [] })])
})
it('of each comment the newest reading counts, in the place of the comment', () => {
  const said = [answer(1, 1, [{ question: 'A', reading: reading('a1') }]), answer(2, 2, [{ question: 'A', reading: reading('a2') }]), answer(1, 9, [{ question: 'A', reading: reading('a3') }])]
  expect(answersNow(said).map(({ id }) => id)).toEqual(['answer-1@9', 'answer-2@2'])
  expect(conversationOf(said).first).toMatchObject({ commentId: 1, covers: [{ id: 'a3' }] })
  expect(conversationOf([...said, answer(1, 10, [])]).first).toMatchObject({ commentId: 2 })
})
it('an idea of the picture is of the comment that said it first', () => {
  const { said } = conversationOf([answer(1, 1, [{ question: 'B', reading: reading('b1') }, { question: 'C', reading: reading('c1') }]), answer(2, 2, [{ question: 'B', reading: reading('b1', 'b2') }])])
  expect([...said].map(([id, { commentId }]) => [id, commentId])).toEqual([['b1', 1], ['c1', 1], ['b2', 2]])
})
