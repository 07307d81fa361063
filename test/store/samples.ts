import type { Delivery, Meaning } from '../../src/flow/ports/store-ports.ts'
import type { CommitTrace } from '../../src/model/commit-trace.ts'
import type { Decision, Statement } from '../../src/model/decision.ts'
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

export function trace(commit: string, changes: Partial<CommitTrace> = {}): CommitTrace {
  return {
    repositoryId: CHURN, commit, branch: 'main', isDefaultBranch: true, since: NOON, model: { parameters: [], preprocessing: [], training: [], locked: [], tracked: [] }, experiments: [],
    claims: [], criteria: [], runs: [], tests: [], stages: [], deployments: [], gaps: [], ...changes,
  }
}

const SPOKEN = { courseId: 'mlops', repositoryId: CHURN, at: NOON, said: { commentId: 5_000_000_077, number: 3 } } as const

export function decision(id: string, changes: Partial<Extract<Decision, { readonly kind: 'set' }>> = {}): Decision {
  return { ...SPOKEN, id, by: { id: 9, login: 'kim' }, kind: 'set', subject: { kind: 'item', id: 'health' }, outcome: 'present', automatic: 'partial', reason: 'seen', ...changes }
}

export function statement(id: string, changes: Partial<Extract<Statement, { readonly kind: 'dispute' }>> = {}): Statement {
  return { ...SPOKEN, id, by: { id: 42, login: 'ana' }, kind: 'dispute', subject: { kind: 'criterion', id: 'own:docs' }, text: 'it is in app.py', ...changes }
}
