import { differencesOf } from '../facts/capstone/differences.ts'
import type { ModelChanges } from '../model/model-change.ts'
import type { StoryCommit } from './commits.ts'
import type { Happenings, Pushed } from './happenings.ts'

/** Two judged commits of which the second continues the first, and what differs between them in the work on the model. `branch` is where the second came. */
export type Pair = { readonly at: number; readonly before: StoryCommit; readonly after: StoryCommit; readonly branch: string; readonly changes: ModelChanges }

type Ends = Omit<Pair, 'changes'>

/** Longer chains of pushes that nobody judged are not followed. */
const MOST_FOLLOWED = 200

/**
 * What students changed, in the order of time: of each push and each state of a pull request the commit before and the one after. Where the one before was not
 * judged, the pushes behind it are followed to one that was; a new branch starts from what the default branch was then. What a bot brought is left out.
 */
export function pairsOf(commits: readonly StoryCommit[], happened: Happenings, defaultBranch: string): readonly Pair[] {
  const judged = new Map(commits.map((commit) => [commit.sha, commit]))
  const baseAt = (at: number): StoryCommit | null => defaultAt(at, commits, happened, defaultBranch)
  const ends = [
    ...happened.pushes.flatMap((push): readonly Ends[] => {
      const found = behind(push, happened.pushes, judged)
      const before = found === 'unknown' ? (push.branch === defaultBranch ? null : baseAt(push.at)) : found
      return joined(before, judged.get(push.after), push.at, push.branch)
    }),
    ...happened.pulls.flatMap((pull): readonly Ends[] => {
      const before = pull.byBot ? null : judged.get(pull.base) ?? (pull.baseBranch === defaultBranch ? baseAt(pull.at) : null)
      return joined(before, judged.get(pull.head), pull.at, pull.headBranch)
    }),
  ]
  const pairs = new Map<string, Pair>()
  for (const end of ends.toSorted(byTime)) {
    const key = `${end.before.sha} ${end.after.sha}`
    if (!pairs.has(key)) pairs.set(key, { ...end, changes: differencesOf(end.before.trace.model, end.after.trace.model) })
  }
  return [...pairs.values()]
}

function joined(before: StoryCommit | null, after: StoryCommit | undefined, at: number, branch: string): readonly Ends[] {
  return before === null || after === undefined || after.isBots || before.sha === after.sha ? [] : [{ at, before, after, branch }]
}

function byTime(one: Ends, other: Ends): number {
  return one.at - other.at || (one.after.sha < other.after.sha ? -1 : one.after.sha > other.after.sha ? 1 : one.before.sha < other.before.sha ? -1 : 1)
}

/** The judged commit that a push went on from, through pushes of the same branch that were not judged; null where a bot pushed it, or one of those. */
function behind(push: Pushed, pushes: readonly Pushed[], judged: ReadonlyMap<string, StoryCommit>): StoryCommit | null | 'unknown' {
  let one: Pushed | undefined = push
  for (let count = 0; one !== undefined && count < MOST_FOLLOWED; count += 1) {
    const { before, branch, at, byBot }: Pushed = one
    if (byBot) return null
    const found = before === null ? undefined : judged.get(before)
    if (found !== undefined) return found
    one = before === null ? undefined : pushes.findLast((other) => other.after === before && other.branch === branch && other.at <= at)
  }
  return 'unknown'
}

/** What the default branch was at a time: its newest judged push by then, else a commit of it of which no push was told. */
function defaultAt(at: number, commits: readonly StoryCommit[], { pushes }: Happenings, defaultBranch: string): StoryCommit | null {
  const pushed = pushes.findLast((push) => push.branch === defaultBranch && push.at <= at && commits.some(({ sha }) => sha === push.after))
  const found = commits.find(({ sha }) => sha === pushed?.after)
  return found ?? commits.find(({ trace, isTold }) => trace.isDefaultBranch && !isTold) ?? null
}
