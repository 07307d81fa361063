import type { Sentence, Word } from '../../parse/language/sentence.ts'
import { writtenOut } from '../../parse/language/sentences.ts'
import { folded } from '../../parse/language/word-forms.ts'
import { slipsOf } from './slips.ts'

/** Where an entry of a term stands in a sentence: the first word and the one behind the last; `denied` where something else in the sentence denies it, `denies` where it begins with a word that denies. */
export type Span = { readonly from: number; readonly to: number; readonly denied: boolean; readonly denies: boolean }

/** Every term that stands in a sentence, by its number, with its places in their order. */
export type Found = ReadonlyMap<number, readonly Span[]>

type Entry = { readonly words: readonly string[]; readonly isPrefix: boolean; readonly terms: Set<number> }

/** The words of all terms, to find them in a sentence in one pass. */
export type Vocabulary = { readonly termOf: (any: readonly string[]) => number; readonly find: (sentence: Sentence) => Found }

/** Words that may stand inside an entry of several: `out of the door` is `out of door`. */
const ARTICLES = new Set(['a', 'an', 'the', 'my', 'our', 'your', 'his', 'their', 'its'])
const SHORTEST_PREFIX = 2
/** Nobody says a word more often in one sentence. */
const MOST_PLACES = 40

/** A vocabulary over groups of words, without the words of set phrases that mean something else (`idioms`: `container ship` is nothing that ships); a term is a list of entries (`ship`, `roll_out`, `producc*`, `<group>`), numbered as it is asked for. */
export function vocabularyOf(groups: ReadonlyMap<string, readonly string[]>, idioms: readonly string[] = []): Vocabulary {
  const byFirst = new Map<string, Entry[]>()
  const byPrefix = new Map<string, Entry[]>()
  const entries = new Map<string, Entry>()
  const terms = new Map<string, number>()
  let slips: ((word: string) => string | null) | null = null

  const read = new Map<string, Entry>()
  // Groups stand in many terms: an entry is taken apart once.
  const entryOf = (text: string): Entry => {
    const entry = read.get(text) ?? entryFrom(text)
    read.set(text, entry)
    return entry
  }
  const entryFrom = (text: string): Entry => {
    const isPrefix = text.endsWith('*')
    const words = folded(text.replace(/\*$/, '')).split(/[^\p{L}\p{N}→=]+/u).filter((word) => word !== '').flatMap((word) => (isPrefix ? [word] : writtenOut(word)))
    const key = `${words.join(' ')}${isPrefix ? '*' : ''}`
    const known = entries.get(key)
    if (known !== undefined) return known
    const entry = { words, isPrefix, terms: new Set<number>() }
    entries.set(key, entry)
    const [first = ''] = words
    const index = isPrefix && words.length === 1 ? byPrefix : byFirst
    index.set(first, [...index.get(first) ?? [], entry])
    return entry
  }
  const flat = (any: readonly string[], depth = 0): readonly string[] => any.flatMap((one) => {
    const group = /^<(.*)>$/.exec(one)?.[1]
    return group === undefined ? [one] : depth > 8 ? [] : flat(groups.get(group) ?? [], depth + 1)
  })

  const termOf = (any: readonly string[]): number => {
    const key = any.join('|')
    const known = terms.get(key)
    if (known !== undefined) return known
    const number = terms.size
    terms.set(key, number)
    for (const text of flat(any)) entryOf(text).terms.add(number)
    slips = null
    return number
  }
  const idiom = termOf(idioms)

  return {
    termOf,
    find(sentence) {
      slips ??= slipsOf([...entries.values()].filter(({ words, isPrefix }) => words.length === 1 && !isPrefix).map(({ words }) => words[0] ?? ''))
      const words = sentence.words.map((word) => corrected(word))
      const found = new Map<number, Span[]>()
      words.forEach((word, from) => {
        for (const entry of new Set(candidates(word.forms))) {
          const to = endOf(entry, words, from, sentence.text)
          if (to < 0) continue
          const own = words.slice(from, to)
          const span = { from, to, denied: own.some(({ negated }) => negated) && !own.some(({ negates }) => negates), denies: own[0]?.negates === true }
          for (const term of entry.terms) {
            const spans = found.get(term)
            if (spans === undefined) found.set(term, [span])
            else if (spans.length < MOST_PLACES) spans.push(span)
          }
        }
      })
      return withoutIdioms(found)
    },
  }

  function withoutIdioms(found: ReadonlyMap<number, readonly Span[]>): Found {
    const taken = found.get(idiom)
    if (taken === undefined) return found
    const left = [...found].map(([term, spans]) => [term, spans.filter(({ from, to }) => !taken.some((one) => from >= one.from && to <= one.to && to - from < one.to - one.from))] as const)
    return new Map(left.filter(([, spans]) => spans.length > 0))
  }

  function candidates(forms: readonly string[]): readonly Entry[] {
    const [written = ''] = forms
    const found = forms.flatMap((form) => byFirst.get(form) ?? [])
    for (let length = SHORTEST_PREFIX; length <= Math.min(written.length, 20); length += 1) found.push(...byPrefix.get(written.slice(0, length)) ?? [])
    return found
  }

  function corrected(word: Word): Word {
    const [written = ''] = word.forms
    if (candidates(word.forms).length > 0) return word
    const meant = word.forms.map((form) => slips?.(form) ?? null).find((form) => form !== null)
    return meant === undefined || meant === null ? word : { ...word, forms: [written, meant] }
  }
}

const PARTS = /[:;!?]/

/** The word behind an entry that begins at `from`; -1 where it does not stand there. */
function endOf(entry: Entry, words: readonly Word[], from: number, text: string): number {
  let at = from
  for (const [number, asked] of entry.words.entries()) {
    if (number > 0 && !isWord(words[at], asked, entry, number) && words[at]?.forms.some((form) => ARTICLES.has(form)) === true) at += 1
    // A colon parts what stands next to each other: `cloud run: it is` has no `run it`.
    if (!isWord(words[at], asked, entry, number) || (number > 0 && PARTS.test(text.slice(words[at - 1]?.end, words[at]?.start)))) return -1
    at += 1
  }
  return at
}

function isWord(word: Word | undefined, asked: string, { words, isPrefix }: Entry, number: number): boolean {
  if (word === undefined) return false
  return isPrefix && number === words.length - 1 ? (word.forms[0] ?? '').startsWith(asked) : word.forms.includes(asked)
}
