import type { Mark } from '../../model/work.ts'

/** The reason of a mark after which the issue is written whatever is known of it: somebody changed it or took it away, or the App is installed again and may have missed that. */
export const ISSUE_TOUCHED = 'issue touched'

/** The mark by which the capstone issue of a repository is brought to date. */
export function capstoneMark({ installationId, repositoryId }: Pick<Mark, 'installationId' | 'repositoryId'>, dueAt: number, reason: string): Mark {
  return { installationId, repositoryId, target: { kind: 'capstone' }, dueAt, reason }
}
