import type { GitHubClient } from '../client.ts'

/** What every part of the work for one installation is done with. */
export type Desk = {
  readonly client: GitHubClient
  readonly installationId: number
  readonly appId: number
  readonly now: () => number
  /** Where repositories have their pages: `https://github.com`. */
  readonly webUrl: string
}

/** Longest list that is read: pages of a hundred. */
export const A_PAGE = 100
