import type { Sentence } from '../../parse/language/sentence.ts'
import { termsOf } from './notation.ts'
import type { Found, Span, Vocabulary } from './vocabulary.ts'

type CompiledTerm = { readonly term: number; readonly gap: number | null }
type CompiledScope = { readonly parts: readonly { readonly terms: readonly CompiledTerm[]; readonly atStart: boolean }[]; readonly without: readonly number[]; readonly beside: readonly number[] }

/** A phrase, ready to be looked for; `isWord` where it asks for one word and no more. */
export type Phrase = { readonly scopes: readonly CompiledScope[]; readonly isWord: boolean }

/** A sentence (or the part of one that speaks of one thing) and what stands in it; where `countsWords` is false, one word says nothing; `isNamed` where the answer has a word that is at home in the matter. */
export type Heard = { readonly sentence: Sentence; readonly found: Found; readonly countsWords: boolean; readonly isNamed: boolean }

/** Makes a phrase ready; a phrase that cannot be read is a bug here, the reader of the file has told of it. */
export function phraseOf(text: string, vocabulary: Vocabulary): Phrase {
  const read = termsOf(text)
  if (!read.ok) throw new Error(read.says)
  const scopes = read.scopes.map(({ parts, without, beside }) => ({
    parts: parts.map(({ terms, atStart }) => ({ atStart, terms: terms.map(({ any, gap }) => ({ term: vocabulary.termOf(any), gap })) })),
    without: without.map(({ any }) => vocabulary.termOf(any)),
    beside: beside.map(({ any }) => vocabulary.termOf(any)),
  }))
  return { scopes, isWord: read.scopes.flatMap(({ parts }) => parts).flatMap(({ terms }) => terms).length === 1 }
}

/** How many words of sentences are all that some phrase asks for. */
export function namedIn(phrases: readonly Phrase[], heard: readonly Heard[]): number {
  const terms = phrases.flatMap(({ scopes, isWord }) => (isWord ? scopes.flatMap(({ parts }) => parts.flatMap((part) => part.terms.map(({ term }) => term))) : []))
  return heard.reduce((sum, { found }) => sum + new Set(terms.flatMap((term) => (found.get(term) ?? []).map(({ from }) => from))).size, 0)
}

/** The sentence that says a phrase: the first of those that do, where several hold its parts; null where they do not say it. `isWeighed`: to tell what an answer is about, where words of other things count against it. */
export function saidIn(phrase: Phrase, heard: readonly Heard[], isWeighed = false): Sentence | null {
  let first: Sentence | null = null
  for (const scope of phrase.scopes) {
    const said = heard.find((one) => (one.countsWords || !phrase.isWord) && !(isWeighed && holds(scope.beside, one)) && isSaid(scope, one))
    if (said === undefined) return null
    first ??= said.sentence
  }
  return first
}

function isSaid({ parts, without }: CompiledScope, { sentence, found }: Heard): boolean {
  if (parts.some(({ terms }) => terms.some(({ term }) => !found.has(term)))) return false
  // What is denied itself keeps nothing out: `it versions the code, not the dataset`.
  if (holds(without, { found })) return false
  // A phrase that denies by a word of its own is heard as it is written.
  const denies = parts.some(({ terms }) => terms.some(({ term }) => found.get(term)?.some((span) => span.denies) === true))
  const words = parts.flatMap(({ terms: [term, ...others], atStart }) => (term === undefined || others.length > 0 ? [] : [(found.get(term.term) ?? []).filter((span) => (denies || !span.denied) && (!atStart || span.from <= FIRST))]))
  return areApart(words.map((spans) => spans.slice(0, ENOUGH)).toSorted((one, other) => one.length - other.length)) && parts.every(({ terms, atStart }) => {
    let ends: readonly Span[] = []
    for (const [at, { term, gap }] of terms.entries()) {
      const spans = (found.get(term) ?? []).filter((span) => denies || !span.denied)
      ends = at === 0 ? spans.filter(({ from }) => !atStart || from <= FIRST) : following(ends, spans, gap, sentence)
      if (ends.length === 0) return false
    }
    return true
  })
}

function holds(terms: readonly number[], { found }: Pick<Heard, 'found'>): boolean {
  return terms.some((term) => found.get(term)?.some((span) => !span.denied) === true)
}

/** So many places of a term decide whether it has one of its own. */
const ENOUGH = 8

/** Whether each of several terms has a place of its own: one word says one thing only. */
function areApart([first, ...others]: readonly (readonly Span[])[], taken: readonly Span[] = []): boolean {
  return first === undefined || first.some((span) => !taken.some(({ from, to }) => span.from < to && span.to > from) && areApart(others, [...taken, span]))
}

/** The sentence begins within its first words: `MLOps` of `To me MLOps`. */
const FIRST = 2

/** Of the places of a term, those behind one of the term before, near enough; both lists are in their order. */
function following(before: readonly Span[], spans: readonly Span[], gap: number | null, { words }: Sentence): readonly Span[] {
  return spans.filter(({ from }) => {
    let last = -1
    for (const { to, denies } of before) if (to <= from && to > last && (!denies || gap === null || words[to - 1]?.clause === words[from]?.clause)) last = to
    return last >= 0 && (gap === null || from - last <= gap)
  })
}
