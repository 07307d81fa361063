import type { CommitEvidence, Evidence } from '../model/evidence.ts'
import type { CriterionId } from '../model/criterion.ts'
import type { TracedCriterion } from '../model/commit-trace.ts'
import type { Gap } from '../model/repository.ts'
import { changesOf, type Changes } from './carried.ts'
import { commitsOf, type StoryCommit } from './commits.ts'
import { happeningsOf, type Happenings } from './happenings.ts'
import { defaultCommits } from './merges.ts'
import { underOneName } from './one-name.ts'
import { pairsOf, type Pair } from './pairs.ts'
import { runsOf, type StoryRun } from './runs.ts'
import type { ProgressSeen } from './seen.ts'

/** What happened in a repository, joined with what its judged commits left behind: all that the steps are weighed by. */
export type Story = {
  readonly defaultBranch: string
  readonly url: string | null
  readonly happened: Happenings
  readonly commits: readonly StoryCommit[]
  readonly changes: Changes
  /** The newest commit of the students that is still there and belongs to the last change of the model, or the newest of all where nothing was changed; null where none was judged. */
  readonly newest: StoryCommit | null
  readonly pairs: readonly Pair[]
  readonly runs: readonly StoryRun[]
}

/** Joins events and traces; pure, and the same for any order and repetition of both. */
export function storyOf(told: ProgressSeen): Story {
  const seen = underOneName(told)
  const { repository: { defaultBranch }, url } = seen
  const happened = happeningsOf(seen)
  const commits = commitsOf(seen, happened)
  const pairs = pairsOf(commits, happened, defaultBranch)
  const came = defaultCommits({ happened, commits, defaultBranch })
  const changes = changesOf(pairs, commits, happened, commits.flatMap((commit) => { const at = came.get(commit.sha); return at === undefined ? [] : [{ at, commit }] }))
  return { defaultBranch, url, happened, commits, changes, newest: changes.newestOf(commits), pairs, runs: runsOf(commits, happened) }
}

/** A commit by the digits that people read. */
export function short(sha: string): string {
  return sha.slice(0, 7)
}

/** A criterion as it was left at a commit; null where it was not judged there. */
export function criterionAt({ trace }: StoryCommit, id: CriterionId): TracedCriterion | null {
  return trace.criteria.find((criterion) => criterion.id === id) ?? null
}

/** A judged commit as evidence; lines of its files can be opened from there, since a report links to the files of its own commit. */
export function commitPlace({ sha, trace }: StoryCommit, says: string, branch = trace.branch): CommitEvidence {
  return { kind: 'commit', sha, branch: branch ?? 'no branch', says }
}

/** Evidence of a commit that can be opened from the report of any other. */
export function placedAt(commit: StoryCommit, evidence: Evidence): Evidence {
  return evidence.kind === 'file' ? commitPlace(commit, `${evidence.path}:${evidence.line} ${evidence.says}`) : evidence
}

/** What of the newest commit could not be read among the paths of a pattern, as a sentence; null where nothing is known to be unseen. */
export function unseenAt({ newest }: Story, paths: RegExp): string | null {
  const gap = newest?.trace.gaps.find((one: Gap) => paths.test(one.path))
  return newest === null || gap === undefined ? null : `${gap.path} could not be read at ${short(newest.sha)} (${gap.reason}). Nothing is held against it.`
}

/** The same where a criterion could not be judged at the newest commit. */
export function unknownAt({ newest }: Story, id: CriterionId, what: string): string | null {
  return newest !== null && criterionAt(newest, id)?.outcome === 'unknown' ? `Whether ${what} could not be seen at ${short(newest.sha)}. Nothing is held against it.` : null
}
