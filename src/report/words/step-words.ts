import type { StepRecord, StepState } from '../../model/progress.ts'

/** The mark that stands beside each state's word; never without the word. */
export const STEP_MARKS: Readonly<Record<StepState, string>> = { done: '✔', held: '◔', open: '○', unknown: '?' }

/** `3.2` of `step-3.2`, as a person writes it. */
export function stepNumber({ id }: Pick<StepRecord, 'id'>): string {
  return id.slice('step-'.length)
}

/** A state as mark and word, with whose word it is where the App did not see it itself. */
export function stateWords({ state, basis }: Pick<StepRecord, 'state' | 'basis'>): string {
  return `${STEP_MARKS[state]}&nbsp;${state}${basis === 'observed' ? '' : `, ${basis}`}`
}

/** What became of the steps between two foldings of them: those that are done now and were not, and those that are held now and were done. */
export function stepsMoved(before: readonly StepRecord[], now: readonly StepRecord[]): { readonly done: readonly StepRecord[]; readonly held: readonly StepRecord[] } {
  const was = new Map(before.map(({ id, state }) => [id, state]))
  return {
    done: now.filter(({ id, state }) => state === 'done' && was.get(id) !== 'done'),
    held: now.filter(({ id, state }) => state === 'held' && was.get(id) === 'done'),
  }
}
