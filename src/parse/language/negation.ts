import type { Word } from './sentence.ts'

type Unmarked = Omit<Word, 'negated' | 'negates'>

const NEGATORS = new Set([
  'not', 'no', 'never', 'without', 'nothing', 'neither', 'nor', 'none', 'nobody', 'hardly', 'doubt', 'doubts', 'deny', 'denies', 'nein', 'nicht', 'kein', 'keine', 'keinen', 'keiner', 'keinem', 'ohne', 'nie', 'niemals', 'nichts', 'niemand', 'weder',
  'sin', 'nunca', 'ni', 'nada', 'nadie', 'ne', 'pas', 'sans', 'jamais', 'rien', 'aucun', 'aucune', 'personne', 'non', 'senza', 'nessuno', 'niente', 'nao', 'sem', 'ninguem', 'bez', 'nikt', 'nic',
])
/** `not only X` says X. */
const ONLY = new Set(['only', 'just', 'merely', 'simply', 'solely', 'purely', 'alone', 'nur', 'bloss', 'allein', 'solo', 'solamente', 'seulement', 'soltanto', 'apenas', 'somente', 'so', 'tylko', 'necessarily', 'always', 'until', 'yet', 'sure', 'later'])
/** The same a few words on: `not about X only`, `ne sert pas seulement`. */
const NEAR_ONLY = new Set(['only', 'nur', 'solo', 'seulement', 'soltanto', 'apenas', 'somente', 'tylko', 'allein'])
const LATER = 5
/** What ends a denial inside a clause. */
const ENDS = new Set(['but', 'becomes', 'become', 'turns', 'sondern', 'sino', 'because', 'so', 'which', 'who', 'that', 'instead', 'rather', 'when', 'if', 'until', 'unless', 'before', 'than', 'longer'])
/** `does not know which data` knows nothing of them. */
const ASKED = new Set(['which', 'who', 'that', 'when', 'if'])
const TELLS = new Set(['know', 'tell', 'say', 'think', 'believe', 'see', 'show', 'record', 'notice'])
/** What is denied with the words before it: `X is not needed`, `X and Y are not related`. */
const WHOLE = new Set(['need', 'necessary', 'part', 'relate', 'connect', 'link', 'involve', 'important', 'matter', 'belong', 'count', 'include', 'relevant', 'role', 'about', 'touch', 'interest'])
/** `X is not MLOps`, `X ≠ MLOps`; what happens without MLOps is another matter. */
const NOT = new Set(['not', 'nicht', 'pas'])
const SUBJECT = new Set(['mlops'])
/** `Never ignore X` asks for X. */
const UNDONE = new Set(['ignore', 'ignores', 'forget', 'forgets', 'overlook', 'overlooks', 'neglect', 'neglects', 'abandon'])
/** What one can live, do or get by without is not needed. */
const GETS_BY = new Set(['live', 'lives', 'do', 'does', 'work', 'works', 'survive', 'manage', 'by', 'leben', 'vivir', 'vivre', 'vivere', 'viver'])
/** How far a denial reaches; one that is who or what the sentence is about reaches further: `Nobody at our place ever got a model into production`. */
const REACH = 6
const REACH_OF_SUBJECT = 12

/**
 * Marks the words that deny (`negates`) and those they deny (`negated`): what follows in the clause, six words at most, up to a word that turns, six more behind an `or` and behind `say that`; all of the sentence
 * behind `nothing to do with`; the words before, too, in `X is not needed`. `not only` denies the `only`, `never ignore` nothing; what others think is denied up to a `but`, `Without it` no more than that.
 */
export function markNegated(words: readonly Unmarked[]): readonly Word[] {
  const negates = words.map((word) => isOneOf(word, NEGATORS))
  const negated = words.map(() => false)
  negates.forEach((denies, at) => {
    if (isOpinionOfOthers(words, at)) { for (let next = at + 1; next < words.length && !isOneOf(words[next], TURN); next += 1) negated[next] = true; return }
    if (!denies || isOneOf(words[at + 1], UNDONE)) return
    const only = onlyBehind(words, at)
    if (only !== null) { negated[only] = true; return }
    const last = reachOf(words, at)
    for (let next = at + 1; next <= last; next += 1) negated[next] = true
    if (isOneOf(words[at], WITHOUT) && isOneOf(words[at + 1], IT) && isOneOf(words[at - 1], GETS_BY)) for (let before = at - 1; before >= 0 && words[before]?.clause === words[at]?.clause; before -= 1) negated[before] = true
    // `is not about X` speaks of what stands before it; `does not know anything about X` does not.
    const verb = isOneOf(words[at], WITHOUT) ? undefined : isOneOf(words[at], NOT) && isOneOf(words[at + 1], SUBJECT) ? words[at + 1] : words.slice(at + 1, at + 4).find((word, after) => word.clause === words[at]?.clause && word.forms.some((form) => WHOLE.has(form)) && (after === 0 || word.forms[0] !== 'about'))
    if (verb === undefined) return
    for (let before = at - 1; before >= 0 && words[before]?.clause === words[at]?.clause && !isOneOf(words[before], SO); before -= 1) negated[before] = true
  })
  return words.map((word, at) => ({ ...word, negates: negates[at] === true && !isWhole(words, at), negated: negated[at] === true }))
}

