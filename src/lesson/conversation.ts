import type { AnswerReading } from '../model/answer.ts'
import type { Conversation, ToldAnswer } from '../model/conversation.ts'
import type { AnswerStatement } from '../model/decision.ts'

/** What was said in answer to the capstone's questions, from the answers as they read now, in the order in which they were written. Of what is off topic nothing is kept. */
export function conversationOf(answers: readonly AnswerStatement[]): Conversation {
  const sentences = answers.flatMap((answer) => answer.parts.flatMap(({ question, reading }) => question === 'A' && reading.onTopic ? [toldAnswer(answer, reading)] : []))
  const said = new Map<string, ToldAnswer>()
  for (const answer of answers) {
    for (const { question, reading } of answer.parts) {
      if (question === 'A') continue
      for (const { id } of reading.covers) if (!said.has(id)) said.set(id, toldAnswer(answer, reading))
    }
  }
  return { first: sentences[0] ?? null, latest: sentences.at(-1) ?? null, said }
}

function toldAnswer({ said, by, at, text }: AnswerStatement, { covers, misconceptions }: AnswerReading): ToldAnswer {
  return { commentId: said?.commentId ?? 0, number: said?.number ?? 0, login: by.login, at, text, covers, misconceptions }
}
