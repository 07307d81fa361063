import type { Delivery, Meaning } from '../../src/flow/store-ports.ts'
import type { HostedRepository, Installation } from '../../src/model/hosting.ts'
import type { DomainEvent, Mark, WorkTarget } from '../../src/model/work.ts'

/** A time in milliseconds since 1970, larger than 32 bits as real ones are. */
export const NOON = 1_764_072_000_000

/** Ids of repositories are larger than 32 bits too. */
export const CHURN = 5_000_000_001
export const RIVER = 5_000_000_002

export const NOTHING: Meaning = { result: 'used', marks: [], events: [], installations: [], repositories: [], removed: [] }

export function delivery(id: string, changes: Partial<Delivery> = {}): Delivery {
  return { id, name: 'push', action: null, installationId: 7, repositoryId: CHURN, receivedAt: NOON, body: '{"ref":"refs/heads/main"}', ...changes }
}

export function mark(changes: Partial<Mark> = {}): Mark {
  return { installationId: 7, repositoryId: CHURN, target: branch('main'), dueAt: NOON, reason: 'push', ...changes }
}

export function branch(name: string): WorkTarget {
  return { kind: 'branch', name }
}

export function event(id: string, changes: Partial<DomainEvent> = {}): DomainEvent {
  return { id, kind: 'pushed', installationId: 7, repositoryId: CHURN, actor: { id: 42, login: 'ana' }, at: NOON, facts: { forced: false, commits: 2, pull: null }, ...changes }
}

export function installation(id: number, changes: Partial<Installation> = {}): Installation {
  return { id, account: { id: 900, login: 'octo-school', kind: 'organization' }, suspended: false, ...changes }
}

export function repository(id: number, changes: Partial<HostedRepository> = {}): HostedRepository {
  return { id, installationId: 7, ownerId: 900, owner: 'octo-school', name: `capstone-${id}`, defaultBranch: 'main', private: true, archived: false, topics: ['mlops'], ...changes }
}
