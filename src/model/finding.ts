import type { Evidence, FileEvidence, NonEmpty } from './evidence.ts'

type Words = {
  /** What speaks against it: the masked step, the swallowed exception. */
  readonly against: readonly Evidence[]
  /** One sentence: what was seen in this repository. */
  readonly found: string
  /** One sentence: the next thing to do; empty when there is nothing left to do. */
  readonly next: string
}

/** What a check says of one criterion. A standing above missing does not exist without evidence. */
export type Finding =
  | (Words & { readonly standing: 'missing'; readonly evidence: readonly [] })
  | (Words & { readonly standing: 'partial' | 'present'; readonly evidence: NonEmpty<FileEvidence> })
  | (Words & { readonly standing: 'unknown'; readonly evidence: readonly [] })
