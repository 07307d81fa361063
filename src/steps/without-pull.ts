import type { HostedRepository, PullRequest } from '../model/hosting.ts'
import type { DomainEvent } from '../model/work.ts'
import type { ProgressSeen } from './seen.ts'

/** A pull request as far as what it brought is told apart by it; `merge` is the commit that its merge made, left out while it is open. */
export type BringingPull = Pick<PullRequest, 'number' | 'head'> & { readonly merge?: string | null }

/**
 * What was seen of a repository besides one pull request: without its own events, the pushes and runs of its branch, the commits that were judged
 * there, and those of its merge; what an earlier pull request of the same branch brought stays. The steps folded from it are those that stand without this pull request.
 */
export function withoutPull(seen: ProgressSeen, pull: BringingPull, repository: Pick<HostedRepository, 'id' | 'defaultBranch'>): ProgressSeen {
  const { number, head, merge = null } = pull
  const isForked = head.repositoryId !== repository.id
  const line = isForked ? `refs/pull/${number}/head` : head.branch
  // The default branch stays, also where somebody asks to merge it into another one.
  if (line === repository.defaultBranch) return seen
  const since = startOf(seen.events, pull)
  // What stood on the default branch by its merge alone does not stand without it.
  const isOfMerge = (commit: unknown): boolean => merge !== null && commit === merge
  const isItsOwn = ({ kind, at, facts }: DomainEvent): boolean => {
    if (kind.startsWith('pull_request.')) return facts['number'] === number
    return kind === 'push' && (isOfMerge(facts['after']) || (!isForked && facts['branch'] === head.branch && at > since))
  }
  const brought = seen.events.filter(({ kind }) => kind === 'push' || kind.startsWith('pull_request.')).filter((event) => !isItsOwn(event))
  const others = new Set(brought.flatMap(({ facts }) => [facts['after'], facts['headSha'], facts['mergeSha']]))
  const isOfItsBranch = (facts: DomainEvent['facts']): boolean => facts['headBranch'] === head.branch && (facts['headRepositoryId'] !== repository.id) === isForked && !others.has(facts['headSha'])
  const isOfItsRuns = ({ kind, facts }: DomainEvent): boolean => kind.startsWith('workflow_run.') && (isOfMerge(facts['headSha']) || isOfItsBranch(facts))
  return {
    ...seen,
    events: seen.events.filter((event) => !isItsOwn(event) && !isOfItsRuns(event)),
    traces: seen.traces.filter(({ branch, commit, isDefaultBranch }) => !isOfMerge(commit) && (isDefaultBranch || branch !== line || others.has(commit))),
  }
}

/** When the branch of a pull request began to be its own: when the one before it from there was closed; minus infinity where there was none. */
function startOf(events: readonly DomainEvent[], { number, head }: Pick<PullRequest, 'number' | 'head'>): number {
  const own = events.filter(({ kind, facts }) => kind.startsWith('pull_request.') && facts['number'] === number)
  const opened = Math.min(...own.map(({ at }) => at))
  const closed = events.filter(({ kind, at, facts }) => kind === 'pull_request.closed' && at <= opened && facts['headBranch'] === head.branch && facts['headRepositoryId'] === head.repositoryId && Number(facts['number']) < number)
  return Math.max(...closed.map(({ at }) => at), Number.NEGATIVE_INFINITY)
}
