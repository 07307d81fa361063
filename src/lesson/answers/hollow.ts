import type { Sentence } from '../../parse/language/sentence.ts'
import { isSmallWord } from '../../parse/language/tell-language.ts'

/** How many names in a row are a pile and no sentence. */
const PILE = 5
const CHUNKS = 4
/** Verbs of short sentences that need no small word: `drift detection reads prediction logs`. */
const VERBS = new Set('reads gets takes gives sends calls triggers starts stops feeds uses needs makes keeps becomes writes tells compares stores pins holds points brings launches executes receives serves restarts catches blocks reach reaches stay stays go goes come comes get bring ships delivers runs works watches'.split(' '))
/** So many catchwords, and such a part of all that is said, are an advertisement. */
const CATCHWORDS = { most: 2, share: 0.28 }

/** Whether words are piled up or strung along arrows without anything said of them: none that hold a sentence together or deny, in many short pieces. */
export function isPile(sentences: readonly Sentence[]): boolean {
  const words = sentences.flatMap((sentence) => sentence.words)
  const said = words.filter(({ forms }) => !['→', '=', 'and'].includes(forms[0] ?? '') && /\p{L}/u.test(forms[0] ?? ''))
  const chunks = sentences.flatMap(({ text }) => text.split(/[,;:|/+&·•✅✔→⇒]|->|=>|\s-\s/u)).filter((chunk) => /\p{L}/u.test(chunk))
  const small = said.filter(({ forms }) => isSmallWord(forms.slice(0, 1))).length
  const perChunk = said.length / Math.max(1, chunks.length)
  if (said.length < CHUNKS || small > 0 && small / said.length > 0.07 || said.some(({ negates }) => negates)) return false
  return (chunks.length >= CHUNKS && perChunk <= 2.2) || (said.length >= PILE && chunks.length <= 1 && sentences.length === 1 && !said.some(({ forms }) => VERBS.has(forms[0] ?? '')))
}

/** Whether an answer is made of catchwords, of which so many were found. */
export function isAdvertisement(sentences: readonly Sentence[], catchwords: number): boolean {
  const said = sentences.flatMap(({ words }) => words).filter(({ forms }) => !isSmallWord(forms)).length
  return catchwords >= CATCHWORDS.most && catchwords / Math.max(1, said) >= CATCHWORDS.share
}
