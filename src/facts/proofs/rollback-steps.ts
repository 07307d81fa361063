import type { PlanStep } from '../../model/proof-plan.ts'
import { doubtOf } from '../ci/doubt.ts'
import { stepsBackOf } from '../operations/rollbacks.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { planStepOf } from './plan-step.ts'

/** More are not followed. */
const MOST = 12

/** The steps of workflows that bring an earlier version back, by their command or by the name of their job; those that can never run here are left out. */
export function rollbackStepsOf(facts: RepositoryFacts): readonly PlanStep[] {
  return stepsBackOf(facts).filter(({ step }) => step.inactive === null).slice(0, MOST).map(({ step, says }) => {
    // A person may start it, or a failure: what counts is whether it can pass without having done it.
    const doubt = doubtOf({ ...step, inCi: true })
    return planStepOf({ step, says, weak: doubt, broken: null })
  })
}
