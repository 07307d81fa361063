/** Where the App is installed. */
export type Installation = {
  readonly id: number
  readonly account: { readonly id: number; readonly login: string; readonly kind: 'organization' | 'user' }
  readonly suspended: boolean
}

/** The repository that another one was made from, by its name (`owner/name`) when it was asked for. */
export type TemplateOrigin = { readonly id: number; readonly name: string }

/** A repository as GitHub hosts it. The numeric id stays through renames and transfers; owner and name are as last seen. */
export type HostedRepository = {
  readonly id: number
  readonly installationId: number
  readonly ownerId: number
  readonly owner: string
  readonly name: string
  readonly defaultBranch: string
  /** Whether only those who were let in can read it: an `internal` one is not, since everybody of an enterprise reads it. */
  readonly private: boolean
  readonly archived: boolean
  readonly topics: readonly string[]
  /** What it was made from; null for no template. Left out where that is not known: lists and webhooks do not tell it. */
  readonly template?: TemplateOrigin | null
}

/** A pull request as far as judging it needs: `head` may lie in a fork, whose repository may be gone (null). */
export type PullRequest = {
  readonly number: number
  readonly state: 'open' | 'closed'
  readonly merged: boolean
  readonly draft: boolean
  readonly author: { readonly id: number; readonly login: string } | null
  readonly head: { readonly sha: string; readonly branch: string; readonly repositoryId: number | null }
  readonly base: { readonly branch: string; readonly sha: string }
  /** The commit that GitHub made to try the merge, which runs of `pull_request` execute; null where there is none. */
  readonly mergeSha: string | null
}
