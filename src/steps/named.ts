import type { StepRecord } from '../model/progress.ts'
import { beginningOf } from './beginning.ts'
import type { ProgressSeen } from './seen.ts'
import { storyOf } from './story.ts'

/**
 * The commits that the steps rest on: those that showed one first, the heads that a merge among them brought, what each of these went on from, and the first judged
 * commit of the default branch, which everything began with. Without their traces a step that is done would open again. In no order, each once; pure.
 */
export function commitsNamed(seen: ProgressSeen, records: readonly StepRecord[]): readonly string[] {
  const { commits, pairs, happened } = storyOf(seen)
  const named = new Set(records.flatMap(({ commit }) => commit === null ? [] : [commit]))
  for (const { isMerged, mergeSha, head } of happened.pulls) if (isMerged && named.has(mergeSha ?? head)) named.add(head)
  for (const { before, after } of pairs) if (named.has(after.sha)) named.add(before.sha)
  const first = beginningOf(commits)
  return first === null ? [...named] : [...named.add(first.sha)]
}
