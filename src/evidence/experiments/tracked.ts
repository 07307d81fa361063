import type { ExperimentRun, Experiments, RegisteredVersion } from '../../model/experiments.ts'

/** A run, and a registered version, with the store by which it is known. */
export type PlacedRun = { readonly run: ExperimentRun; readonly store: Experiments }
export type PlacedVersion = { readonly version: RegisteredVersion; readonly store: Experiments }

/**
 * What several stores say together: each run and each registered version once, in the order in which they were seen first. `stores` holds of each place what it
 * said last, the newest first.
 */
export type Tracked = { readonly runs: readonly PlacedRun[]; readonly versions: readonly PlacedVersion[]; readonly stores: readonly Experiments[] }

export const NOTHING_TRACKED: Tracked = { runs: [], versions: [], stores: [] }

/** More than a capstone ever compares; what was seen first goes first. */
const MOST = { runs: 500, versions: 100, stores: 20 } as const

/** What is known with some stores more, of which the first is the newest: of one run, of one version and of one place the newest word holds. */
export function trackedWith(known: Tracked, fresh: readonly Experiments[]): Tracked {
  if (fresh.length === 0) return known
  const runs = new Map(known.runs.map((one) => [one.run.id, one]))
  const versions = new Map(known.versions.map((one) => [keyOf(one.version), one]))
  for (const store of fresh.toReversed()) {
    for (const run of store.runs) runs.set(run.id, { run, store })
    for (const version of store.versions) versions.set(keyOf(version), { version, store })
  }
  const stores = new Map([...fresh, ...known.stores].toReversed().map((store) => [placeOf(store), store]))
  const newest = [...new Set([...fresh, ...known.stores])].filter((store) => stores.get(placeOf(store)) === store)
  return { runs: [...runs.values()].slice(-MOST.runs), versions: [...versions.values()].slice(-MOST.versions), stores: newest.slice(0, MOST.stores) }
}

function keyOf({ model, version }: RegisteredVersion): string {
  return `${model}\0${version}`
}

/** What runs upload stands beside each other, under whatever name; a file of the repository is replaced by its next version. */
function placeOf({ place, path }: Experiments): string {
  return place.kind === 'artifact' ? `${place.run}\0${place.name}\0${path}` : path
}
