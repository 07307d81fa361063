import type { Basis } from './criterion.ts'
import type { Evidence } from './evidence.ts'
import type { Step } from './step.ts'

export type StepId = Step['id']

/** `open`: not shown yet. `done`: shown, and nothing speaks against it now. `held`: shown once, and something of the newest work speaks against it. `unknown`: what would show it could not be seen. */
export type StepState = 'open' | 'done' | 'held' | 'unknown'

/**
 * Where one of the capstone's steps stands, folded from everything that the repository showed: the same from any order of deliveries. `evidence` is what shows it
 * (empty while it is open), `against` what holds it back.
 */
export type StepRecord = {
  readonly id: StepId
  readonly title: string
  readonly part: number
  readonly state: StepState
  readonly basis: Basis
  /** When it was shown first, as an ISO date; null while it was not. */
  readonly since: string | null
  /** The commit that showed it first; null where none did, as with what a person says. */
  readonly commit: string | null
  readonly evidence: readonly Evidence[]
  readonly against: readonly Evidence[]
  readonly lookedFor: string
  readonly found: string
  /** Empty where it is done. */
  readonly next: string
  /** The lesson that teaches it. */
  readonly lesson: string
  /** What the App itself says where the staff decided; left out where they did not. */
  readonly decided?: { readonly automatic: StepState }
}
