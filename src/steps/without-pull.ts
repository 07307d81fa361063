import type { HostedRepository, PullRequest } from '../model/hosting.ts'
import type { DomainEvent } from '../model/work.ts'
import type { ProgressSeen } from './seen.ts'

/**
 * What was seen of a repository besides one pull request that is open: without its own events, the pushes and runs of its branch, and the commits that were judged
 * there; what an earlier pull request of the same branch brought stays. The steps folded from it are those that stand without this pull request.
 */
export function withoutPull(seen: ProgressSeen, pull: Pick<PullRequest, 'number' | 'head'>, repository: Pick<HostedRepository, 'id' | 'defaultBranch'>): ProgressSeen {
  const { number, head } = pull
  const isForked = head.repositoryId !== repository.id
  const line = isForked ? `refs/pull/${number}/head` : head.branch
  // The default branch stays, also where somebody asks to merge it into another one.
  if (line === repository.defaultBranch) return seen
  const since = startOf(seen.events, pull)
  const isItsOwn = ({ kind, at, facts }: DomainEvent): boolean => {
    if (kind.startsWith('pull_request.')) return facts['number'] === number
    return kind === 'push' && !isForked && facts['branch'] === head.branch && at > since
  }
  const brought = seen.events.filter(({ kind }) => kind === 'push' || kind.startsWith('pull_request.')).filter((event) => !isItsOwn(event))
  const others = new Set(brought.flatMap(({ facts }) => [facts['after'], facts['headSha'], facts['mergeSha']]))
  const isOfItsRuns = ({ kind, facts }: DomainEvent): boolean =>
    kind.startsWith('workflow_run.') && facts['headBranch'] === head.branch && (facts['headRepositoryId'] !== repository.id) === isForked && !others.has(facts['headSha'])
  return {
    ...seen,
    events: seen.events.filter((event) => !isItsOwn(event) && !isOfItsRuns(event)),
    traces: seen.traces.filter(({ branch, commit, isDefaultBranch }) => isDefaultBranch || branch !== line || others.has(commit)),
  }
}

/** When the branch of a pull request began to be its own: when the one before it from there was closed; minus infinity where there was none. */
function startOf(events: readonly DomainEvent[], { number, head }: Pick<PullRequest, 'number' | 'head'>): number {
  const own = events.filter(({ kind, facts }) => kind.startsWith('pull_request.') && facts['number'] === number)
  const opened = Math.min(...own.map(({ at }) => at))
  const closed = events.filter(({ kind, at, facts }) => kind === 'pull_request.closed' && at <= opened && facts['headBranch'] === head.branch && facts['headRepositoryId'] === head.repositoryId && Number(facts['number']) < number)
  return Math.max(...closed.map(({ at }) => at), Number.NEGATIVE_INFINITY)
}
