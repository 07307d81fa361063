import type { Mark } from '../../model/work.ts'

/** The mark by which it is looked at whether somebody is stuck in a repository: one row a repository, which waits by itself for the next time at which that may be so. */
export function stuckMark({ installationId, repositoryId }: Pick<Mark, 'installationId' | 'repositoryId'>, dueAt: number, reason: string): Mark {
  return { installationId, repositoryId, target: { kind: 'stuck' }, dueAt, reason }
}
