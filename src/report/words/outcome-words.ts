import type { Outcome, Proof } from '../../model/criterion.ts'

/** The mark that stands beside each outcome's word, the same everywhere; never without the word. */
export const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = {
  verified: '✔', present: '◐', partial: '◔', failing: '✖', missing: '○', unknown: '?',
}

/** What proves a criterion, in words. */
export const PROOF_WORDS: Readonly<Record<Proof, string>> = {
  reading: 'reading: what the files say decides',
  run: 'a run of the job that does it',
  deployment: 'a deployment together with the run that made it',
  probe: 'an answer of the running service',
  decision: 'a decision of the course\'s staff',
}
