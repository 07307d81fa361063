import type { ManualLevel } from '../model/checklist.ts'
import { OUTCOMES, type Outcome } from '../model/criterion.ts'
import type { Subject } from '../model/decision.ts'
import { nearestNames } from '../parse/near-names.ts'
import { bareName } from './name-subject.ts'
import { outcomeOfShare } from './outcome.ts'

/** What something is set to: an outcome, which follows from a share or a level where it is of one. */
export type SetTo = { readonly outcome: Outcome | 'done' | 'open'; readonly share?: number; readonly level?: string }

/** What a text begins with of that, and what stands behind it; or why it begins with nothing of it. */
export type SetReading =
  | { readonly kind: 'set'; readonly to: SetTo; readonly rest: string }
  /** None of what is possible, but nearly one: `near`. */
  | { readonly kind: 'near'; readonly near: string; readonly of: 'outcome' | 'level' }
  | { readonly kind: 'unknown'; readonly possible: readonly string[]; readonly of: 'outcome' | 'level' }
  /** A share of what earns none: only items do. */
  | { readonly kind: 'no-share' }
  /** A share below nothing or above all. */
  | { readonly kind: 'beyond' }

const STEP_OUTCOMES = ['done', 'open'] as const
const PERCENT = /^(\d{1,3}(?:[.,]\d{1,2})?) ?%[:,;.]?(?: |$)/
const FRACTION = /^(\d{1,5}(?:[.,]\d{1,2})?) ?\/ ?(\d{1,5}(?:[.,]\d{1,2})?)[:,;.]?(?: |$)/

/**
 * Reads what a subject is to be set to at the start of a text with single blanks. A step is done or open, a criterion has an outcome, an item an outcome or a share of its credit (`80%`, `4/5`), and one that people grade
 * (`levels`, null for all others) one of its levels, in letters of any size.
 */
export function readSet(text: string, { kind }: Subject, levels: readonly ManualLevel[] | null): SetReading {
  if (levels !== null) return levelAt(text, levels) ?? levelUnknown(text, levels)
  const share = shareAt(text)
  if (share !== null) return kind === 'item' ? share : { kind: 'no-share' }
  const [word = '', ...rest] = text.split(' ')
  const possible = kind === 'step' ? STEP_OUTCOMES : OUTCOMES
  const outcome = possible.find((known) => known === bareName(word))
  if (outcome !== undefined) return { kind: 'set', to: { outcome }, rest: rest.join(' ') }
  const [near] = nearestNames(word, possible)
  return near === undefined ? { kind: 'unknown', possible, of: 'outcome' } : { kind: 'near', near, of: 'outcome' }
}

/** The level that a text begins with, the longest title first. */
function levelAt(text: string, levels: readonly ManualLevel[]): SetReading | null {
  const words = text.split(' ')
  for (const { title, credit } of levels.toSorted((one, other) => wordsIn(other) - wordsIn(one))) {
    const count = wordsIn({ title })
    if (bareName(words.slice(0, count).join(' ')) === bareName(title)) return { kind: 'set', to: { outcome: outcomeOfShare(credit), share: credit, level: title }, rest: words.slice(count).join(' ') }
  }
  return null
}

function levelUnknown(text: string, levels: readonly ManualLevel[]): SetReading {
  const words = text.split(' ')
  const near = levels.find((level) => nearestNames(bareName(words.slice(0, wordsIn(level)).join(' ')), [bareName(level.title)]).length > 0)
  return near === undefined ? { kind: 'unknown', possible: levels.map(({ title }) => title), of: 'level' } : { kind: 'near', near: near.title, of: 'level' }
}

function wordsIn({ title }: Pick<ManualLevel, 'title'>): number {
  return bareName(title).split(' ').length
}

function shareAt(text: string): SetReading | null {
  const percent = PERCENT.exec(text)
  const found = percent ?? FRACTION.exec(text)
  if (found === null) return null
  const [whole, part = '', of = '100'] = found
  const share = numberOf(part) / numberOf(of)
  // Credit is counted to four decimals.
  const rounded = Math.round(share * 10_000) / 10_000
  return rounded >= 0 && share <= 1 ? { kind: 'set', to: { outcome: outcomeOfShare(rounded), share: rounded }, rest: text.slice(whole.length) } : { kind: 'beyond' }
}

function numberOf(text: string): number {
  return Number(text.replace(',', '.'))
}
