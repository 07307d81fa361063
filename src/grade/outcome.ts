import type { CriterionRecord } from '../model/record.ts'
import type { Basis, Outcome, Proof, Standing } from '../model/criterion.ts'

type Settled = { readonly outcome: Outcome; readonly basis: Basis; readonly proofFrom: CriterionRecord['proofFrom'] }

/**
 * The outcome of a standing where no run, deployment or probe has been seen (rubric, "From standing to outcome"):
 * a criterion proven by reading is verified at this commit, every other one stays `present` until its proof is seen.
 */
export function outcomeOfReading(standing: Standing, proof: Proof, commit: string | null): Settled {
  if (standing !== 'present') return { outcome: standing, basis: 'observed', proofFrom: null }
  if (proof === 'reading') return { outcome: 'verified', basis: 'observed', proofFrom: commit }
  return { outcome: 'present', basis: 'observed', proofFrom: null }
}

/** From worst to best; `unknown` stands outside. */
const ORDER = ['missing', 'failing', 'partial', 'present', 'verified'] as const

/** The worst of some outcomes, `unknown` left out; `unknown` where nothing else is there. */
export function worstOutcome(outcomes: readonly Outcome[]): Outcome {
  return ORDER.find((outcome) => outcomes.includes(outcome)) ?? 'unknown'
}

/** From the weakest word to the strongest; an instructor's decision stands above all. */
const BASES: readonly Basis[] = ['attested', 'claimed', 'observed', 'decided']

/** The weakest basis of some: an item is worth no more than the word its weakest part rests on. */
export function weakestBasis(bases: readonly Basis[]): Basis {
  return BASES.find((basis) => bases.includes(basis)) ?? 'observed'
}

/** The outcome that a share of an item's credit stands for: all of it, none, or a part. */
export function outcomeOfShare(share: number): Outcome {
  return share >= 1 ? 'verified' : share <= 0 ? 'missing' : 'partial'
}