/** `People think that it is X, but` puts no X forward. */
function isOpinionOfOthers(words: readonly Unmarked[], at: number): boolean {
  return isOneOf(words[at], THINK) && isOneOf(words[at - 1], OTHERS)
}

/** `Nothing to do with X` says of X that it is another matter; no phrase makes more of it. */
function isWhole(words: readonly Unmarked[], at: number): boolean {
  return isOneOf(words[at], NOTHING) && words.slice(at + 1, at + 4).some((word) => isOneOf(word, WITH))
}

/** Where the `only` of a `not only` stands; null where there is none. */
function onlyBehind(words: readonly Unmarked[], at: number): number | null {
  if (isOneOf(words[at + 1], ONLY)) return at + 1
  const near = words.slice(at + 1, at + LATER).findIndex((next) => next.clause === words[at]?.clause && isOneOf(next, NEAR_ONLY))
  return near < 0 ? null : at + 1 + near
}

function reachOf(words: readonly Unmarked[], at: number): number {
  // `Without it we guess`: what follows is said of the world that lacks it.
  if (isOneOf(words[at], WITHOUT) && isOneOf(words[at + 1], IT) && words[at - 1]?.clause !== words[at]?.clause) return at + 1
  const whole = isWhole(words, at)
  const reach = isSubject(words, at) ? REACH_OF_SUBJECT : REACH
  let last = at
  let from = at
  for (let next = at + 1; next < words.length; next += 1) {
    const word = words[next]
    if (word === undefined || isOneOf(word, TURN)) break
    // `not about X or about Y` denies both; `not say that` denies what comes.
    if (next - from <= reach && (isOneOf(word, OR) || isThat(words, next))) from = next
    if (!whole && (word.clause !== words[at]?.clause || next - from > reach || (isOneOf(word, ENDS) && !(next === at + 1 && isOneOf(words[at], NOTHING)) && !(next === at + 2 && isOneOf(words[at + 1], ONE)) && !isThat(words, next)))) break
    last = next
  }
  return last
}

/** Whether a clause begins with nobody or nothing. */
function isSubject(words: readonly Unmarked[], at: number): boolean {
  return isOneOf(words[at], NOTHING) && words[at - 1]?.clause !== words[at]?.clause
}

function isThat(words: readonly Unmarked[], at: number): boolean {
  return isOneOf(words[at], ASKED) && words[at - 1]?.forms.some((form) => TELLS.has(form)) === true
}

const WITHOUT = new Set(['without', 'ohne', 'sin', 'sans', 'senza', 'sem', 'bez'])
const IT = new Set(['it', 'this', 'that', 'them', 'those', 'das', 'dies', 'eso', 'esto', 'cela', 'ca', 'questo', 'isso', 'isto', 'tego'])
/** `No one who watches it` denies the watching. */
const ONE = new Set(['one'])
const NOTHING = new Set(['nothing', 'nobody', 'niemand', 'nadie', 'personne', 'nessuno', 'ninguem', 'nikt', 'nada', 'rien', 'nichts', 'niente', 'nic'])
const WITH = new Set(['with', 'mit', 'con', 'avec', 'com'])
/** `It writes them down so you need no list`: what stands before it holds. */
const SO = new Set(['so', 'because', 'since', 'therefore', 'damit', 'weil', 'porque', 'perche'])
const THINK = new Set(['think', 'thinks', 'believe', 'believes', 'imagine', 'assume', 'denken', 'glauben', 'piensan', 'creen', 'pensent', 'croient', 'pensano', 'pensam'])
const OTHERS = new Set(['people', 'many', 'some', 'most', 'others', 'everybody', 'everyone', 'they', 'leute', 'viele', 'gente', 'muchos', 'gens', 'molti', 'pessoas'])
const OR = new Set(['or', 'nor', 'oder', 'ou', 'ni', 'oppure', 'ani', 'lub'])
const TURN = new Set(['but', 'aber', 'sondern', 'pero', 'sino', 'mais', 'ma', 'mas', 'ale'])

/** By the word as it is written: `passed` is no French `pas`. */
function isOneOf(word: Unmarked | undefined, set: ReadonlySet<string>): boolean {
  return word !== undefined && set.has(word.forms[0] ?? '')
}
