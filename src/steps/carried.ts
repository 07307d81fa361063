import { isSameValue } from '../facts/capstone/same-value.ts'
import type { ModelState } from '../model/model-state.ts'
import { newestOf, type StoryCommit } from './commits.ts'
import { groupedBy } from '../facts/grouped.ts'
import type { Happenings } from './happenings.ts'
import { changesModel, type Pair } from './pairs.ts'

/** How a commit stands to changes of the model: `has`: it carries one. `undone`: pushes and merges lead from one to it, and it was taken back there. `none`: it is of another line of work. */
export type Carriage = 'has' | 'undone' | 'none'

/** The changes of the model (step 1.1) by time, and which commits carry them; a SHA that was not judged carries what pushes and merges lead to it. */
export type Changes = {
  readonly all: readonly Pair[]
  readonly at: (sha: string) => Carriage
  /** Whether a commit has a change that another one, null where none is known, has not, or has with other values. */
  readonly brings: (sha: string, over: string | null) => boolean
  /** The newest of some commits that stands to the last change that any of them stands to; the newest of all where none stands to any. What came to the default branch later, and has a change, goes before a side branch. Bots' and those that are gone are left out. */
  readonly newestOf: (commits: readonly StoryCommit[]) => StoryCommit | null
}

/** A changed setting or function: where it stands now and what it was: before the change, and on the default branch until then. */
type Part = { readonly kind: 'parameter' | 'preprocessing'; readonly path: string; readonly name: string; readonly isGone: boolean; readonly old: readonly string[] }

type Place = Pick<Part, 'kind' | 'path' | 'name'>
type ValuesAt = (sha: string, part: Place) => readonly string[]
type Defaults = readonly { readonly at: number; readonly commit: StoryCommit }[]

/** Of one change; those that follow add nothing to which commits carry it. */
const MOST_PARTS = 20

/** The one relation that says which commits have a change of the model. `defaults` are the judged commits of the default branch, each with the time at which it came there. */
export function changesOf(pairs: readonly Pair[], commits: readonly StoryCommit[], happened: Happenings, defaults: Defaults): Changes {
  const all = pairs.filter(changesModel)
  const judged = new Map(commits.map((commit) => [commit.sha, commit]))
  const contents = new Map(commits.map(({ sha, trace }) => [sha, contentOf(trace.model)]))
  const valuesAt: ValuesAt = (sha, part) => {
    const content = contents.get(sha)
    return content?.exact.get(`${part.kind}\0${part.path}\0${part.name}`) ?? content?.named.get(`${part.kind}\0${part.name}`) ?? []
  }
  const edges = groupedBy(edgesOf(happened), ({ from }) => from)
  const earlier = valuesOver(defaults, valuesAt)
  const known = all.map((pair) => ({ pair, parts: partsOf(pair, valuesAt, earlier), reached: reachedFrom(pair.after.sha, edges) }))
  const carriages = new Map<string, Carriage>()
  const carriage = (place: number, sha: string): Carriage => {
    const key = `${place} ${sha}`
    const found = carriages.get(key) ?? stands(known[place], sha, judged.get(sha), valuesAt)
    carriages.set(key, found)
    return found
  }
  const carriedAt = (sha: string): Carriage => {
    const found = all.map((_, place) => carriage(place, sha))
    return found.includes('has') ? 'has' : found.includes('undone') ? 'undone' : 'none'
  }
  const onDefault = new Set(defaults.map(({ commit }) => commit.sha))
  return {
    all,
    at: carriedAt,
    brings: (sha, over) => known.some(({ parts }, place) => carriage(place, sha) === 'has'
      && (over === null || carriage(place, over) !== 'has' || parts.some((part) => isOther(valuesAt(sha, part), valuesAt(over, part))))),
    newestOf: (among) => {
      const own = among.filter(({ isBots, isLive }) => !isBots && isLive)
      const last = all.findLastIndex((_, place) => own.some(({ sha }) => carriage(place, sha) !== 'none'))
      const found = newestOf(last < 0 ? own : own.filter(({ sha }) => carriage(last, sha) !== 'none'), happened)
      if (found === null || onDefault.has(found.sha)) return found
      const main = newestOf(own.filter(({ sha, lastAt }) => lastAt > found.lastAt && onDefault.has(sha) && carriedAt(sha) === 'has'), happened)
      return main ?? found
    },
  }
}

/** Whether something at a time and a commit (a SHA) counts for a step that follows the change of step 1.1, which is known since then: at or after it, at a commit that has a change. Where only a person says that the model was changed, all counts. */
export function counts(since: number | null, at: number, commit: string | null, { changes }: { readonly changes: Changes }): boolean {
  return since === Number.NEGATIVE_INFINITY || (since !== null && at >= since && commit !== null && changes.at(commit) === 'has')
}

