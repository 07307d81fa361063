import type { Sentence } from '../../parse/language/sentence.ts'
import { isSmallWord } from '../../parse/language/tell-language.ts'
import { isVerb } from './verbs.ts'

/** How many names in a row are a pile and no sentence. */
const PILE = 5
const CHUNKS = 4
/** A sentence of more words than these has a small one. */
const LONGEST_SENTENCE = 8
/** What is typed, and how many of it are a list of commands and tell nothing. */
const COMMAND = /^\W{0,3}(?:git|dvc|mlflow|docker|pytest|gcloud|kubectl|pip|python|make|prometheus|grafana|cloud run|ci|ruff)(?: [^\s]{1,20}){0,5}\W{0,3}$/i
const COMMANDS = { most: 5, share: 0.6 }
/** So many words in a row, and such a part of all, are a heap. */
const HEAP = { row: 7, share: 0.6 }
/** So many ideas named in one word each, and such a part of all that is said, are a list of words. */
const NAMED = { most: 6, share: 0.7 }
/** So many catchwords, and such a part of all that is said, are an advertisement. */
const CATCHWORDS = { most: 2, share: 0.28 }

/** Whether words are piled up or strung along arrows without anything said of them: none that hold a sentence together or deny, in many short pieces. */
export function isPile(sentences: readonly Sentence[]): boolean {
  const words = sentences.flatMap((sentence) => sentence.words)
  const said = words.filter(({ forms }) => !['→', '=', 'and'].includes(forms[0] ?? '') && /\p{L}/u.test(forms[0] ?? ''))
  const chunks = sentences.flatMap(({ text }) => text.split(/[,;:|/+&·•✅✔→⇒]|->|=>|\s-\s/u)).filter((chunk) => /\p{L}/u.test(chunk))
  const small = said.filter(({ forms }) => isSmallWord(forms.slice(0, 1))).length
  const commands = chunks.filter((chunk) => COMMAND.test(chunk)).length
  if (commands >= COMMANDS.most && commands / chunks.length >= COMMANDS.share) return true
  if (said.length > 1 && new Set(said.map(({ forms }) => forms[0])).size === 1) return true
  const perChunk = said.length / Math.max(1, chunks.length)
  if (said.length < CHUNKS || small > 0 && small / said.length > 0.07 || said.some(({ negates }) => negates)) return false
  return (chunks.length >= CHUNKS && perChunk <= 2.2) || (said.length >= PILE && chunks.length <= 1 && sentences.length === 1 && (said.length > LONGEST_SENTENCE || !said.some((word, at) => isVerb(word, said[at - 1]))))
}

/** Whether the most of an answer are words in a row that nothing holds together: `MLOps is deploying monitoring automation testing teamwork`. */
export function isHeap(sentences: readonly Sentence[]): boolean {
  const words = sentences.flatMap((sentence) => sentence.words)
  let [run, longest, before] = [0, 0, -1]
  for (const sentence of sentences) {
    for (const [at, word] of sentence.words.entries()) {
      const isApart = ['→', '=', 'and'].includes(word.forms[0] ?? '') || isSmallWord(word.forms.slice(0, 1)) || word.negates || isVerb(word, sentence.words[at - 1]) || word.clause !== before || at === 0
      run = isApart ? 0 : run + 1
      longest = Math.max(longest, run)
      before = word.clause
    }
  }
  return longest >= HEAP.row && longest / words.length >= HEAP.share
}

/** Whether an answer is made of catchwords, of which so many were found. */
export function isAdvertisement(sentences: readonly Sentence[], catchwords: number): boolean {
  const said = sentences.flatMap(({ words }) => words).filter(({ forms }) => !isSmallWord(forms)).length
  return catchwords >= CATCHWORDS.most && catchwords / Math.max(1, said) >= CATCHWORDS.share
}

/** Whether an answer is made of words that are an idea each, of which so many were found. */
export function isStuffed(sentences: readonly Sentence[], named: number): boolean {
  const said = sentences.flatMap(({ words }) => words).filter(({ forms }) => !isSmallWord(forms)).length
  return named >= NAMED.most && named / Math.max(1, said) >= NAMED.share
}
