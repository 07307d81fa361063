import { inOrder, type ProgressSeen } from './seen.ts'

/** The numbers of the pull requests that are open by what is known of them, in their order. */
export function openPullsIn({ events }: Pick<ProgressSeen, 'events'>): readonly number[] {
  const newest = new Map<number, string>()
  for (const { kind, facts: { number } } of inOrder(events)) if (kind.startsWith('pull_request.') && typeof number === 'number') newest.set(number, kind)
  return [...newest].flatMap(([number, kind]) => kind === 'pull_request.closed' ? [] : [number]).toSorted((one, other) => one - other)
}
