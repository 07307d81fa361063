import { counts, type Changes } from './carried.ts'
import type { StoryCommit } from './commits.ts'
import type { Happenings } from './happenings.ts'

/** What of a story tells of merges. */
type Lines = { readonly happened: Happenings; readonly defaultBranch: string; readonly commits: readonly StoryCommit[] }

/** A pull request of a person that was merged into the default branch, and the commit that its merge made. */
export type Merge = { readonly at: number; readonly number: number; readonly sha: string; readonly head: string; readonly base: string }

/** The merges into the default branch, the first one first. */
export function mergesOf({ happened, defaultBranch }: Pick<Lines, 'happened' | 'defaultBranch'>): readonly Merge[] {
  return happened.pulls.filter(({ isMerged, baseBranch, byBot }) => isMerged && baseBranch === defaultBranch && !byBot).map(({ at, number, mergeSha, head, base }) => ({ at, number, sha: mergeSha ?? head, head, base }))
}

/** The merges that brought a change of the model, which is known since a time, and which the default branch had not before: by the head that was merged, or, where that was not judged, also by the commit that the merge made. */
export function mergesOfChange(story: Lines & { readonly changes: Changes }, since: number | null): readonly Merge[] {
  const judged = new Set(story.commits.map(({ sha }) => sha))
  const came = onDefault(story)
  return mergesOf(story).filter(({ at, sha, head, base }) => {
    const before = came.findLast((one) => one.at < at && one.sha !== sha && one.sha !== head)?.sha ?? base
    const isBrought = (by: string): boolean => counts(since, at, by, story) && (since === Number.NEGATIVE_INFINITY || story.changes.brings(by, before))
    return isBrought(head) || (!judged.has(head) && judged.has(sha) && isBrought(sha))
  })
}

/** The commit (a SHA) that came to the default branch last; null where none is known. */
export function newestOnDefault(story: Lines): string | null {
  return onDefault(story).at(-1)?.sha ?? null
}

function onDefault(story: Lines): readonly { readonly sha: string; readonly at: number }[] {
  return [...defaultCommits(story)].map(([sha, at]) => ({ sha, at })).toSorted((one, other) => one.at - other.at)
}

/** The commits that came to the default branch, each with the time at which it did: by pushes, by merges, or, of those that no event told of, by what was judged. */
export function defaultCommits({ happened, defaultBranch, commits }: Lines): ReadonlyMap<string, number> {
  const came = [
    ...happened.pushes.filter(({ branch }) => branch === defaultBranch).map(({ after, at }) => [after, at] as const),
    ...mergesOf({ happened, defaultBranch }).map(({ sha, at }) => [sha, at] as const),
    ...commits.filter(({ trace: { isDefaultBranch } }) => isDefaultBranch).map(({ sha, at }) => [sha, at] as const),
  ]
  const first = new Map<string, number>()
  for (const [sha, at] of came) if (!first.has(sha)) first.set(sha, at)
  return first
}

/** The judged commits of the default branch, the one that came last at the end. */
export function judgedOnDefault(story: Lines): readonly StoryCommit[] {
  const came = defaultCommits(story)
  return story.commits.filter(({ sha }) => came.has(sha)).toSorted((one, other) => (came.get(one.sha) ?? 0) - (came.get(other.sha) ?? 0))
}
