import { EXPLAINED, type AnswerReading, type ExplainedId, type Granted, type QuestionId } from '../../model/answer.ts'
import type { Sentence } from '../../parse/language/sentence.ts'
import { isSmallWord } from '../../parse/language/tell-language.ts'
import { unaddressed } from './addressed.ts'
import type { AnswerBook, Chapter } from './book.ts'
import { asksForHelp, claimsOf, isAskedOnly, isNamedOnly } from './claims.ts'
import { isAdvertisement, isHeap, isPile, isStuffed } from './hollow.ts'
import { countsWords, isElsewhere, isPersonal } from './grounded.ts'
import { isNoAnswer } from './other-matters.ts'
import { namedIn, saidIn, type Heard } from './phrases.ts'
import { spokenOf } from './spoken-of.ts'

/** What an answer was asked about: the question, and for B the components (empty where none was named: then those count that it speaks of). */
export type Asked = { readonly question: QuestionId; readonly components: readonly ExplainedId[] }

const LONGEST_WORDS = 200
/** A sentence of so many words is taken for one on the subject, whatever it names. */
const LONG_ENOUGH = 6
/** By so many phrases more, an answer is on another component than the one that was asked about. */
const FAR_MORE = 2
/** In an answer that names nothing of the matter and tells of the writer, so many phrases say an idea. */
const PERSONAL = 2
/** A sentence of so many words tells a tale; an image is shorter. */
const TALE = 18
const LONGEST_ADDRESS = 300
const NOTHING: AnswerReading = { covers: [], misconceptions: [], onTopic: false }

/**
 * What an answer says, by the phrases of the book, each idea with the sentence that says it (200 characters at most). Reads 5,000 characters at most, in time that grows
 * with them; never throws for any text. What is addressed to the reader of it is left out.
 */
export function readAnswer(text: string, { question, components }: Asked, book: AnswerBook): AnswerReading {
  const chapter = isAddress(text) ? withoutPhrases(book.chapters[question]) : book.chapters[question]
  const { sentences: written } = unaddressed(text)
  const claims = claimsOf(written).filter((sentence) => question !== 'A' || !isNamedOnly(sentence))
  // Where nothing is put forward, the whole tells whether it is about the matter.
  const sentences = claims.length > 0 ? claims : written
  if (sentences.length === 0) return NOTHING
  const heard = heardOf(sentences, chapter)
  // Asked about one thing, people speak of it without naming it, and in images.
  const isAbout = !isNoAnswer(sentences) && (heard.some(({ found }) => found.has(chapter.subject)) || (sentences.some(({ words }) => words.length >= (components.length > 0 ? 2 : LONG_ENOUGH))))
  if (claims.length === 0 || (question === 'B' ? asksForHelp(sentences) : isAskedOnly(sentences)) || isHollow(heard, chapter)) return { ...NOTHING, onTopic: isAbout }
  const misconceptions = granted(chapter.misconceptions, heard, chapter)
  const left = (id: string): boolean => chapter.misconceptions.every(({ id: believed, leaves }) => leaves === null || leaves.includes(id) || !misconceptions.some((one) => one.id === believed))
  const covers = (question === 'B' ? readComponents(heard, components, chapter) : granted(chapter.ideas, heard, chapter)).filter(({ id }) => left(id))
  return { covers, misconceptions, onTopic: isAbout || covers.length > 0 || misconceptions.length > 0 }
}

/** One path, address or command line option is no sentence, whatever its parts are called. */
function isAddress(text: string): boolean {
  return text.length < LONGEST_ADDRESS && /^[^\s:/@=]+[:/@=]{1,3}[^\s]*[^\s.!?]$/.test(text.trim())
}

function withoutPhrases(chapter: Chapter): Chapter {
  return { ...chapter, ideas: chapter.ideas.map((idea) => ({ ...idea, phrases: [] })) }
}

/** Whether an answer is words and no sentence on the matter: a heap of them, an advertisement, ideas that are named and not told. */
function isHollow(heard: readonly Heard[], { catchwords, matter, ideas }: Chapter): boolean {
  const sentences = heard.map(({ sentence }) => sentence)
  const ads = heard.reduce((sum, { found }) => sum + (found.get(catchwords)?.length ?? 0), 0)
  return isPile(sentences) || isAdvertisement(sentences, ads) || (matter !== null && (isHeap(sentences) || isStuffed(sentences, namedIn(ideas.flatMap(({ phrases }) => phrases), heard))))
}

