import { jobsThatFailed } from '../../evidence/jobs-that-failed.ts'
import type { Standing, StuckStanding } from '../../model/standing.ts'
import type { Stuck } from '../../model/stuck.ts'
import type { DomainEvent } from '../../model/work.ts'
import { hintGiven } from '../answers/offer-hint.ts'
import type { ActivityStore, AssessmentStore, PublicationStore } from '../ports/store-ports.ts'

/** So many matters of one kind are kept of a repository. */
export const MOST_MATTERS = 20
/** How many commits back a failure is followed. */
const MOST_COMMITS = 30
const LONGEST_NAME = 100
const LONGEST_SENTENCE = 400

/** At what somebody is stuck, with the hint that was given for it. */
export async function stuckStandings(stuck: readonly Stuck[], repositoryId: number, { publications }: { readonly publications: Pick<PublicationStore, 'find'> }): Promise<readonly StuckStanding[]> {
  return Promise.all(stuck.map(async (one) => {
    const { kind, since, subject, branch, number, step, found, commits, job } = one
    return {
      kind, since, subject, branch: branch?.slice(0, LONGEST_NAME) ?? null, number, step, found: found.slice(0, LONGEST_SENTENCE), heads: commits.length,
      job: job === null ? null : { name: (job.job === '' ? job.workflow.split('/').at(-1) ?? '' : job.job).slice(0, LONGEST_NAME), step: job.step.slice(0, LONGEST_NAME), url: job.url },
      hint: await hintGiven(repositoryId, one, publications),
    }
  }))
}

/**
 * Since when jobs fail on the default branch: when the first of the commits in a row that failed was judged, back from the newest. A commit of which nothing that ran has ended tells nothing, and is passed over; so many commits are looked at that an older
 * beginning is told as later than it was. Null where nothing is known.
 */
export async function failingSince(repositoryId: number, { assessments, activities }: { readonly assessments: Pick<AssessmentStore, 'seenOnDefaultBranch'>; readonly activities: Pick<ActivityStore, 'of'> }): Promise<number | null> {
  let since: number | null = null
  for (const { commit, at } of (await assessments.seenOnDefaultBranch(repositoryId, MOST_COMMITS)).toReversed()) {
    const runs = (await activities.of(repositoryId, commit))?.runs.filter(({ conclusion }) => conclusion !== null) ?? []
    if (runs.length === 0) continue
    if (jobsThatFailed(runs).length === 0) break
    since = at
  }
  return since
}

/** The changes of the course's workflows that events tell, the newest of each file, the newest first. */
export function changedWorkflows(events: readonly DomainEvent[]): Standing['workflowChanges'] {
  const newest = new Map<string, Standing['workflowChanges'][number]>()
  for (const { at, facts: { path, headSha } } of events.toSorted((one, other) => one.at - other.at)) if (typeof path === 'string' && typeof headSha === 'string') newest.set(path, { path, commit: headSha, at })
  return [...newest.values()].toSorted((one, other) => other.at - one.at).slice(0, MOST_MATTERS)
}
