import type { Basis } from '../model/criterion.ts'
import type { Evidence, NonEmpty } from '../model/evidence.ts'
import type { StepId } from '../model/progress.ts'
import type { Story } from './story.ts'

/** What shows a step: when (milliseconds since 1970), at which commit (null where at none), on whose word, and in words. */
export type Proof = { readonly at: number; readonly commit: string | null; readonly basis: Basis; readonly evidence: NonEmpty<Evidence>; readonly found: string }

/**
 * What of the newest work speaks against it, in words, and what to do then. `answeredFrom` is for a matter of judgement: a student's word of that time (milliseconds since
 * 1970) or later answers it. Without it, what speaks against a step is mended in the repository alone.
 */
export type Against = { readonly evidence: readonly Evidence[]; readonly found: string; readonly next: string; readonly answeredFrom?: number }

/**
 * What a repository's story says of one step. `unseen` says what could not be seen that might show it, null where nothing is known to be unseen; `open` is said
 * while nothing shows it.
 */
export type Weighed = { readonly proof: Proof | null; readonly against: Against | null; readonly unseen: string | null; readonly open: { readonly found: string; readonly next: string } }

/**
 * From when on a step before was shown, in milliseconds since 1970, for a step that counts from it: null where it was not, minus infinity where only a person says
 * or decided that it is done, since nobody can tell from when on, nor by which change.
 */
export type Earlier = (id: StepId) => number | null

/** One step: what it looks for, the heading that teaches it (`<stem of the lesson's file>#<anchor>`), and how it is weighed. Pure; the same story gives the same. */
export type StepRule = { readonly id: StepId; readonly lookedFor: string; readonly lesson: string; readonly weigh: (story: Story, earlier: Earlier) => Weighed }

/** The earliest of what shows a step; of two at one time the same one in any order. */
export function firstProof(proofs: readonly Proof[]): Proof | null {
  const [first] = proofs.toSorted((one, other) => one.at - other.at || (keyOf(one) < keyOf(other) ? -1 : 1))
  return first ?? null
}

function keyOf({ commit, found }: Proof): string {
  return `${commit ?? ''} ${found}`
}
