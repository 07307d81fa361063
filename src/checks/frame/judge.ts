import { ownUnlistedFolders } from '../../facts/paths/unlisted.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { JudgedId } from '../../model/criterion.ts'
import type { Finding } from '../../model/finding.ts'
import type { Problem } from '../../model/repository.ts'
import { NEAR_MISSES } from '../near/list.ts'
import { withNearMiss } from '../near/near-miss.ts'
import type { Check } from './check.ts'
import { mayHoldEvidence, type Need } from './needs.ts'

export type Judged = { readonly check: Check<JudgedId>; readonly finding: Finding }

/**
 * Judges every check over one repository's facts.
 * A check that throws, and a `missing` beside a file of its kind that could not be read or a folder that could not be listed, is `unknown`: it lowers no grade and stops no other check.
 * The thrown errors come back as problems, with path `''`.
 */
export function judgeAll(checks: readonly Check<JudgedId>[], facts: RepositoryFacts): { readonly judged: readonly Judged[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  const judged = checks.map((check) => {
    try {
      return { check, finding: nearest(check.id, withGaps(check.needs, check.judge(facts), facts), facts) }
    } catch (error) {
      problems.push({ path: '', line: 0, says: `check ${check.id} failed: ${error instanceof Error ? error.message : 'unknown error'}` })
      return { check, finding: unknown('This check met a fault of its own. Nothing is held against the repository.') }
    }
  })
  return { judged, problems }
}

/** With what comes nearest, where a criterion of the rubric is missing. */
function nearest(id: JudgedId, finding: Finding, facts: RepositoryFacts): Finding {
  return withNearMiss(finding, Object.hasOwn(NEAR_MISSES, id) ? NEAR_MISSES[id as keyof typeof NEAR_MISSES] : undefined, facts)
}

/** A `missing` beside a file that could not be read and may hold the evidence, or a folder that could not be listed, is `unknown`; every other finding stays. */
export function withGaps(needs: readonly Need[], finding: Finding, facts: RepositoryFacts): Finding {
  if (finding.standing !== 'missing') return finding
  const gap = facts.gaps.find((candidate) => mayHoldEvidence(candidate.path, needs)) ?? ownUnlistedFolders(facts)[0]
  if (gap === undefined) return finding
  return unknown(`Nothing was found, and ${gap.path} could not be read (${gap.reason}). Nothing is held against the repository.`)
}

/** What could not be seen. */
export function unknown(found: string): Finding {
  return { standing: 'unknown', evidence: [], against: [], found, next: '' }
}
