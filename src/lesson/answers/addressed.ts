import type { Sentence } from '../../parse/language/sentence.ts'
import { sentencesOf } from '../../parse/language/sentences.ts'
import { isSmallWord } from '../../parse/language/tell-language.ts'

/** Where an order stands: at the beginning of a sentence or a piece of it, behind `please` or `you must`. `Nobody can bypass the rules` orders nothing. */
const ORDERED = String.raw`(?:^\W*|[:;,.!?([]\s*|\b(?:please|now|then|just|kindly|therefore|and|you (?:must|should|have to|can|may|are to))\s+)`

const RESULT = 'covered|correct|pass(?:ed)?|yes|complete|full|100|excellent|perfect|a1'

/** What is said to the reader of answers and not about the question: orders, claims of a result, requests for points. */
const ADDRESSED = [
  new RegExp(String.raw`${ORDERED}(?:ignor(?:e|ez|iere|a|ar)|disregard|forget|override|bypass|skip)\b[^.]{0,40}\b(?:rubric|instructions?|criteri(?:a|on)|prompt|rules|above|guidelines|anweisungen|consignes|instrucciones|istruzioni|instrucoes)`, 'i'),
  new RegExp(String.raw`${ORDERED}ignore (?:all|everything|any|the previous)\b|\bignore (?:all |any |the )?(?:previous|prior)\b`, 'i'),
  /^\W*(?:system|assistant|user|developer|admin)\s*(?:prompt|message|note)?\s*:/i,
  /\bcovers?\s*[=[]|\bcovered\s*=|\bon_?topic\s*[=:]|\bmisconceptions?\s*[=:]/i,
  new RegExp(String.raw`${ORDERED}(?:mark|grade|count|treat|score|rate|label|evaluate|set)\b[^.]{0,20}\b(?:this|it|me|my|everything|all|every (?:idea|criterion)|the answer|accordingly)\b[^.]{0,30}\b(?:cover(?:ed|s)?|complete[d]?|correct|passed|pass|full|right|excellent|perfect|done|granted|fulfilled|satisfied|points?)\b`, 'i'),
  /\b(?:mark|grade|tick|set)\b[^.]{0,30}\b(?:accordingly|as covered|covers\b)|\baccept (?:whatever|(?:this|my) (?:answer|text|submission))\b|\btick (?:everything|all)\b/i,
  new RegExp(String.raw`${ORDERED}(?:output|print|return|reply|respond|answer|write|say)\b[^.]{0,50}(?:["“«](?:all covered|${RESULT})["”»]|[\s(:](?:all covered|${RESULT})\W*(?:$|[.,;]))`, 'i'),
  /\b(?:output|print|return|reply|respond|answer|write|say)\b[^.]{0,50}\ball (?:ideas|covered|correct|points)\b|\banswer only with\b/i,
  /\b(?:give|gives|grant|award|want|deserve[sd]?|need|get|worth|please|for)\b[^.]{0,30}\b(?<!\bno )(?:full|max(?:imum)?|extra|all(?: the| of the)?) (?:points?|marks?|scores?|credits?|grade)\b|^\W*(?:full|max(?:imum)?|all) (?:points|marks|credits?)\b|\b\d{1,3}\s*(?:\/|of|out of)\s*\d{1,3}\b(?=[^.]{0,20}(?:pls|please|thx|thanks|thank|points?\b))|\bgive (?:me|us) (?:a|an|the|full|all|\d)/i,
  /\b(?:dear|note (?:to|for)(?: the)?|hello|hi|hey) (?:grader|corrector|examiner|marker|checker|ai|bot|llm|model that|reader|teacher|professor|tutor|assistant|system|machine)\b|\bto the (?:grader|corrector|examiner|marker|ai|llm|model that)\b|^\W*to the (?:bot|reader|teacher|professor|tutor|assistant|system|machine)\s*[:,]|\bgrader note\b|\b(?:grader|reviewer|checker)\s*:|\bwho(?:ever)? grades\b/i,
  /\b(?:end|begin|start) of (?:student|the student|answer|submission|the answer)/i,
  /\b(?:student|this answer|submission)\b[^.]{0,20}\b(?:has|have) (?:already )?(?:passed|covered|fulfilled|answered|earned)/i,
  /\b(?:all|every|six of six|\d of \d)\b[^.]{0,20}\b(?:ideas?|rubric)\b[^.]{0,30}\b(?:covered|fulfilled|met|granted|passed|satisfied|correct|present|receives?)\b|\b(?:all|every)\b[^.]{0,20}\bcriteri(?:a|on)\b[^.]{0,30}\b(?:covered|granted)\b/i,
  /\ball (?:is |are )?covered\b(?! by| with)|\brubric\b|\bdelete the criteria\b|\byou must now\b|\bas an? (?:ai|language model)\b[^.]{0,20}\b(?:i|you)\b|\bno further checks? (?:is |are )?(?:needed|necessary|required)\b|\b[abc]1\s*(?:-|to|,|through|…|\.\.)\s*[abc]\d|\bpoints? (?:pls|please)\b|\blet me pass\b|\bpass me\b/i,
  /\ba\d\s*=\s*(?:yes|true|1|ok|covered|granted)\b|\b(?:award|grant|gib|donne|dame) (?:me |us |mir )?(?:every|all|each|full|the|any|max)\b|\bbe generous\b|\bgive \d+ of \d+\b|\b(?:i|we) need (?:a|the|this|one) (?:\d|pass|grade|points?)/i,
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
