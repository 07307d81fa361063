import type { AnswerReading, ExplainedId } from '../../model/answer.ts'
import type { Conversation } from '../../model/conversation.ts'
import type { AnswerPart, AnswerStatement } from '../../model/decision.ts'
import { sentencesOf } from '../../parse/language/sentences.ts'
import { tellLanguage } from '../../parse/language/tell-language.ts'
import type { AnswerBook } from './book.ts'
import { putsForward, readAnswer } from './read-answer.ts'
import { speaksOf } from './speaks-of.ts'

/** What was said before a comment: the conversation, and the answers that it is made of. */
export type SaidBefore = { readonly conversation: Conversation; readonly answers: readonly Pick<AnswerStatement, 'components' | 'parts'>[] }

/**
 * What a comment of a student comes to. `answer`: it is taken for an answer, to the question for one sentence or to the picture; nothing may be recognised in it.
 * `nudge`: it is on other matters, asks, reports, or says nothing. `people`: it is left to those who talk to each other. `silence`: an insult, or words for the reader of answers alone.
 */
export type CommentRead =
  | { readonly kind: 'answer'; readonly answered: 'sentence' | 'picture'; readonly parts: readonly AnswerPart[]; readonly components: readonly ExplainedId[]; readonly isEnglish: boolean }
  | { readonly kind: 'nudge' | 'people' | 'silence' }

/** Speaks of the thing that the first question is about by its name. */
const NAMED = /\bml[\s-]?ops\b/i
/** Somebody is spoken to, or quoted. */
const BETWEEN_PEOPLE = /(?:^|[\s(])@[a-z\d]|^ {0,3}>/im

/**
 * Reads a comment on the capstone issue that nobody was asked for by name. Until the question for one sentence has an answer a comment answers that, and what it explains of the picture
 * counts beside it; afterwards it answers the picture, and the first question again only where it names MLOps, or goes on right after an answer to it with an idea that was not said yet.
 * Where it names no component it is read on those that were spoken of last. Pure, bounded as `readAnswer` is, and never throws.
 */
export function readComment(text: string, { conversation, answers }: SaidBefore, book: AnswerBook): CommentRead {
  const spoken = speaksOf(text, book)
  if (spoken.kind === 'abuse' || spoken.kind === 'addressed') return { kind: 'silence' }
  const isBetweenPeople = BETWEEN_PEOPLE.test(text)
  if (spoken.kind !== 'words') return { kind: isBetweenPeople ? 'people' : 'nudge' }
  const { components } = spoken
  const isNamed = components.length > 0
  const sentence = readAnswer(text, { question: 'A', components: [] }, book)
  const picture = pictureParts(text, isNamed ? components : answers.findLast((one) => one.components.length > 0)?.components ?? [], isNamed, book)
  const isRecognised = picture.length > 0 || recognised(sentence)
  if (isBetweenPeople && !isRecognised) return { kind: 'people' }
  // `How do I monitor this?` and `The tests are fixed now` name things and explain none.
  if (!isRecognised && !putsForward(text)) return { kind: 'nudge' }
  const isSentence = conversation.first === null
    ? recognised(sentence) || (sentence.onTopic && picture.length === 0 && !isNamed)
    : isSaidAgain(text, sentence, picture.length > 0 || isNamed, { conversation, answers })
  if (!isSentence && picture.length === 0 && !isNamed) return { kind: sentence.onTopic ? 'people' : 'nudge' }
  return {
    kind: 'answer', answered: isSentence ? 'sentence' : 'picture', parts: [...isSentence ? [{ question: 'A' as const, reading: sentence }] : [], ...picture],
    // A sentence may have a word in it that is a component's name, too.
    components: isSentence && picture.length === 0 ? [] : components, isEnglish: tellLanguage(sentencesOf(text)) === 'en',
  }
}

/** What a comment says of components and of what joins them, where it says something; without names it is read on the one component that was spoken of last. */
function pictureParts(text: string, components: readonly ExplainedId[], areNamed: boolean, book: AnswerBook): readonly AnswerPart[] {
  const ofComponents = areNamed || components.length === 1 ? [{ question: 'B' as const, components: components.length === 1 ? components : [] }] : []
  const ofConnections = areNamed ? [{ question: 'C' as const, components: [] }] : []
  return [...ofComponents, ...ofConnections].map((asked): AnswerPart => ({ question: asked.question, reading: readAnswer(text, asked, book) })).filter(({ reading }) => recognised(reading))
}

function isSaidAgain(text: string, reading: AnswerReading, isOfPicture: boolean, { conversation, answers }: SaidBefore): boolean {
  if (!recognised(reading)) return false
  if (NAMED.test(text)) return true
  if (isOfPicture || answers.at(-1)?.parts.some(({ question }) => question === 'A') !== true) return false
  const known = new Set([...conversation.first?.covers ?? [], ...conversation.latest?.covers ?? []].map(({ id }) => id))
  return reading.covers.some(({ id }) => !known.has(id))
}

function recognised({ covers, misconceptions }: AnswerReading): boolean {
  return covers.length > 0 || misconceptions.length > 0
}
