import type { Mark } from '../model/work.ts'

/** The mark by which the commits of a repository that count are judged for the gradebook, as far as that is due: one row a repository, which waits by itself for the end of the next hours for proofs. */
export function countMark({ installationId, repositoryId }: Pick<Mark, 'installationId' | 'repositoryId'>, dueAt: number, reason: string): Mark {
  return { installationId, repositoryId, target: { kind: 'count' }, dueAt, reason }
}
