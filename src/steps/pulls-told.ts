import type { PullSeen } from '../model/repository-seen.ts'
import type { DomainEvent } from '../model/work.ts'
import { inOrder } from './seen.ts'

/** The pull requests that events tell of, the newest number in front. */
export function pullsIn(events: readonly DomainEvent[]): readonly PullSeen[] {
  const pulls = new Map<number, PullSeen>()
  for (const { kind, at, actor, facts } of inOrder(events)) {
    const { number } = facts
    if (!kind.startsWith('pull_request.') || typeof number !== 'number') continue
    const known = pulls.get(number)
    const opened = kind === 'pull_request.opened' ? { openedBy: actor?.login ?? null, openedAt: at } : { openedBy: known?.openedBy ?? null, openedAt: known?.openedAt ?? null }
    pulls.set(number, { number, state: kind !== 'pull_request.closed' ? 'open' : facts['merged'] === true ? 'merged' : 'closed', ...opened, changedAt: at })
  }
  return [...pulls.values()].toSorted((one, other) => other.number - one.number)
}
