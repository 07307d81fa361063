import type { Granted } from './answer.ts'

/** One answer to a question of the capstone, as it was read: `text` is the student's own, 2,000 characters at most; `at` milliseconds since 1970. */
export type ToldAnswer = {
  readonly commentId: number
  /** The issue that the comment stands on. */
  readonly number: number
  readonly login: string
  readonly at: number
  readonly text: string
  readonly covers: readonly Granted[]
  readonly misconceptions: readonly Granted[]
}

/** What was said so far in answer to the capstone's questions. */
export type Conversation = {
  /** The first answer to the question for one sentence, and the newest one, where it was answered again; null while it was not. */
  readonly first: ToldAnswer | null
  readonly latest: ToldAnswer | null
  /** The ideas of components and connections that were said, by id, each with the comment that said it first. */
  readonly said: ReadonlyMap<string, Pick<ToldAnswer, 'commentId' | 'number' | 'login'>>
}
