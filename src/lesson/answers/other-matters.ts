import type { Sentence } from '../../parse/language/sentence.ts'

/** What people write where they answer nothing. */
const NO_ANSWER = [
  /^\W*(?:n\W?a|none|nothing|idk|dunno|no|nope|yes|ok|okay|skip|todo|tbd|test|ditto|same|pass|hi|hello|hey|asdf\w*|qwer\w*|lorem ipsum.*|x+|bla\w*( bla\w*)*)\W*$/i,
  /\b(?:see|like|as|same as|refer to)\b[^.]{0,20}\b(?:above|before|my (?:last|other|previous|first) answer|(?:i|we|\w+) (?:wrote|said|answered|posted))\b/i,
  /^\W*(?:same|as|like|what) (?:as )?\w+ (?:said|wrote|answered|above)/i,
  /\b(?:no idea|(?:i )?(?:do not|don'?t|didn'?t) know|not sure what|no clue|keine ahnung|weiss (?:ich )?nicht|no se|je ne sais pas|non lo so|nao sei|nie wiem)\b/i,
  /\b(?:no time|was (?:sick|ill)|will (?:fill|do|write|answer) (?:this|it|that)?[^.]{0,20}(?:later|tomorrow|on the weekend)|skipped (?:this|these|that|it)|later today|only copied)\b/i,
  /\b(?:great|nice|good|cool|best|interesting) (?:course|lecture|class|work|job)\b|^\W*(?:thanks?|thx|danke|merci|gracias|grazie|obrigad[oa])\b/i,
  /\b(?:hand (?:this|it) in|deadline|due date|recorded|recording|zoom|canteen|exam (?:is|on)|slides online|office hours?|extension)\b[^?]{0,80}\?/i,
  /^\W*(?:is|are|can|could|when|where|do|does|will|may|how long)\b[^?]{0,80}\b(?:saturday|sunday|monday|exam|points?|canteen|recorded|recording|zoom|lecture|session|deadline|certificate|hand in)\b/i,
]

/** Words that no explanation needs. */
const ABUSE = /\b(?:fuck\w*|shit+y?|bullshit|asshole\w*|idiot\w*|moron\w*|bitch\w*|bastard\w*|cunt\w*|stfu|kill yourself|kys|dumbass|retard(?:ed|s)?|scheiss\w*|arschloch|putain|mierda|merda|cazzo|kurwa)\b/i

/** Whether an answer gives none: it is put off, points to another, thanks, asks when the exam is, or insults. */
export function isNoAnswer(sentences: readonly Sentence[]): boolean {
  return sentences.length > 0 && sentences.every(({ text, words }) => words.length <= 30 && (NO_ANSWER.some((pattern) => pattern.test(text.slice(0, 300))) || isAbusive(text)))
}

/** Whether words insult. */
export function isAbusive(text: string): boolean {
  return ABUSE.test(text.slice(0, 5000))
}
