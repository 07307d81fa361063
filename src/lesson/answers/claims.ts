import type { Sentence } from '../../parse/language/sentence.ts'

/** What somebody will do, was to do, forgot, does without, complains of, or does not understand is no claim about the matter. */
const NO_CLAIM = [
  /\b(?:i|we)(?:['’]ll| will| want to| plan to| intend to|['’]m going to| am going to| are going to|['’]re going to)\s+(?:\w+\s+){0,2}?(?:look|read|learn|watch|fill|do|write|study|set|finish|try|install|build|go through|explain|automate|repeat|catch up)\b[^.]{0,100}\b(?:tomorrow|next (?:week|month|time|weekend|year)|next(?=,)|later|afterwards|soon|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|at the weekend|in the holidays|when (?:i|we) have (?:the |more )?time)(?!\w)/i,
  /\b(?:i|we)(?:['’](?:m|re)| am| are| was| were) (?:supposed|meant) to\b|\b(?:am|are|was|were) (?:i|we) (?:supposed|meant) to\b/i,
  /^\W*(?:i|we) (?:have |['’]ve )?(?:always )?forg[eo]t(?:ten)? (?:to|the|my|our)\b/i,
  /\b(?:i|we) have no opinion\b|\b(?:i|we) (?:have )?never (?:really )?(?:got|understood) (?:it|this|that|any|what|why|the)\b/i,
  /\bi (?:still |really |honestly )?(?:do not|don['’]?t|didn['’]?t|did not|cannot|can['’]?t) (?:see|understand|get|know) (?:why|what (?:it|this|that|for)|the (?:point|use|sense))\b/i,
  /\bno (?:idea|clue) (?:what|why|how)\b/i,
  /\bno need (?:for|of) (?:it|this|that|them)\b|\b(?:i|we) (?:do not|don['’]?t|did not|didn['’]?t|never) (?:need|used?|wrote|write|look at) (?:it|this|that|one|any|them|those)\b|\?\?\W*$/i,
  /^\W*(?:instead of|rather than) (?:learning|looking|reading|studying|watching)\b/i,
]
/** In a longer one something else is said as well. */
const LONGEST = 30
/** What is unknown without something else tells what that is for. */
const LACKING = /\b(?:without|otherwise|else|until)\b/i

/** Questions, not what has a question mark behind: `It is shipping, right?` claims that. */
const ASKS = /^\W*(?:and |so |but |or )?(?:who|what|when|where|why|how|which|whose|is|are|was|were|do|does|did|can|could|should|would|will|may|must|has|have|was|wie|warum|wann|wer|welche\w*|ist|sind|que|como|por que|quien|cual|est|comment|pourquoi|quand|come|perche|cosa)\b/i

/** The sentences of an answer that put something forward: plans, duties and words of not understanding are left out. */
export function claimsOf(sentences: readonly Sentence[]): readonly Sentence[] {
  return sentences.filter(({ text, words }) => words.length > LONGEST || LACKING.test(text) || !NO_CLAIM.some((pattern) => pattern.test(text)))
}

/** Whether an answer asks back in each of its sentences. */
export function isAskedOnly(sentences: readonly Sentence[]): boolean {
  return sentences.every(({ text }) => /\?["'”’»)\]]{0,3}$/.test(text.slice(-6)) && ASKS.test(text.slice(0, 60)))
}
