import type { CountablePush } from '../../model/grading.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { happeningsOf } from '../../steps/happenings.ts'
import type { AssessmentStore, JournalStore } from '../ports/store-ports.ts'

export type PushParts = { readonly journal: Pick<JournalStore, 'newestEventsOf'>; readonly assessments: Pick<AssessmentStore, 'seenOnDefaultBranch'> }

/** A capstone takes some dozens of pushes. */
const MOST_PUSHES = 2_000
/** So many commits of the default branch are known where no webhook told of a push. */
const MOST_COMMITS = 200

/**
 * The pushes to the branch that was the default one when they came, by GitHub's own times. A judged commit of it that no webhook told of was there when it was first judged, or when it was pushed over, whichever came
 * first: so it is with those of before the App was installed, of lost deliveries, and of a branch that became the default one.
 */
export async function countablePushes(repository: HostedRepository, { journal, assessments }: PushParts): Promise<readonly CountablePush[]> {
  const events = await journal.newestEventsOf(repository.id, MOST_PUSHES, ['push'])
  // Events of before this was noted are told by what the branch is called now.
  const toDefault = new Map(events.map(({ id, facts }) => [id, facts['toDefault']]))
  const pushes = happeningsOf({ repository, events }).pushes.filter(({ id, branch }) => toDefault.get(id) ?? branch === repository.defaultBranch)
  const told = new Set(pushes.map(({ after }) => after))
  const pushedOver = new Map(pushes.toReversed().map(({ before, at }) => [before, at]))
  const seen = (await assessments.seenOnDefaultBranch(repository.id, MOST_COMMITS)).filter(({ commit }) => !told.has(commit)).map(({ commit, at }) => ({ commit, at: Math.min(at, pushedOver.get(commit) ?? at) }))
  // Sorted to be stable: what was pushed over stands in front of what came over it, and pushes of one second stay in their order.
  return [...seen, ...pushes.map(({ after, at }) => ({ commit: after, at }))].toSorted((one, other) => one.at - other.at)
}
