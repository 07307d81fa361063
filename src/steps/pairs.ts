import { differencesOf } from '../facts/capstone/differences.ts'
import type { Change, ModelChanges } from '../model/model-change.ts'
import type { ModelState } from '../model/model-state.ts'
import type { StoryCommit } from './commits.ts'
import type { Happenings, Pushed } from './happenings.ts'

/** Two judged commits of which the second continues the first, and what differs between them in the work on the model. `branch` is where the second came. */
export type Pair = { readonly at: number; readonly before: StoryCommit; readonly after: StoryCommit; readonly branch: string; readonly changes: ModelChanges }

/** `merge` is the commit that the merge of a pull request made, null where it was not merged: it holds what it is compared with. */
type Ends = Omit<Pair, 'changes'> & { readonly isDefault: boolean; readonly merge: string | null }

/** Of so many commits of the default branch, the newest ones, a branch of which no earlier commit is known is compared with the one that it is nearest to. */
const MOST_BASES = 20

/**
 * What students changed, in the order of time: of each push and each state of a pull request the commit before and the one after. Where the one before was not
 * judged, the pushes behind it are followed to one that was; a new branch, a pull request, and a branch of which no event told start from the commit of the default
 * branch by then that differs least, since they may be behind it; a pull request that was merged, from what was there before its own merge. What a bot brought is left out, and of a branch what the default branch has by then.
 */
export function pairsOf(commits: readonly StoryCommit[], happened: Happenings, defaultBranch: string): readonly Pair[] {
  const judged = new Map(commits.map((commit) => [commit.sha, commit]))
  const defaultsAt = defaultsOf(commits, happened, defaultBranch, judged)
  const behind = behindOf(happened.pushes, judged)
  const ends = [
    ...happened.pushes.flatMap((push, place): readonly Ends[] => {
      const after = judged.get(push.after)
      if (after === undefined) return []
      const found = behind[place] ?? 'unknown'
      const isDefault = push.branch === defaultBranch
      const before = found === 'bot' ? null : found === 'unknown' ? (isDefault ? null : nearest(defaultsAt(push.at, null), after)) : found
      return joined(before, after, { at: push.at, branch: push.branch, isDefault, merge: null })
    }),
    ...happened.pulls.flatMap((pull): readonly Ends[] => {
      const after = judged.get(pull.head)
      if (after === undefined || pull.byBot) return []
      const merge = pull.isMerged ? pull.mergeSha : null
      const base = judged.get(pull.base)
      const bases = pull.baseBranch === defaultBranch ? [...base === undefined ? [] : [base], ...defaultsAt(pull.at, merge)] : base === undefined ? [] : [base]
      return joined(nearest(bases, after), after, { at: pull.at, branch: pull.headBranch, isDefault: false, merge })
    }),
    // Of what was pushed before the App came, the judged commits tell.
    ...commits.filter(({ isTold, trace: { branch, isDefaultBranch } }) => !isTold && branch !== null && !isDefaultBranch).flatMap((after) => joined(nearest(defaultsAt(after.at, null), after), after, { at: after.at, branch: after.trace.branch ?? '', isDefault: false, merge: null })),
  ]
  const merged = happened.pulls.flatMap((pull) => {
    const by = pull.isMerged && pull.baseBranch === defaultBranch && pull.mergeSha !== null ? judged.get(pull.mergeSha) : undefined
    return by === undefined ? [] : [{ pull, by }]
  })
  const pairs = new Map<string, Pair>()
  for (const { isDefault, merge, ...end } of ends.toSorted(byTime)) {
    const key = `${end.before.sha} ${end.after.sha}`
    if (pairs.has(key)) continue
    const [current] = isDefault ? [] : defaultsAt(end.at, merge)
    const all = differencesOf(end.before.trace.model, end.after.trace.model)
    // Of a branch from before the App came nothing tells from where it began: what its merge did not bring was no change.
    const isFromBefore = !isDefault && !end.before.isTold && end.before.trace.isDefaultBranch
    const result = isFromBefore ? merged.find(({ pull }) => pull.head === end.after.sha || (pull.fork === null && pull.headBranch === end.branch && pull.at >= end.at))?.by : undefined
    const changes = result === undefined ? all : sharedOf(all, differencesOf(end.before.trace.model, result.trace.model))
    pairs.set(key, { ...end, changes: doneIn(current === undefined || current === end.before ? changes : sharedOf(changes, differencesOf(current.trace.model, end.after.trace.model)), end.after.trace.model) })
  }
  return [...pairs.values()]
}

