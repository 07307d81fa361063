import type { Statement } from '../model/decision.ts'
import type { StepId } from '../model/progress.ts'

/** The steps that happen on GitHub, where the App sees them: what a person says of them shows nothing. A service may be deployed elsewhere, though. */
const SEEN_ON_GITHUB: ReadonlySet<StepId> = new Set<StepId>(['step-3.1', 'step-3.2', 'step-3.3', 'step-4.1', 'step-4.2'])

/** Whether a person's word can show a step, where the App sees deployments of the service on GitHub or not: what happens on GitHub itself is seen there, or decided by the staff. */
export function isByWord(step: StepId, seesDeliveries: boolean): boolean {
  return !SEEN_ON_GITHUB.has(step) || (step === 'step-4.2' && !seesDeliveries)
}

/** What people said that they did, of steps that their word can show; `deliveriesSince` is from when on deliveries are known (milliseconds since 1970), null where none is. */
export function wordsOfSteps(statements: readonly Statement[], deliveriesSince: number | null): readonly Extract<Statement, { kind: 'done' }>[] {
  return statements.filter((one): one is Extract<Statement, { kind: 'done' }> => one.kind === 'done' && isByWord(one.step, deliveriesSince !== null && deliveriesSince <= one.at))
}
