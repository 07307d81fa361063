import type { FileEvidence } from '../../model/evidence.ts'
import type { Gap } from '../../model/repository.ts'
import type { Sighting } from './condition-check.ts'

/** More places than these would not be opened. */
const SHOWN = 5

/** A place where a condition holds, in full or for the reason given only in part. */
export type Found = { readonly place: FileEvidence; readonly why: string | null }

/** The sighting of everything found: in full where any place is, else in part, else nothing but the nearest miss. */
export function sightingOf(found: readonly Found[], near: FileEvidence | null = null, gap: Gap | null = null): Sighting {
  const full = found.filter(({ why }) => why === null)
  if (full.length > 0) return { level: 2, places: full.slice(0, SHOWN).map(({ place }) => place), why: null, near: null, gap: null }
  const [first] = found
  if (first !== undefined) return { level: 1, places: found.slice(0, SHOWN).map(({ place }) => place), why: first.why, near: null, gap: null }
  return { level: 0, places: [], why: null, near, gap }
}
