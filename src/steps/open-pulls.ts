import type { PullRequest } from '../model/hosting.ts'
import type { DomainEvent } from '../model/work.ts'
import { inOrder, type ProgressSeen } from './seen.ts'

/** The numbers of the pull requests that are open by what is known of them, in their order. */
export function openPullsIn(seen: Pick<ProgressSeen, 'events'>): readonly number[] {
  return openHeadsIn(seen).map(({ number }) => number)
}

/** The same with the head of each, as it was told last; what is not known of one is empty, or null. */
export function openHeadsIn({ events }: Pick<ProgressSeen, 'events'>): readonly Pick<PullRequest, 'number' | 'head'>[] {
  const newest = new Map<number, DomainEvent>()
  for (const event of inOrder(events)) if (event.kind.startsWith('pull_request.') && typeof event.facts['number'] === 'number') newest.set(event.facts['number'], event)
  return [...newest].flatMap(([number, { kind, facts }]) => kind === 'pull_request.closed' ? [] : [{ number, head: headOf(facts) }]).toSorted((one, other) => one.number - other.number)
}

function headOf({ headSha, headBranch, headRepositoryId }: DomainEvent['facts']): PullRequest['head'] {
  return { sha: typeof headSha === 'string' ? headSha : '', branch: typeof headBranch === 'string' ? headBranch : '', repositoryId: typeof headRepositoryId === 'number' ? headRepositoryId : null }
}