/** Whether a pair of commits changes the model (step 1.1). Where the earlier one holds none, the later one begins it and changes nothing. */
export function changesModel(pair: Pair): boolean {
  return holdsModel(pair) && pair.changes.parameters.length + pair.changes.preprocessing.length > 0
}

/** Whether the earlier commit of a pair holds a model. */
export function holdsModel({ before: { trace: { model } } }: Pair): boolean {
  return model.parameters.length + model.preprocessing.length + model.training.length > 0
}

/** What was done, without what is only gone: to delete code or data is no work on it. A setting that is gone counts where others of its file remain, since its default holds then. */
function doneIn({ parameters, preprocessing, training, tracked }: ModelChanges, after: ModelState): ModelChanges {
  const isDone = parameters.some((one) => one.after !== null || after.parameters.some(({ path }) => path === one.path))
  const done = <One extends { readonly change: Change }>(all: readonly One[]): readonly One[] => all.some(({ change }) => change !== 'removed') ? all : []
  return { parameters: isDone ? parameters : [], preprocessing: done(preprocessing), training: done(training), tracked: done(tracked) }
}

/** The changes of one list that another list has too, by what they are of. */
function sharedOf(changes: ModelChanges, others: ModelChanges): ModelChanges {
  const shared = <One extends { readonly path: string; readonly name?: string }>(all: readonly One[], among: readonly One[]): readonly One[] => {
    const keys = new Set(among.map(({ path, name }) => `${path}\0${name ?? ''}`))
    return all.filter(({ path, name }) => keys.has(`${path}\0${name ?? ''}`))
  }
  return {
    parameters: shared(changes.parameters, others.parameters), preprocessing: shared(changes.preprocessing, others.preprocessing),
    training: shared(changes.training, others.training), tracked: shared(changes.tracked, others.tracked),
  }
}

/** Of some commits the one whose work on the model differs least from another's; of several the first. */
function nearest(commits: readonly StoryCommit[], to: StoryCommit): StoryCommit | null {
  const sized = commits.map((commit) => {
    const { parameters, preprocessing, training, tracked } = differencesOf(commit.trace.model, to.trace.model)
    return { commit, size: parameters.length + preprocessing.length + training.length + tracked.length }
  })
  return sized.toSorted((one, other) => one.size - other.size)[0]?.commit ?? null
}

function joined(before: StoryCommit | null, after: StoryCommit, where: Omit<Ends, 'before' | 'after'>): readonly Ends[] {
  return before === null || after.isBots || before.sha === after.sha ? [] : [{ before, after, ...where }]
}

function byTime(one: Ends, other: Ends): number {
  return one.at - other.at || (one.after.sha < other.after.sha ? -1 : one.after.sha > other.after.sha ? 1 : one.before.sha < other.before.sha ? -1 : 1)
}

/**
 * Of each push the judged commit that it went on from, through pushes of the same branch that were not judged: `bot` where a bot pushed it, or one of those. Each
 * takes over what the push before it found, so that the time grows with the number of pushes alone.
 */
function behindOf(pushes: readonly Pushed[], judged: ReadonlyMap<string, StoryCommit>): readonly (StoryCommit | 'bot' | 'unknown')[] {
  const ends = new Map<string, StoryCommit | 'bot' | 'unknown'>()
  return pushes.map(({ before, branch, after, byBot }) => {
    const found = byBot ? 'bot' : before === null ? 'unknown' : judged.get(before) ?? ends.get(`${branch} ${before}`) ?? 'unknown'
    ends.set(`${branch} ${after}`, found)
    return found
  })
}

/** Tells what the default branch was at a time, without the commit that a merge made: its judged pushes by then, the newest first, then a commit of it of which no push was told. */
function defaultsOf(commits: readonly StoryCommit[], { pushes }: Happenings, defaultBranch: string, judged: ReadonlyMap<string, StoryCommit>): (at: number, merge: string | null) => readonly StoryCommit[] {
  const pushed = pushes.filter(({ branch, after }) => branch === defaultBranch && judged.has(after))
  const untold = commits.find(({ trace, isTold }) => trace.isDefaultBranch && !isTold)
  return (at, merge) => {
    const end = pushed.findLastIndex((push) => push.at <= at) + 1
    const found = pushed.slice(Math.max(0, end - MOST_BASES), end).reverse().flatMap(({ after }) => judged.get(after) ?? [])
    return [...found, ...untold === undefined ? [] : [untold]].filter(({ sha }) => sha !== merge)
  }
}
