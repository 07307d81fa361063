import type { HostedRepository } from '../../model/hosting.ts'
import type { EarlierMetrics } from '../../model/model-metrics.ts'
import type { CommitHead } from '../../model/run.ts'
import type { Assessment, AssessmentStore, KeptReading, ReadingStore } from '../ports/store-ports.ts'

/** How far back a commit with numbers is looked for: not every run measures the model. */
const MOST_COMMITS = 8

/**
 * What a commit's numbers are compared with: for one that asks to be merged into the default branch, the newest numbers there; for one of that branch, the newest of a commit that was known before
 * it. Null for every other commit, and where none has any. It goes by all that the commit was seen to be the head of, so that the order of deliveries does not matter.
 */
export async function earlierMetrics({ id, defaultBranch }: HostedRepository, { commit, since }: Pick<KeptReading, 'commit' | 'since'>, heads: readonly CommitHead[], { assessments, readings }: { readonly assessments: Pick<AssessmentStore, 'ofDefaultBranch'>; readonly readings: Pick<ReadingStore, 'of'> }): Promise<EarlierMetrics | null> {
  const isOfDefault = heads.some(({ branch }) => branch === defaultBranch)
  if (!isOfDefault && !heads.some(({ base }) => base === defaultBranch)) return null
  for (const one of await assessments.ofDefaultBranch(id, MOST_COMMITS)) {
    const { metrics = [] } = one.record
    if (one.commit === commit || metrics.length === 0 || (isOfDefault && !await wasKnownBefore(one, since, readings))) continue
    return { kind: isOfDefault ? 'line' : 'base', branch: defaultBranch, commit: one.commit, metrics }
  }
  return null
}

/** Judging a commit again does not make it a later one. */
async function wasKnownBefore({ repositoryId, commit }: Assessment, since: number, readings: Pick<ReadingStore, 'of'>): Promise<boolean> {
  const kept = await readings.of(repositoryId, commit)
  return kept !== null && kept.since < since
}
