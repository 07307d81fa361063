import type { Sentence } from './sentence.ts'

export type Language = 'en' | 'es' | 'fr' | 'de' | 'it' | 'pt' | 'other'

/** Small words that hold sentences together, and that the other languages do not share. */
const SMALL: Readonly<Record<Exclude<Language, 'other'>, string>> = {
  en: 'the and of to is it that in for with you on are this be not as have from or when what which we they can one only was do does by an at if so my your their its how where who between after before while until without instead',
  es: 'el los las que y en un una por con para del se es lo como mas pero sus le ya o este cuando muy sin sobre tambien me hasta hay donde quien desde nos todo uno ni contra otros ese eso',
  fr: 'le les des est et que qui dans une pour pas sur par au ce il ne sont avec plus se du cette ou mais nous vous leur ses elle fait comme tout aux quand chaque',
  de: 'der die das und ist den von zu mit sich auf fur nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem uber so zum kann wenn man im des',
  it: 'il gli che di e un una per non con sono del della si le nel alla ma piu come anche dei delle quando ha o questo dal chi ogni al nella',
  pt: 'os as que e do da em um uma para com nao por mais dos como mas foi ao ele das tem seu sua ou quando muito nos ja eu tambem pelo pela ate isso ela entre sem',
}
const WORDS = Object.entries(SMALL).map(([language, words]) => [language as Language, new Set(words.split(' '))] as const)

/** Small words that say nothing of the language, and those of languages that are not told apart. */
const SHARED = new Set('a i o y u s me us has into out up does got get go i w na z sie jest to nie co po za ze jak od czy by aby dla sa przez ktory ktore bo och att det som en het van'.split(' '))

/** Whether a word holds a sentence together in one of the languages that are told apart; what is made of other words alone is a list. */
export function isSmallWord(forms: readonly string[]): boolean {
  return forms.some((form) => SHARED.has(form) || WORDS.some(([, words]) => words.has(form)))
}

/** Roughly, the language that most small words are of; `other` where few are of any, English where an answer is too short to tell. */
export function tellLanguage(sentences: readonly Sentence[]): Language {
  const words = sentences.flatMap((sentence) => sentence.words)
  if (words.length < 4) return 'en'
  const counts = WORDS.map(([language, small]) => ({ language, count: words.filter(({ forms }) => small.has(forms[0] ?? '')).length }))
  const most = counts.reduce((one, other) => (other.count > one.count ? other : one))
  if (most.count / words.length >= 0.1) return most.language
  return /[^\p{Script=Latin}\p{N}\p{P}\p{S}\s]/u.test(sentences.map(({ text }) => text).join(' ')) || words.length >= 8 ? 'other' : 'en'
}
