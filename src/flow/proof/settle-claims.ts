import type { PlacedClaim } from '../../model/claim.ts'
import type { CriterionRecord } from '../../model/record.ts'
import { weakestBasis } from '../../grade/outcome.ts'
import { claimSentence } from '../../report/words/claim-words.ts'

/**
 * Joins what reports claim with a criterion after what was observed of it: a claim stands in for a proof that was not seen, and no more. It verifies only what
 * the files have whole; what was verified or failed under the App's own eyes stays as that left it, and what is partial stays so.
 */
export function withClaims(criterion: CriterionRecord, claims: readonly PlacedClaim[], commit: string | null): CriterionRecord {
  const [first] = claims.filter(({ claim }) => claim.criterion === criterion.id).toSorted((one, other) => Number(other.basis === 'observed') - Number(one.basis === 'observed'))
  if (first === undefined || criterion.standing !== 'present') return criterion
  const { place, from, basis } = first
  const told = { ...criterion, evidence: [...criterion.evidence, place], found: `${criterion.found} ${claimSentence(first, commit)}` }
  // A run that showed it may report more: whether drift was found, which metrics there are.
  if (criterion.outcome === 'verified' && place.kind === 'artifact') return told
  // What the service itself answered speaks louder.
  const isRefuted = criterion.against.some(({ kind }) => kind === 'probe')
  return criterion.outcome === 'present' && !isRefuted ? { ...told, outcome: 'verified', basis: weakestBasis([criterion.basis, basis]), proofFrom: from ?? commit } : criterion
}
