import { EXPLAINED, type ExplainedId } from '../../model/answer.ts'
import type { Sentence } from '../../parse/language/sentence.ts'
import type { Heard } from './phrases.ts'

/** A piece of an answer and the components that it speaks of. */
export type Attributed = { readonly sentence: Sentence; readonly of: readonly ExplainedId[] }

/** Behind these a name is what the sentence is about: `DVC keeps …`, `- drift: …`, `And then Docker …`. */
const FIRST_WORDS = 3

/**
 * Splits an answer by the components it speaks of: each clause (and what follows an `and` with a name behind it) belongs to the one it begins with, else to the only one or the ones it names, else (behind a `when`) to that of the next, else to that of the clause before;
 * what comes before the first name belongs to all that were asked about (`asked`; empty: to none). `names` gives the term of each component's names.
 */
export function spokenOf(heard: readonly Heard[], asked: readonly ExplainedId[], names: ReadonlyMap<ExplainedId, number>): readonly Attributed[] {
  const among = asked.length > 0 ? asked : EXPLAINED
  let current: readonly ExplainedId[] = asked
  const pieces: { sentence: Sentence; from: number; to: number; of: readonly ExplainedId[] }[] = []
  for (const { sentence, found } of heard) {
    const mentions = among.flatMap((id) => (found.get(names.get(id) ?? -1) ?? []).map(({ from, to }) => ({ id, from, to }))).toSorted((one, other) => one.from - other.from || other.to - one.to)
    let from = 0
    while (from < sentence.words.length) {
      const clause = sentence.words[from]?.clause
      let to = from
      while (to < sentence.words.length && sentence.words[to]?.clause === clause && !(to - from > FIRST_WORDS && turnsTo(mentions, sentence, to))) to += 1
      const [start, end] = [from, to]
      const here = mentions.filter((mention) => mention.from >= start && mention.from < end)
      const leads = here.find((mention) => mention.from - start < FIRST_WORDS)
      const both = leads === undefined ? [] : here.filter((mention) => mention.from - leads.to <= 1 && mention.from >= leads.to)
      const of = leads !== undefined ? [leads.id, ...both.map(({ id }) => id)] : here.length > 0 && pieces.length === 0 ? here.map(({ id }) => id) : here.length === 1 && start === 0 ? here.map(({ id }) => id) : []
      const comes = sentence.words[start]?.forms.some((form) => IF.has(form)) === true ? mentions.find((mention) => mention.from >= end && mention.from - end < FIRST_WORDS) : undefined
      if (of.length > 0) current = [...new Set(of)]
      else if (comes !== undefined) current = [comes.id]
      const last = pieces.at(-1)
      if (last !== undefined && last.sentence === sentence && last.of === current) last.to = to
      else pieces.push({ sentence, from, to, of: current })
      from = to
    }
  }
  return pieces.map(({ sentence, from, to, of }) => ({ sentence: partOf(sentence, from, to), of }))
}

/** Whether another component takes the word behind an `and`: `DVC keeps the data and MLflow the runs`. */
function turnsTo(mentions: readonly { readonly from: number }[], { words }: Sentence, at: number): boolean {
  return words[at]?.forms.some((form) => AND.has(form)) === true && mentions.some(({ from }) => from === at + 1)
}

/** What follows belongs to the next clause: `When it is over the limit, the alert …`. */
const IF = new Set(['when', 'whenever', 'if', 'once', 'as', 'before', 'after', 'wenn', 'sobald', 'si', 'cuando', 'quand', 'se', 'quando', 'gdy', 'kiedy', 'jesli'])
const AND = new Set(['and', 'und', 'y', 'et', 'e', 'i'])

function partOf(sentence: Sentence, from: number, to: number): Sentence {
  if (from === 0 && to === sentence.words.length) return sentence
  const words = sentence.words.slice(from, to)
  const [start, end] = [words[0]?.start ?? 0, to === sentence.words.length ? sentence.text.length : sentence.words[to]?.start ?? sentence.text.length]
  return { text: sentence.text.slice(start, end).replace(/[\s,;:|–—-]+$/u, ''), line: sentence.line, words: words.map((word) => ({ ...word, start: word.start - start, end: word.end - start })) }
}
