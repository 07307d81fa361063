import type { Mark } from '../../model/work.ts'

/** The mark by which it is read anew who did what in a repository. Nothing is asked of GitHub where one person works on it. */
export function contributionMark({ installationId, repositoryId }: Pick<Mark, 'installationId' | 'repositoryId'>, dueAt: number, reason: string): Mark {
  return { installationId, repositoryId, target: { kind: 'contributions' }, dueAt, reason }
}
