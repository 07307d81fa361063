import { runsUntil, seenUntil } from '../../evidence/seen-until.ts'
import type { SeenThen } from '../../model/counted.ts'
import type { Probe } from '../../model/probe.ts'
import { earlierMetrics } from '../proof/earlier-metrics.ts'
import { earlierRuns, type EarlierParts, type EarlierQuestion } from '../proof/earlier-runs.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import type { ActivityStore, AssessmentStore, CommitActivity, KeptReading, ReadingStore } from '../ports/store-ports.ts'
import { waysBackOf } from '../proof/ways-back-of.ts'

export type SeenParts = EarlierParts & {
  readonly activities: Pick<ActivityStore, 'of' | 'save' | 'deployments'>
  readonly assessments: Pick<AssessmentStore, 'ofDefaultBranch'>
  readonly readings: Pick<ReadingStore, 'of' | 'withInputs'>
  readonly now: () => number
}

export type SeenQuestion = Pick<EarlierQuestion, 'port' | 'repository' | 'asks' | 'until'> & { readonly kept: KeptReading; readonly activity: CommitActivity; readonly probes: readonly Probe[] }

/** All that was seen of a commit besides its files: what ran on it and on earlier ones with the same inputs, where it was deployed, what its service answered, and the numbers of the model before it; of all that, what had been seen by `until`. */
export async function seenOf({ port, repository, asks, until, kept, activity: { commit, runs, deployments, heads }, probes }: SeenQuestion, parts: SeenParts): Promise<FromGitHub<SeenThen>> {
  const earlier = await earlierRuns({ port, repository, commit, plan: kept.reading.plan, runs: until === null ? runs : runsUntil(runs, until), asks, until }, parts, parts.now())
  if (!earlier.ok) return earlier
  const metricsBefore = await earlierMetrics(repository, kept, heads, parts)
  const seen: SeenThen = { runs, earlier: earlier.value, deployments, probes, waysBack: await waysBackOf(repository.id, commit, deployments, parts.activities), metricsBefore }
  return { ok: true, value: until === null ? seen : seenUntil(seen, until) }
}