function stands(change: { readonly pair: Pair; readonly parts: readonly Part[]; readonly reached: ReadonlySet<string> } | undefined, sha: string, commit: StoryCommit | undefined, valuesAt: ValuesAt): Carriage {
  if (change === undefined) return 'none'
  const { pair, parts, reached } = change
  if (sha === pair.after.sha) return 'has'
  const isReached = reached.has(sha)
  if (commit === undefined) return isReached ? 'has' : 'none'
  if (commit.lastAt < pair.at) return 'none'
  const states = parts.map((part): 'differs' | 'same' | 'unknown' => {
    const values = valuesAt(sha, part)
    if (values.length === 0) return part.isGone && commit.trace.model.parameters.some(({ path }) => path === part.path) ? 'differs' : 'unknown'
    return values.some((value) => part.old.some((old) => isSameValue(old, value))) ? 'same' : 'differs'
  })
  if (states.includes('differs')) return 'has'
  // What was renamed since is known by the line of work alone.
  return !isReached ? 'none' : states.includes('same') ? 'undone' : 'has'
}

/** Whether two lists of values are known and have none in common. */
function isOther(some: readonly string[], others: readonly string[]): boolean {
  return some.length > 0 && others.length > 0 && !some.some((one) => others.some((other) => isSameValue(one, other)))
}

function partsOf({ at, changes, before, after }: Pair, valuesAt: ValuesAt, earlier: (part: Place, before: number) => Before): readonly Part[] {
  const parts = [
    ...changes.parameters.map(({ path, name, before: was, after: is }) => ({ part: { kind: 'parameter', path, name } as const, isGone: is === null, was: was === null ? [] : [was] })),
    ...changes.preprocessing.map(({ path, name, change }) => ({ part: { kind: 'preprocessing', path, name } as const, isGone: change === 'removed', was: before.trace.model.preprocessing.flatMap((piece) => piece.name === name ? [piece.digest] : []) })),
  ]
  return parts.slice(0, MOST_PARTS).map(({ part, isGone, was }) => {
    const { last, ever } = earlier(part, at)
    const is = valuesAt(after.sha, part)
    // Who goes back to a value of long ago has changed it all the same; who goes back to that of now has not.
    const old = ever.filter((value) => last.includes(value) || !is.some((one) => isSameValue(one, value)))
    return { ...part, isGone, old: [...new Set([...was, ...old])] }
  })
}

type Before = { readonly last: readonly string[]; readonly ever: readonly string[] }

/** Tells the values that a setting or function had on the default branch before a time: the last ones, and all ever. Each part is looked up once in all commits, however many changes ask. */
function valuesOver(defaults: Defaults, valuesAt: ValuesAt): (part: Place, before: number) => Before {
  const known = new Map<string, readonly { readonly at: number; readonly values: readonly string[] }[]>()
  const ordered = defaults.toSorted((one, other) => one.at - other.at)
  return (part, before) => {
    const key = `${part.kind}\0${part.path}\0${part.name}`
    const all = known.get(key) ?? ordered.map(({ at, commit }) => ({ at, values: valuesAt(commit.sha, part) })).filter(({ values }, place, of) => String(values) !== String(of[place - 1]?.values))
    known.set(key, all)
    const by = all.filter(({ at }) => at < before)
    return { last: by.at(-1)?.values ?? [], ever: by.flatMap(({ values }) => values) }
  }
}

/** The values of the settings and the digests of the functions of a commit, by path and name, and by name alone for what was moved. */
function contentOf({ parameters, preprocessing }: ModelState): { readonly exact: ReadonlyMap<string, readonly string[]>; readonly named: ReadonlyMap<string, readonly string[]> } {
  const all = [...parameters.map(({ path, name, value }) => ({ kind: 'parameter', path, name, value })), ...preprocessing.map(({ path, name, digest }) => ({ kind: 'preprocessing', path, name, value: digest }))]
  const valuesBy = (keyOf: (one: (typeof all)[number]) => string): ReadonlyMap<string, readonly string[]> => new Map([...groupedBy(all, keyOf)].map(([key, group]) => [key, group.map(({ value }) => value)]))
  return { exact: valuesBy(({ kind, path, name }) => `${kind}\0${path}\0${name}`), named: valuesBy(({ kind, name }) => `${kind}\0${name}`) }
}

type Edge = { readonly from: string; readonly to: string }

/** From which commit to which pushes, the states of a pull request, and merges lead. */
function edgesOf({ pushes, pulls }: Happenings): readonly Edge[] {
  const heads = new Map<number, string>()
  return [
    ...pushes.flatMap(({ before, after }) => before === null ? [] : [{ from: before, to: after }]),
    ...pulls.flatMap(({ number, head, isMerged, mergeSha }): readonly Edge[] => {
      const last = heads.get(number)
      heads.set(number, head)
      return [...last === undefined || last === head ? [] : [{ from: last, to: head }], ...isMerged && mergeSha !== null ? [{ from: head, to: mergeSha }] : []]
    }),
  ]
}

function reachedFrom(sha: string, edges: ReadonlyMap<string, readonly Edge[]>): ReadonlySet<string> {
  const reached = new Set([sha])
  for (const one of reached) for (const { to } of edges.get(one) ?? []) reached.add(to)
  return reached
}
