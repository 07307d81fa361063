import { loadAnswers } from '../../src/command-line/answers.ts'
import type { AnswerBook } from '../../src/lesson/answers/book.ts'

/** The book that comes with the package; throws with every mistake in its files. */
export function answerBook(): AnswerBook {
  const loaded = loadAnswers()
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'))
  return loaded.book
}
