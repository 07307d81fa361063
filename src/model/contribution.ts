/**
 * Somebody as a commit, a pull request or a review names them. Where GitHub knows no account behind a commit, `id` is null, `login` is empty and `email` is what the commit says; with an account no e-mail is kept. Who was erased has an id below
 * zero, or a word in the place of their e-mail (`isErased`).
 */
export type Contributor = { readonly id: number | null; readonly login: string; readonly email: string; readonly isBot: boolean }

/** Whether somebody who was erased stands there. */
export function isErased({ id, email }: Pick<Contributor, 'id' | 'email'>): boolean {
  return id === null ? /^nobody-\d+$/.test(email) : id < 0
}

/** A commit of the default branch; `authors` are its author and co-authors, by their places among the people. A merge has more than one parent. */
export type ReadCommit = { readonly sha: string; readonly at: number; readonly isMerge: boolean; readonly authors: readonly number[] }

export type ReadReview = { readonly reviewer: number; readonly at: number; readonly says: 'approved' | 'changes' | 'commented' }

/** A pull request; `opener` is null where its account is gone. */
export type ReadPull = { readonly number: number; readonly opener: number | null; readonly openedAt: number; readonly mergedAt: number | null; readonly reviews: readonly ReadReview[]; readonly reviewsBeyond: number }

/** What was read of who did what in a repository. `head` is null where its default branch has no commit; `beyond` is how many there are that were not read. Times are milliseconds since 1970. */
export type ContributionReading = {
  readonly readAt: number
  readonly branch: string
  readonly head: string | null
  readonly people: readonly Contributor[]
  readonly commits: readonly ReadCommit[]
  readonly pulls: readonly ReadPull[]
  /** When the pull request that changed last did so; 0 where there is none. */
  readonly pullsUpTo: number
  readonly beyond: { readonly commits: number; readonly pulls: number }
}

/** Somebody of a course to whom contributions may belong. `email` is empty where it is not known. */
export type PossibleContributor = { readonly key: string; readonly name: string; readonly login: string; readonly email: string; readonly personId: number | null; readonly worksHere: boolean }

/** What one student did in a repository; pull requests by their numbers. `together` counts the commits that have other authors, too. */
export type StudentContribution = {
  readonly student: PossibleContributor
  readonly commits: number
  readonly together: number
  readonly opened: readonly number[]
  readonly merged: readonly number[]
  /** Pull requests of others on which they approved or asked for changes, and those on which they commented alone. */
  readonly reviewed: readonly number[]
  readonly commented: readonly number[]
  readonly lastAt: number | null
}

/** What others did: staff, bots, and who is no student of the course; `logins` names the last. */
export type OtherContributions = { readonly commits: number; readonly opened: number; readonly reviewed: number; readonly logins: readonly string[] }

/** Who did what in a repository that several work on. `unknown` counts commits of nobody that GitHub knows; `merges` those that were left out. */
export type Contributions = {
  readonly students: readonly StudentContribution[]
  readonly others: OtherContributions
  readonly unknown: { readonly commits: number }
  readonly merges: number
  readonly beyond: { readonly commits: number; readonly pulls: number; readonly reviews: number }
}
