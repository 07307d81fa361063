import type { StoryCommit } from './commits.ts'
import type { Story } from './story.ts'

/** A pull request of a person that was merged into the default branch, and the commit that its merge made. */
export type Merge = { readonly at: number; readonly number: number; readonly sha: string }

/** The merges into the default branch, the first one first. */
export function mergesOf({ happened, defaultBranch }: Story): readonly Merge[] {
  return happened.pulls.filter(({ isMerged, baseBranch, byBot }) => isMerged && baseBranch === defaultBranch && !byBot).map(({ at, number, mergeSha, head }) => ({ at, number, sha: mergeSha ?? head }))
}

/** The commits that came to the default branch, each with the time at which it did: by pushes, by merges, or, of those that no event told of, by what was judged. */
export function defaultCommits({ happened, defaultBranch, commits, ...story }: Story): ReadonlyMap<string, number> {
  const came = [
    ...happened.pushes.filter(({ branch }) => branch === defaultBranch).map(({ after, at }) => [after, at] as const),
    ...mergesOf({ happened, defaultBranch, commits, ...story }).map(({ sha, at }) => [sha, at] as const),
    ...commits.filter(({ trace: { isDefaultBranch } }) => isDefaultBranch).map(({ sha, at }) => [sha, at] as const),
  ]
  const first = new Map<string, number>()
  for (const [sha, at] of came) if (!first.has(sha)) first.set(sha, at)
  return first
}

/** The judged commits of the default branch, the one that came last at the end. */
export function judgedOnDefault(story: Story): readonly StoryCommit[] {
  const came = defaultCommits(story)
  return story.commits.filter(({ sha }) => came.has(sha)).toSorted((one, other) => (came.get(one.sha) ?? 0) - (came.get(other.sha) ?? 0))
}
