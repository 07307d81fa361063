import type { ToldAnswer } from '../../model/conversation.ts'
import { cleanLine } from '../clean-text.ts'
import { code, sentence } from '../markdown-text.ts'

const LONGEST_QUOTE = 400

/** Words of a student on one line, cut and escaped: shown, and nothing else. */
export function quoted(text: string, longest = LONGEST_QUOTE): string {
  return sentence(cleanLine(text, longest))
}

/** Who said it, with a link to the comment where the repository's page is known. */
export function saidBy({ login, commentId, number }: Pick<ToldAnswer, 'login' | 'commentId' | 'number'>, url: string | null): string {
  const by = code(login)
  return url === null ? by : `${by} in [a comment](${url}/issues/${number}#issuecomment-${commentId})`
}

/** A list in words: `one`, `one and two`, `one, two and three`. */
export function inWords(items: readonly string[]): string {
  const [last = '', ...others] = items.toReversed()
  return others.length === 0 ? last : `${others.toReversed().join(', ')} and ${last}`
}
