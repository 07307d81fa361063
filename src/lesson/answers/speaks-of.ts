import type { ExplainedId } from '../../model/answer.ts'
import { unaddressed } from './addressed.ts'
import type { AnswerBook } from './book.ts'
import { isAbusive, isNoAnswer } from './other-matters.ts'

/** What a comment is: words on some components (in the order of the picture, none where none is named), words of another kind, nothing, an insult, or words for the reader of answers only. */
export type Spoken = { readonly kind: 'words'; readonly components: readonly ExplainedId[] } | { readonly kind: 'empty' | 'no-answer' | 'abuse' | 'addressed' }

/** Tells what a comment is that nobody asked for, and which components it names. Bounded as `readAnswer` is. */
export function speaksOf(text: string, book: AnswerBook): Spoken {
  const { sentences, left } = unaddressed(text)
  if (sentences.length === 0) return { kind: left ? 'addressed' : 'empty' }
  const { vocabulary, names } = book.chapters.B
  const found = sentences.map((sentence) => vocabulary.find(sentence))
  const components = [...names].flatMap(([id, term]) => (found.some((one) => one.has(term)) ? [id] : []))
  if (components.length === 0 && isAbusive(text)) return { kind: 'abuse' }
  return components.length === 0 && isNoAnswer(sentences) ? { kind: 'no-answer' } : { kind: 'words', components }
}
