import type { FileEvidence } from '../../model/evidence.ts'

/** Of things that have a place, those that the evidence shows, in its order; all of them where it shows none. */
export function atPlaces<Item extends { readonly path: string; readonly line: number }>(items: readonly Item[], places: readonly FileEvidence[]): readonly Item[] {
  const shown = places.flatMap((place) => items.filter((item) => item.path === place.path && item.line === place.line))
  return shown.length > 0 ? shown : items
}
