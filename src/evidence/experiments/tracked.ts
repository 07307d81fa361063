import type { ExperimentRun, Experiments, RegisteredVersion } from '../../model/experiments.ts'
import type { MlflowStatus, NamedNumber, NamedText } from '../../model/report-facts.ts'
import { MOST_STORED } from './stored-experiments.ts'

/** A run, and a registered version, with the store by which it is known. `isGone`: a newer version of the file or folder that held the run holds it no longer. */
export type PlacedRun = { readonly run: ExperimentRun; readonly store: Experiments; readonly isGone: boolean }
type PlacedVersion = { readonly version: RegisteredVersion; readonly store: Experiments }

/**
 * What several stores say together: each run and each registered version once, in the order in which they were seen first. `stores` holds of each place what it
 * said last, the newest first.
 */
export type Tracked = { readonly runs: readonly PlacedRun[]; readonly versions: readonly PlacedVersion[]; readonly stores: readonly Experiments[] }

export const NOTHING_TRACKED: Tracked = { runs: [], versions: [], stores: [] }

/** More than a capstone ever compares; what was seen first goes first. */
const MOST = { runs: 500, versions: 100, stores: 20 } as const
const UNFINISHED: ReadonlySet<MlflowStatus | null> = new Set(['running', 'scheduled', 'failed', 'killed'])

/**
 * What is known with some stores more, of which the first is the newest: of one run, of one version and of one place the newest word holds, and a run that such a place
 * held and holds no longer is gone, unless another committed store has it. The same object where they say nothing else than their places said last.
 */
export function trackedWith(known: Tracked, shown: readonly Experiments[]): Tracked {
  const last = new Map(known.stores.map((store) => [placeOf(store), store]))
  const runs = new Map(known.runs.map((one) => [one.run.id, one]))
  const versions = new Map(known.versions.map((one) => [keyOf(one.version), one]))
  const fresh = shown.filter((store) => !isSameStore(last.get(placeOf(store)), store) && !isCopy(store, runs, versions))
  if (fresh.length === 0) return known
  for (const store of fresh.toReversed()) {
    for (const run of store.runs) runs.set(run.id, { run, store, isGone: false })
    for (const version of store.versions) versions.set(keyOf(version), { version, store })
  }
  const stores = new Map([...fresh, ...known.stores].toReversed().map((store) => [placeOf(store), store]))
  const newest = [...new Set([...fresh, ...known.stores])].filter((store) => stores.get(placeOf(store)) === store)
  const held = new Set(newest.filter((store) => store.place.kind === 'file' || fresh.includes(store)).flatMap((store) => store.runs.map(({ id }) => id)))
  // Of a store that was read in part, nothing tells that a run is gone, but for one that began after the oldest of as many as are listed at all; and what a run uploads takes the place of nothing.
  const replaced = new Map(fresh.filter((store) => store.place.kind === 'file' && !isInPart(store)).map((store) => [placeOf(store), last.get(placeOf(store))?.runs ?? []]))
  const before = new Set([...replaced.values()].flat().map(({ id }) => id))
  const listedFrom = new Map(fresh.filter((store) => store.place.kind === 'file' && isInPart(store) && store.runs.length >= MOST_STORED.runs).map((store) => [placeOf(store), oldestOf(store)]))
  const isListed = ({ run, store }: PlacedRun): boolean => run.startedAt !== null && run.startedAt > (listedFrom.get(placeOf(store)) ?? Number.POSITIVE_INFINITY)
  for (const [id, one] of runs) if (!held.has(id) && (before.has(id) || replaced.has(placeOf(one.store)) || isListed(one))) runs.set(id, { ...one, isGone: true })
  return { runs: [...runs.values()].slice(-MOST.runs), versions: [...versions.values()].slice(-MOST.versions), stores: newest.slice(0, MOST.stores) }
}

/** Whether a run came to its end as it was meant to, or its store does not tell. */
export function isFinished({ run }: PlacedRun): boolean {
  return !UNFINISHED.has(run.status)
}

/** Whether a store lists a part of its runs: the newest, and of a summary the best one and those of registered versions. */
function isInPart({ count, runs }: Experiments): boolean {
  return count > runs.length
}

