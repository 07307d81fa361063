import type { Evidence, FileEvidence, NonEmpty } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'

type Words = { readonly found: string; readonly next: string; readonly against?: readonly Evidence[] }

/** How many places a finding shows: more would not be opened. */
const SHOWN = 5

/** Nothing that counts was found. */
export function missing(words: Words): Finding {
  return { standing: 'missing', evidence: [], against: (words.against ?? []).slice(0, SHOWN), found: words.found, next: words.next }
}

/** Some of it is there; the first place is the best one. */
export function partial(evidence: NonEmpty<FileEvidence>, words: Words): Finding {
  return { standing: 'partial', evidence: cut(evidence), against: (words.against ?? []).slice(0, SHOWN), found: words.found, next: words.next }
}

/** All of it is there; the first place is the best one. */
export function present(evidence: NonEmpty<FileEvidence>, words: { readonly found: string; readonly against?: readonly Evidence[] }): Finding {
  return { standing: 'present', evidence: cut(evidence), against: (words.against ?? []).slice(0, SHOWN), found: words.found, next: '' }
}

/** Narrows a list to one that has a member, so that evidence can be given. */
export function isNonEmpty<T>(list: readonly T[]): list is NonEmpty<T> {
  return list.length > 0
}

function cut(evidence: NonEmpty<FileEvidence>): NonEmpty<FileEvidence> {
  const [first] = evidence
  // A job with a matrix or a workflow that is called twice gives the same place again.
  const others = evidence.filter((one, at) => at > 0 && evidence.findIndex((other) => other.path === one.path && other.line === one.line) === at)
  return [first, ...others.slice(0, SHOWN - 1)]
}
