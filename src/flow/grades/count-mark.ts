import type { Mark } from '../../model/work.ts'

/** The kind of the journal's event that says that a commit that counts can be judged no more: GitHub no longer has it, and nothing was read of it before. `facts` has it. */
export const COUNT_GONE = 'count.gone'

/** The mark by which the commits of a repository that count are judged for the gradebook, as far as that is due: one row a repository, which waits by itself for the end of the next hours for proofs. */
export function countMark({ installationId, repositoryId }: Pick<Mark, 'installationId' | 'repositoryId'>, dueAt: number, reason: string): Mark {
  return { installationId, repositoryId, target: { kind: 'count' }, dueAt, reason }
}
