import type { StepRecord } from '../model/progress.ts'
import { stepNumber, stepsMoved } from '../report/words/step-words.ts'
import { openHeadsIn } from './open-pulls.ts'
import { progressOf } from './progress.ts'
import type { ProgressSeen } from './seen.ts'
import { withoutPull } from './without-pull.ts'

/** Where the steps of a repository stand, and what each of its open pull requests moves of them, by number. */
export type Standing = { readonly steps: readonly StepRecord[]; readonly moves: ReadonlyMap<number, string> }

/** Each costs a folding of all that is known; more pull requests than that are of no capstone. */
const MOST_PULLS = 20

/**
 * Where the steps stand, with what each of the newest open pull requests moves: two moves that are told alike are the same text, and '' where it moves nothing. What happens on
 * another branch can change that where no step stands otherwise by it: the steps may stand without the pull request since. Pure.
 */
export function standingOf(seen: ProgressSeen): Standing {
  const steps = progressOf(seen)
  const open = openHeadsIn(seen).slice(-MOST_PULLS)
  return { steps, moves: new Map(open.map((pull) => [pull.number, movesOf(progressOf(withoutPull(seen, pull, seen.repository)), steps)])) }
}

function movesOf(without: readonly StepRecord[], steps: readonly StepRecord[]): string {
  const { done, held } = stepsMoved(without, steps)
  return [...done.map((step) => `${stepNumber(step)} done`), ...held.map((step) => `${stepNumber(step)} held`)].join(', ')
}
