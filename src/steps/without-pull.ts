import type { HostedRepository, PullRequest } from '../model/hosting.ts'
import type { ProgressSeen } from './seen.ts'

/**
 * What was seen of a repository besides one pull request that is open: without its own events, the pushes and runs of its branch, and the commits that were judged
 * there. The steps folded from it are those that stand without this pull request.
 */
export function withoutPull(seen: ProgressSeen, { number, head }: Pick<PullRequest, 'number' | 'head'>, repository: Pick<HostedRepository, 'id' | 'defaultBranch'>): ProgressSeen {
  const isForked = head.repositoryId !== repository.id
  const line = isForked ? `refs/pull/${number}/head` : head.branch
  // The default branch stays, also where somebody asks to merge it into another one.
  if (line === repository.defaultBranch) return seen
  const isItsOwn = ({ kind, facts }: ProgressSeen['events'][number]): boolean => {
    if (kind.startsWith('pull_request.')) return facts['number'] === number
    if (kind === 'push') return !isForked && facts['branch'] === head.branch
    return kind.startsWith('workflow_run.') && facts['headBranch'] === head.branch && (facts['headRepositoryId'] !== repository.id) === isForked
  }
  return {
    ...seen,
    events: seen.events.filter((event) => !isItsOwn(event)),
    traces: seen.traces.filter(({ branch, isDefaultBranch }) => isDefaultBranch || branch !== line),
  }
}