/** When the oldest run of those began that a store lists for being new. */
function oldestOf({ runs, best, versions }: Experiments): number {
  const named = new Set([best?.run, ...versions.map(({ run }) => run)])
  return Math.min(...runs.flatMap(({ id, startedAt }) => startedAt === null || named.has(id) ? [] : [startedAt]))
}

/** The parameters of a run in one text: two runs of the same training have the same. */
export function parametersOf({ run }: PlacedRun): string {
  return JSON.stringify(run.parameters.map(({ name, value }) => [name, value]).toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1)))
}

/** Whether a run is known by what a run of CI uploaded, which may be a training that was started again with each push. */
export function isUploaded({ store }: PlacedRun): boolean {
  return store.place.kind === 'artifact'
}

/**
 * Whether something is known that was not before: a run that finished, a version or an alias of one, or more runs than were there in all. A run that an upload alone
 * shows is new with other parameters; one that is older than those that were listed was there before.
 */
export function hasGrown(before: Tracked, known: Tracked): boolean {
  const runs = new Set(before.runs.map(({ run }) => run.id))
  const versions = new Set(before.versions.map(({ version }) => JSON.stringify(version)))
  const most = Math.max(before.runs.length, ...before.stores.map(({ count }) => count))
  const parameters = new Set(before.runs.map(parametersOf))
  const listedFrom = new Map(before.stores.filter(isInPart).map((store) => [placeOf(store), oldestOf(store)]))
  const isOlder = ({ run, store }: PlacedRun): boolean => run.startedAt !== null && run.startedAt < (listedFrom.get(placeOf(store)) ?? Number.NEGATIVE_INFINITY)
  const isNew = (one: PlacedRun): boolean => isFinished(one) && !runs.has(one.run.id) && !isOlder(one) && !(isUploaded(one) && parameters.has(parametersOf(one)))
  return known.runs.some(isNew) || known.versions.some(({ version }) => !versions.has(JSON.stringify(version))) || known.stores.some(({ count }) => count > most)
}

/** How many runs were not read of the store of which most were left, by what it says. */
export function unreadOf({ runs, stores }: Tracked): number {
  return Math.max(0, ...stores.map(({ count }) => count - runs.length))
}

function keyOf({ model, version }: RegisteredVersion): string {
  return `${model}\0${version}`
}

/** What runs upload stands beside each other, under whatever name; a file of the repository is replaced by its next version. */
function placeOf({ place, path }: Experiments): string {
  return place.kind === 'artifact' ? `${place.run}\0${place.name}\0${path}` : path
}

/** Whether what a run uploads says nothing that is not known: each run of CI may upload the same store anew. */
function isCopy({ place, basis, runs, versions, best, count }: Experiments, known: ReadonlyMap<string, PlacedRun>, knownVersions: ReadonlyMap<string, PlacedVersion>): boolean {
  if (place.kind !== 'artifact' || best !== null || count > runs.length) return false
  const isKnownRun = (run: ExperimentRun): boolean => { const one = known.get(run.id); return one !== undefined && !one.isGone && one.store.basis === basis && isSameRun(one.run, run) }
  return runs.every(isKnownRun) && versions.every((version) => JSON.stringify(knownVersions.get(keyOf(version))?.version) === JSON.stringify(version))
}

function isSameStore(one: Experiments | undefined, other: Experiments): boolean {
  return one !== undefined && one.count === other.count && isSameList(one.runs, other.runs, isSameRun)
    && JSON.stringify([one.versions, one.best]) === JSON.stringify([other.versions, other.best])
}

function isSameRun(one: ExperimentRun, other: ExperimentRun): boolean {
  return one.id === other.id && one.name === other.name && one.experiment === other.experiment && one.status === other.status && one.startedAt === other.startedAt
    && isSameList(one.metrics, other.metrics, isSameNamed) && isSameList(one.parameters, other.parameters, isSameNamed)
}

function isSameNamed(one: NamedNumber | NamedText, other: NamedNumber | NamedText): boolean {
  return one.name === other.name && one.value === other.value
}

function isSameList<One>(one: readonly One[], other: readonly One[], isSame: (one: One, other: One) => boolean): boolean {
  return one.length === other.length && one.every((item, place) => { const beside = other[place]; return beside !== undefined && isSame(item, beside) })
}
