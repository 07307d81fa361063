import type { GitHubClient } from '../client.ts'

/** What every part of the work for one installation is done with. */
export type Desk = {
  readonly client: GitHubClient
  readonly installationId: number
  readonly appId: number
  readonly now: () => number
  /** Where the API is, without a slash at its end. */
  readonly apiUrl: string
  /** Where repositories have their pages: `https://github.com`. */
  readonly webUrl: string
}

/** A repository as a request names it; `id` is what messages call it. */
export type RepositoryName = { readonly owner: string; readonly name: string; readonly id: number | string }

/** Longest list that is read: pages of a hundred. */
export const A_PAGE = 100
