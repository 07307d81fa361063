import type { AnswerStatement, Statement } from '../model/decision.ts'

/** What participants answered, of each comment as it was read last, in the order in which the comments were written. `statements` are in the order in which they were said. */
export function answersNow(statements: readonly Statement[]): readonly AnswerStatement[] {
  const now = new Map<number | string, AnswerStatement>()
  // A key that is set again keeps its place.
  for (const one of statements) if (one.kind === 'answer') now.set(one.said?.commentId ?? one.id, one)
  return [...now.values()]
}
