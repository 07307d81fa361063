import type { CommitTrace } from '../model/commit-trace.ts'
import { groupedBy } from '../facts/grouped.ts'
import { isOfPages, type Happenings, type Pulled } from './happenings.ts'
import type { ProgressSeen } from './seen.ts'

/**
 * One judged commit in its place in time, in milliseconds since 1970: when it came first and when last (a branch can be set back to it), by GitHub's word where
 * an event brought it (`isTold`). `isBots`: a bot alone brought it. `isLive`: it is on a branch, or in a pull request, that is still there, or was merged; a branch whose
 * pull requests were closed without a merge since is not.
 */
export type StoryCommit = { readonly sha: string; readonly trace: CommitTrace; readonly at: number; readonly lastAt: number; readonly isTold: boolean; readonly isBots: boolean; readonly isLive: boolean }

type Bringing = { readonly sha: string; readonly at: number; readonly byBot: boolean; readonly isLive: boolean; readonly isNew: boolean }

/** Branches that the bots of GitHub and Renovate open, where nobody told who did. */
const BRANCH_OF_BOT = /^(?:dependabot|renovate)\//
const OPENING: ReadonlySet<string> = new Set(['opened', 'synchronize'])

/** The judged commits by the time at which they came, then by their SHA. */
export function commitsOf({ traces, repository }: Pick<ProgressSeen, 'traces' | 'repository'>, happened: Happenings): readonly StoryCommit[] {
  const bringings = groupedBy(bringingsOf(happened, repository.defaultBranch), ({ sha }) => sha)
  const newest = new Map<string, CommitTrace>()
  for (const trace of traces.toSorted(byText)) if (!isOfPages(trace.branch, repository)) newest.set(trace.commit, trace)
  return [...newest.values()].map((trace) => placed(trace, bringings.get(trace.commit) ?? [])).toSorted((one, other) => one.at - other.at || (one.sha < other.sha ? -1 : 1))
}

/** Of two traces of one commit, which a store never gives, the choice is the same in any order. */
function byText(one: CommitTrace, other: CommitTrace): number {
  return one.commit !== other.commit ? 0 : JSON.stringify(one) < JSON.stringify(other) ? -1 : 1
}

function placed(trace: CommitTrace, bringings: readonly Bringing[]): StoryCommit {
  const { commit, branch } = trace
  const read = readAt(trace)
  if (bringings.length === 0) return { sha: commit, trace, at: read, lastAt: read, isTold: false, isBots: isOfBot(branch), isLive: true }
  const isTold = bringings.some(({ isNew }) => isNew)
  // What only became of a commit (its pull request was closed) says that it was there before.
  const at = Math.min(...bringings.map((one) => one.at), isTold ? Number.POSITIVE_INFINITY : read)
  return {
    sha: commit, trace, at, lastAt: Math.max(...bringings.flatMap((one) => one.isNew ? [one.at] : []), at), isTold,
    isBots: bringings.every(({ byBot }) => byBot), isLive: bringings.some(({ isLive }) => isLive),
  }
}

/** When a commit was there at the latest, by what was read of it and what ran at it, in milliseconds since 1970. */
export function readAt({ since, runs }: CommitTrace): number {
  return Math.min(since, ...runs.map(({ createdAt }) => createdAt))
}

/** Whether the name of a branch is of those that bots make. */
export function isOfBot(branch: string | null): boolean {
  return branch !== null && BRANCH_OF_BOT.test(branch)
}

function bringingsOf({ pushes, pulls, deleted }: Happenings, defaultBranch: string): readonly Bringing[] {
  const gone = new Map(deleted.map(({ at, branch }) => [branch, at]))
  const states = new Map<number, Pulled>(pulls.map((pull) => [pull.number, pull]))
  const merges = new Set(pulls.flatMap(({ byBot, isMerged, mergeSha }) => byBot && isMerged && mergeSha !== null ? [mergeSha] : []))
  const proposed = groupedBy([...states.values()].filter(({ fork, headBranch }) => fork === null && headBranch !== defaultBranch), ({ headBranch }) => headBranch)
  return [
    // Who merges what a bot proposes has not written it.
    ...pushes.map(({ at, branch, after, byBot }) => ({ sha: after, at, byBot: byBot || merges.has(after), isLive: at > (gone.get(branch) ?? -1) && !isGivenUp(at, after, proposed.get(branch) ?? []), isNew: true })),
    ...pulls.map(({ at, number, action, head, byBot }) => ({ sha: head, at, byBot, isLive: states.get(number)?.isOpen === true, isNew: OPENING.has(action) })),
    ...pulls.flatMap(({ at, isMerged, mergeSha, byBot }) => isMerged && mergeSha !== null ? [{ sha: mergeSha, at, byBot, isLive: true, isNew: true }] : []),
  ]
}

/** Whether the pull requests of a branch were closed without a merge since something was pushed to it. `proposed` are their last states. */
function isGivenUp(at: number, sha: string, proposed: readonly Pulled[]): boolean {
  const since = proposed.filter((pull) => pull.at >= at || pull.head === sha)
  return since.length > 0 && since.every(({ isOpen, isMerged }) => !isOpen && !isMerged) && proposed.every(({ isOpen }) => !isOpen)
}

/** The newest commit of the students' work that is still there; null where there is none. */
export function newestOf(commits: readonly StoryCommit[], { pushes }: Happenings): StoryCommit | null {
  const own = commits.filter(({ isBots, isLive }) => !isBots && isLive)
  const last = Math.max(...own.map(({ lastAt }) => lastAt))
  const among = own.filter(({ lastAt }) => lastAt === last)
  // Pushes are told to the second: of two in one, the other went on from it.
  const places = new Map(pushes.map(({ after }, place) => [after, place]))
  return among.toSorted((one, other) => (places.get(one.sha) ?? -1) - (places.get(other.sha) ?? -1)).at(-1) ?? null
}
