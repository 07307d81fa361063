import type { PlacedClaim } from '../model/claim.ts'
import type { Experiments } from '../model/experiments.ts'
import type { StoryCommit } from './commits.ts'

/** The first judged commit of the default branch: what it holds the repository came with, a template's runs and reports as well. Null where none was judged. */
export function beginningOf(commits: readonly StoryCommit[]): StoryCommit | null {
  return commits.find(({ trace }) => trace.isDefaultBranch) ?? null
}

/** The stores that lay in the repository from the beginning. What its runs upload is made there. */
export function firstStores(beginning: StoryCommit | null): readonly Experiments[] {
  return beginning?.trace.experiments.filter(({ place }) => place.kind === 'file') ?? []
}

/** Tells of the reports that a commit holds which are new: not the same files as from the beginning. */
export function isNewSince(beginning: StoryCommit | null): (placed: Pick<PlacedClaim, 'place'>) => boolean {
  const first = new Set((beginning?.trace.claims ?? []).flatMap(keyOf))
  return (placed) => keyOf(placed).every((key) => !first.has(key))
}

/** A file by its path and content; nothing of an artifact. */
function keyOf({ place }: Pick<PlacedClaim, 'place'>): readonly string[] {
  return place.kind === 'file' ? [`${place.path}\0${place.blob}`] : []
}
