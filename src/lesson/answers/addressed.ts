import type { Sentence } from '../../parse/language/sentence.ts'
import { sentencesOf } from '../../parse/language/sentences.ts'
import { isSmallWord } from '../../parse/language/tell-language.ts'

/** What is said to the reader of answers and not about the question: orders, claims of a result, requests for points. */
const ADDRESSED = [
  /\b(?:ignor(?:e|ez|iere|a|ar)|disregard|forget|override|bypass|skip)\b[^.]{0,40}\b(?:rubric|instructions?|criteri(?:a|on)|prompt|rules|above|guidelines|anweisungen|consignes|instrucciones|istruzioni|instrucoes)/i,
  /\bignore (?:all|everything|previous|the previous|any)\b/i,
  /^\W*(?:system|assistant|user|developer|admin)\s*(?:prompt|message|note)?\s*:/i,
  /\bcovers?\s*[=[]|\bcovered\s*=|\bon_?topic\s*[=:]|\bmisconceptions?\s*[=:]/i,
  /\b(?:mark|grade|count|treat|score|rate|label|evaluate|accept|set)\b[^.]{0,40}\b(?:as|all|everything|every|this|it|me|full)\b[^.]{0,30}\b(?:cover(?:ed|s)?|complete[d]?|correct|passed|pass|full|right|excellent|perfect|done|granted|fulfilled|satisfied|points?)\b/i,
  /(?:^\W*|\b(?:please|now|just|you (?:must|should|have to))\s+)(?:output|print|return|reply|respond|answer|write|say)\b[^.]{0,30}(?:\bonly\b|\bwith\b)?[^.]{0,20}["“'«][^"”'»]{1,60}["”'»]/i,
  /\b(?:output|print|return|reply|respond|answer|write|say)\b[^.]{0,50}\b(?:all (?:ideas|covered|correct|points)|json)\b/i,
  /\b(?<!\bno )(?:full|max(?:imum)?|extra) (?:points?|marks?|scores?|credits?|grade)\b|\ball (?:the |of the )?(?:points|marks)\b|\b\d{1,3}\s*(?:\/|of|out of)\s*\d{1,3}\b(?=[^.]{0,20}(?:pls|please|thx|thanks|thank|points?|$))|\bgive (?:me|us) (?:a|an|the|full|all|\d)/i,
  /\b(?:dear|note (?:to|for)(?: the)?|hello|hi|hey) (?:grader|corrector|examiner|marker|ai|bot|llm|model that|reader|teacher|professor|tutor|assistant|system|machine)\b|\bto the (?:grader|corrector|examiner|marker|ai|llm|model that)\b|^\W*to the (?:bot|reader|teacher|professor|tutor|assistant|system|machine)\s*[:,]|\bgrader note\b|\bgrader\s*:/i,
  /\b(?:end|begin|start) of (?:student|the student|answer|submission|the answer)/i,
  /\b(?:student|answer|submission|he|she)\b[^.]{0,20}\b(?:has|have) (?:already )?(?:passed|covered|fulfilled|answered|earned)/i,
  /\b(?:all|every|six of six|\d of \d)\b[^.]{0,20}\b(?:criteri(?:a|on)|ideas?|rubric)\b[^.]{0,30}\b(?:covered|fulfilled|met|granted|passed|satisfied|correct|present|receives?)\b/i,
  /\ball (?:(?:is |are )(?:correct|covered|right)|correct|covered)\b|\brubric\b|\bdelete the criteria\b|\byou must now\b|\bas an ai\b|\bno further check\b|\ba1\s*(?:-|to|,|through|…)\s*a\d|\bpoints? (?:pls|please)\b|\blet me pass\b|\bpass me\b/i,
  /\ba\d\s*=\s*(?:yes|true|1|ok|covered|granted)\b|\b(?:award|grant|gib|donne|dame) (?:me |us |mir )?(?:every|all|each|full|the|any|max)\b|\bbe generous\b|\bgive \d+ of \d+\b|\bneed (?:a|the) (?:\d|pass|grade|points?)/i,
  /\b(?:volle|alle) punkt(?:e|zahl)\b|\btous les points\b|\btodos los puntos\b|\bmaximale punkt/i,
]

/** Whether words are addressed to whoever or whatever reads the answer. */
function isAddressed(text: string): boolean {
  const bounded = text.slice(0, 600)
  return ADDRESSED.some((pattern) => pattern.test(bounded))
}

/** The sentences of an answer without what is addressed to its reader; what stands beside that in one sentence, behind a colon, a semicolon or outside the brackets, stays, unless it is a list of words that the order names. */
export function unaddressed(text: string): { readonly sentences: readonly Sentence[]; readonly left: boolean } {
  const all = sentencesOf(text)
  let left = false
  const sentences = all.flatMap((sentence) => {
    if (!isAddressed(sentence.text)) return [sentence]
    left = true
    if (/^\W*(?:system|assistant|developer)\b/i.test(sentence.text)) return []
    return sentence.text.split(/[()[\];:—]|\s-\s/).filter((piece) => !isAddressed(piece)).flatMap((piece) => sentencesOf(piece)).filter(({ words }) => words.length > 1 && words.some(({ forms }) => isSmallWord(forms))).map((piece) => ({ ...piece, line: sentence.line }))
  })
  return { sentences, left }
}
