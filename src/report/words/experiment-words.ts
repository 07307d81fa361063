import type { StoredExperiments } from '../../model/experiments.ts'

/** What an MLflow store holds, in a few words without a full stop: `3 runs, 1 registered version`. */
export function experimentWords({ count, versions }: Pick<StoredExperiments, 'count' | 'versions'>): string {
  const runs = `${count} ${count === 1 ? 'run' : 'runs'}`
  return versions.length === 0 ? runs : `${runs}, ${versions.length} registered ${versions.length === 1 ? 'version' : 'versions'}`
}
