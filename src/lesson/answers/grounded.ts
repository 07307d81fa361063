import type { Sentence, Word } from '../../parse/language/sentence.ts'
import { isVerb } from './verbs.ts'

/** What begins a sentence on somebody or something that is at hand for the writer, and not on what was asked about. */
const OWN = new Set('my our your his her their he she mi tu su seu votre ihre nuestro nuestra mein meine unser unsere mon ma notre mio mia nostro meu minha nosso moj moja nasz'.split(' '))
const SPEAKER = new Set('i we ich wir je nous yo nosotros io noi eu nos ja my'.split(' '))
const ARTICLE = new Set('a an the some another ein eine der die das un una el la le les uno um uma o os'.split(' '))
/** Behind these a thing is told by what it does: `the steps that …`; behind the second kind its name may go on: `a bridge between …`, `the health of our planet`. */
const MODIFIES = new Set('that which who whose where so how when if as and or not instead rather without like until after before que qui dass damit'.split(' '))
const GOES_ON = new Set('between of for from in into on onto to by with around behind under over at entre pour para fur zwischen zu de del di da von mit por per'.split(' '))
/** Without one of these (or a past form that is no regular one) a short sentence says what something is. */
const FINITE = new Set('is are was were am has have had do does did can could will would shall should may might must need needs takes keeps goes comes makes gets gives says means ist sind war hat haben est sont a ont es son fue era e sono sao foi jest sa'.split(' '))
const PAST = new Set('went took got gave came made said told saw thought bought brought kept left lost met ran sat stood wrote broke began fell felt found heard knew paid slept spoke spent taught won'.split(' '))
const IT_ALONE = new Set(['it', 'them'])
/** The thing that was asked about, without its name, and those who have to do with it. */
const IT = new Set('it this that them they these those you one anyone anybody everyone everybody nobody whoever what nothing everything'.split(' '))

/**
 * Whether a sentence that names nothing of the matter is on a thing or a person of its own: `My uncle runs a ship`, `The pizza was delivered`, `I go to the gym`.
 * `A bridge between …` and `The boring stuff around …` are things that the answer likens to what was asked about.
 */
export function isElsewhere({ words }: Sentence): boolean {
  const [first, second] = words
  if (first === undefined || second === undefined) return false
  if (is(first, OWN) && words.length > 2) return true
  if (words.some((word) => is(word, IT_ALONE))) return false
  if (is(first, SPEAKER)) return true
  if (!is(first, ARTICLE)) return byClause(words).some(saysOfOthers)
  for (const [at, word] of words.entries()) {
    if (word.clause !== first.clause || is(word, MODIFIES)) return false
    if (at > 0 && isFinite(word, words[at - 1])) return true
  }
  return words.length > 6 && !words.slice(1, 5).some((word) => is(word, GOES_ON))
}

/**
 * Whether one word in a sentence may be the idea. In what somebody tells of himself it is only mentioned: `I learned a lot about monitoring`, `Every day we wrote tests`, `My pipeline is green`;
 * `I would say automation` says so.
 */
export function countsWords({ words }: Sentence): boolean {
  const [first] = words
  return (first === undefined || !is(first, OWN)) && !words.slice(0, OPENING).some((word, at) => is(word, SPEAKS) && !words.slice(at + 1, at + 4).some((next) => is(next, SAYS)) && (at === 0 && is(word, I) || words.slice(at + 1, at + 3).some(isPast)))
}

/** Whether a sentence speaks of somebody and what is his: `I got mails, and my wife asked me`. */
export function isPersonal({ words }: Sentence): boolean {
  return words.some((word) => is(word, OWN) || is(word, I))
}

/** A sentence opens with so many words at most: `In the first week we wrote …`. */
const OPENING = 8
const I = new Set('i ich je yo io eu ja'.split(' '))
const SPEAKS = new Set([...I, 'we', 'they', 'wir', 'nous', 'noi'])
const SAYS = new Set('say think believe call describe tell explain mean see summarize summarise put define answer'.split(' '))

function isPast(word: Word): boolean {
  return is(word, PAST) || /^(?:was|were|had|did)$|[^e]ed$/.test(word.forms[0] ?? '')
}

/** Whether a clause says something of another thing than `it`: `Automation took his job`, `lost my glasses`. */
function saysOfOthers(words: readonly Word[]): boolean {
  const verb = words.findIndex((word, at) => isFinite(word, words[at - 1]))
  return verb >= 0 && !words.slice(0, Math.max(1, verb)).some((word, at) => is(word, IT) || is(word, MODIFIES) || (at > 0 && is(word, GOES_ON)))
}

function isFinite(word: Word, before: Word | undefined): boolean {
  return is(word, FINITE) || is(word, PAST) || isVerb(word, before)
}

function byClause(words: readonly Word[]): readonly (readonly Word[])[] {
  return [...new Set(words.map(({ clause }) => clause))].map((clause) => words.filter((word) => word.clause === clause))
}

function is(word: Word, set: ReadonlySet<string>): boolean {
  return set.has(word.forms[0] ?? '')
}
