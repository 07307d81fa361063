import type { Outcome } from '../model/criterion.ts'

/** The mark that stands beside each outcome's word, the same everywhere; never without the word. */
export const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = {
  verified: '✔', present: '◐', partial: '◔', failing: '✖', missing: '○', unknown: '?',
}
