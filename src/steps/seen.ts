import type { CommitTrace } from '../model/commit-trace.ts'
import { saidOrder, type Decision, type Statement } from '../model/decision.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { DomainEvent } from '../model/work.ts'

/** The kinds of events that show something of the steps: the one list for whoever reads them from the journal. */
export const EVENTS_OF_STEPS = [
  'push', 'branch.deleted', 'workflow_run.completed', 'deployment_status',
  'pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request.edited', 'pull_request.ready_for_review', 'pull_request.closed',
] as const

/** Everything by which the steps of one repository are judged: sets, in any order, with anything repeated. */
export type ProgressSeen = {
  readonly repository: Pick<HostedRepository, 'id' | 'defaultBranch' | 'private'>
  /** Its page on GitHub; null where none is known. */
  readonly url: string | null
  readonly events: readonly DomainEvent[]
  readonly traces: readonly CommitTrace[]
  readonly statements: readonly Statement[]
  readonly decisions: readonly Decision[]
}

/** Each once by its id, in the order of `saidOrder`, whatever came first. */
export function inOrder<One extends { readonly id: string; readonly at: number }>(all: readonly One[]): readonly One[] {
  return [...new Map(all.map((one) => [one.id, one])).values()].toSorted(saidOrder)
}
