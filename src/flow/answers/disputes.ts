import { disputesOf } from '../../grade/disputes.ts'
import { readersOf, shownDecisions } from '../../grade/shown-decisions.ts'
import type { Dispute } from '../../model/decision.ts'
import type { Answering, Scene } from './command-parts.ts'

/** The disputes of a repository as they stand now for who reads it there; `shownTo` where somebody else does. */
export async function disputesAt({ course, repository }: Pick<Scene, 'course' | 'repository'>, { decisions, now }: { readonly decisions: Pick<Answering['decisions'], 'decisionsOf' | 'statementsOf'>; readonly now: Answering['now'] }, shownTo = readersOf(repository)): Promise<readonly Dispute[]> {
  const decided = shownDecisions(await decisions.decisionsOf(course.id, repository.id), shownTo)
  return disputesOf(await decisions.statementsOf(course.id, repository.id), decided, now(), course.settings)
}

/** Whether the staff has something to answer. */
export function isWaiting({ state }: Dispute): boolean {
  return state === 'open' || state === 'escalated'
}