/** Whether something is put forward in an answer, be it recognised or not: no question, plan, wish, or report of one's own work alone. */
export function putsForward(text: string): boolean {
  const claims = claimsOf(unaddressed(text).sentences)
  return claims.length > 0 && !isAskedOnly(claims)
}

/** What stands in each sentence; in an answer that names nothing of the matter, one that tells of something else is not heard. Where no matter is given, everything is. */
function heardOf(sentences: readonly Sentence[], { vocabulary, matter }: Chapter): readonly Heard[] {
  const found = sentences.map((sentence) => vocabulary.find(sentence))
  const isNamed = matter === null || found.some((one) => one.has(matter))
  return sentences.map((sentence, at) => ({ sentence, found: isNamed || !isElsewhere(sentence) ? found[at] ?? new Map() : new Map(), countsWords: matter === null || countsWords(sentence), isNamed }))
}

function readComponents(heard: readonly Heard[], asked: readonly ExplainedId[], chapter: Chapter): readonly Granted[] {
  const [only, ...others] = asked
  if (only !== undefined && others.length === 0) {
    const most = Math.max(...EXPLAINED.filter((id) => id !== only).map((id) => saidOf(id, heard, chapter, true)))
    return most >= saidOf(only, heard, chapter, false) + FAR_MORE ? [] : granted(chapter.ideas.filter(({ about }) => about.includes(only)), heard, chapter)
  }
  const pieces = spokenOf(heard, asked, chapter.names).map(({ sentence, of }) => ({ of, heard: { sentence, found: chapter.vocabulary.find(sentence), countsWords: true, isNamed: true } }))
  return chapter.ideas.flatMap((idea) => granted([idea], pieces.filter(({ of }) => of.some((id) => idea.about.includes(id))).map((piece) => piece.heard), chapter))
}

/** How many phrases say the idea of a component that is said most; of another one than was asked about, those that nothing else in the answer speaks against. */
function saidOf(component: ExplainedId, heard: readonly Heard[], { ideas }: Chapter, isWeighed: boolean): number {
  return Math.max(0, ...ideas.filter(({ about }) => about.includes(component)).map(({ phrases }) => phrases.filter((phrase) => saidIn(phrase, heard, isWeighed) !== null).length))
}

function granted(ideas: Chapter['ideas'], all: readonly Heard[], chapter: Chapter): readonly Granted[] {
  return ideas.flatMap(({ id, phrases, against, alone }) => {
    const heard = all.filter((one) => !against.some((phrase) => saidIn(phrase, [one]) !== null))
    if (alone !== null && isAlone(alone, heard, chapter)) return [{ id, words: wordsOf(heard[0]?.sentence) }]
    let times = 0
    for (const phrase of phrases) {
      const said = saidIn(phrase, heard)
      if (said === null) continue
      times += 1
      if (times >= (all.some(({ sentence, isNamed }) => !isNamed && sentence.words.length >= TALE && isPersonal(sentence)) ? PERSONAL : 1)) return [{ id, words: wordsOf(said) }]
    }
    return []
  })
}

/** Whether the answer is that word and nothing else but what it is about: `Testing, for ML.` */
function isAlone(term: number, heard: readonly Heard[], { subject }: Chapter): boolean {
  const [first, ...others] = heard
  if (first === undefined || others.length > 0 || first.sentence.words.length > 6) return false
  const spans = (first.found.get(term) ?? []).filter(({ denied }) => !denied)
  const beside = first.found.get(subject) ?? []
  return spans.length > 0 && first.sentence.words.every(({ forms, negates }, at) => !negates && ([...spans, ...beside].some(({ from, to }) => at >= from && at < to) || isSmallWord(forms)))
}

function wordsOf(sentence: Sentence | undefined): string {
  const text = sentence?.text ?? ''
  return text.length > LONGEST_WORDS ? `${text.slice(0, LONGEST_WORDS - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}
