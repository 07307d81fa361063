import { markNegated } from './negation.ts'
import { plainLines } from './plain-lines.ts'
import type { Sentence, Word } from './sentence.ts'
import { folded, wordForms } from './word-forms.ts'

/** A word; an abbreviation with its dots; a sign that stands for one; a mark that parts clauses. */
const PIECE = /(?<word>\bw\/o\b|[\p{L}\p{N}\p{M}]+)|(?<sign>=+>?|-+>|→|⇒|↔|≠|&|\+)|(?<mark>[,;:()|–—]|\s[-/]\s|[.!?…](?=\s))/gu
const ABBREVIATION = /(?:\b(?:e\.g|i\.e|etc|vs|ca|z\.b|bzw|nr|no|approx|dr|mr|mrs|prof|p|\d+))\.$/i
/** What begins a clause where no mark does. */
const TURNS = new Set(['but', 'while', 'whereas', 'although', 'though', 'aber', 'sondern', 'pero', 'sino', 'mais', 'ma', 'mas', 'ale'])
/** How people write what is written with an apostrophe. */
const SHORT: Readonly<Record<string, readonly string[]>> = {
  dont: ['do', 'not'], doesnt: ['do', 'not'], didnt: ['do', 'not'], isnt: ['be', 'not'], arent: ['be', 'not'], wasnt: ['be', 'not'], cant: ['can', 'not'], wont: ['will', 'not'], cannot: ['can', 'not'],
  shouldnt: ['should', 'not'], wouldnt: ['would', 'not'], havent: ['have', 'not'], hasnt: ['have', 'not'], its: ['it', 'be'], thats: ['that', 'be'], im: ['i', 'be'],
  u: ['you'], r: ['are'], ur: ['your'], bc: ['because'], ppl: ['people'], w: ['with'], wo: ['without'], 'w/o': ['without'], n: ['and'], smth: ['something'], sth: ['something'], pls: ['please'], btw: [],
}

/** A folded word, written out where people write it short: `dont` is `do not`. */
export function writtenOut(word: string): readonly string[] {
  return Object.hasOwn(SHORT, word) ? SHORT[word] ?? [] : [word]
}

/** The sentences of an answer, with those of its words that deny or are denied marked. Never throws; linear in what is read. */
export function sentencesOf(text: string): readonly Sentence[] {
  return plainLines(text).flatMap((line, at) => splitLine(line).map((sentence) => ({ text: sentence, line: at, words: wordsOf(sentence) })))
}

function splitLine(line: string): readonly string[] {
  const sentences: string[] = []
  let from = 0
  for (const { 0: mark, index } of line.matchAll(/[.!?…]{1,20}["'”’»)\]]{0,3}(?=\s|$)/g)) {
    const end = index + mark.length
    const goesOn = /^\s+\p{Ll}/u.test(line.slice(end, end + 8))
    if (mark === '.' ? goesOn || ABBREVIATION.test(line.slice(Math.max(from, index - 12), end)) : goesOn && /^(?:\.{2,}|…)$/.test(mark)) continue
    sentences.push(line.slice(from, end).trim())
    from = end
  }
  sentences.push(line.slice(from).trim())
  return sentences.filter((sentence) => /[\p{L}\p{N}]/u.test(sentence))
}

function wordsOf(sentence: string): readonly Word[] {
  const words: Omit<Word, 'negated' | 'negates'>[] = []
  let clause = 0
  for (const { 0: piece, index: start, groups } of sentence.matchAll(PIECE)) {
    const end = start + piece.length
    if (groups?.['mark'] !== undefined) { clause += 1; continue }
    if (groups?.['sign'] !== undefined) { words.push({ start, end, forms: [signOf(piece)], clause }); continue }
    const written = folded(piece)
    // `No. 8` is a number and denies nothing.
    const plain = written === 'no' && /^\.?\s{0,3}\d/.test(sentence.slice(end, end + 6)) ? 'number' : written
    if (TURNS.has(plain)) clause += 1
    const before = sentence[start - 1]
    const last = words.at(-1)
    if (last !== undefined && (before === '\'' || before === '’') && last.end === start - 1) {
      if (plain === 't') { words.splice(-1, 1, ...expanded(last)); words.push({ start, end, forms: ['not'], clause }); continue }
      if (['s', 're', 'm', 've', 'll', 'd'].includes(plain)) continue
    }
    for (const one of writtenOut(plain)) words.push({ start, end, forms: wordForms(one), clause })
  }
  return markNegated(words)
}

/** `can` of `can't`, `will` of `won't`, `do` of `don't`: the letter before the apostrophe is that of `not`. */
function expanded(word: Omit<Word, 'negated' | 'negates'>): readonly Omit<Word, 'negated' | 'negates'>[] {
  const [form = ''] = word.forms
  const base = form === 'won' ? 'will' : form === 'can' ? 'can' : form.endsWith('n') ? form.slice(0, -1) : form
  return base === '' ? [] : [{ ...word, forms: wordForms(base) }]
}

function signOf(sign: string): string {
  return sign.startsWith('=') && !sign.endsWith('>') ? '=' : sign === '&' || sign === '+' ? 'and' : sign === '≠' ? 'not' : '→'
}
