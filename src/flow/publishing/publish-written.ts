/**
 * What a check run of ours was last brought to. `open`: in progress. `closed`: completed without the last word (a fault of ours, or CI awaited once more).
 * `paused`: completed with the word that the course has paused. `final`: completed with the verdict. `annotated`: remarks at lines were sent, which GitHub adds to those that are there and never takes back.
 * `sha` is the digest of its content, `''` where the answer to writing it is not known.
 */
export type Written = { readonly phase: 'open' | 'closed' | 'paused' | 'final'; readonly annotated: boolean; readonly sha: string }

const ANNOTATED = '+annotated'

/** As the store keeps it: one line of text. */
export function digestOfWritten({ phase, annotated, sha }: Written): string {
  return `${phase}${annotated ? ANNOTATED : ''} ${sha}`
}

/** Null where nothing is known to be there. */
export function writtenOfDigest(digest: string): Written | null {
  const match = /^(open|closed|paused|final)(\+annotated)? (.*)$/.exec(digest)
  const phase = (['open', 'closed', 'paused', 'final'] as const).find((one) => one === match?.[1])
  return phase === undefined ? null : { phase, annotated: match?.[2] === ANNOTATED, sha: match?.[3] ?? '' }
}
