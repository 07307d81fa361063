import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { CriterionId } from '../../model/criterion.ts'
import type { Finding } from '../../model/finding.ts'

/** What comes nearest to a criterion that is missing: a sentence on what it is and where, and what to do so that it counts. */
export type NearMiss = { readonly found: string; readonly next: string }

/** Looks for what comes nearest; null where nothing does. Pure. */
export type LookNear = (facts: RepositoryFacts) => NearMiss | null

/** Where to look for each criterion, the nearest first. */
export type NearTable = Partial<Readonly<Record<CriterionId, readonly LookNear[]>>>

/** A finding with what comes nearest to it, where nothing that counts was found: other words, and never another standing. */
export function withNearMiss(finding: Finding, looks: readonly LookNear[] | undefined, facts: RepositoryFacts): Finding {
  if (finding.standing !== 'missing' || looks === undefined) return finding
  for (const look of looks) {
    const near = look(facts)
    if (near !== null) return { ...finding, found: `${finding.found} ${near.found}`, next: near.next }
  }
  return finding
}
