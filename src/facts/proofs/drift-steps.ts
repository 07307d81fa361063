import type { PlanStep } from '../../model/proof-plan.ts'
import { doubtOf } from '../ci/doubt.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { doubtOfLooking } from './drift-doubts.ts'
import { stepsWith } from './leading-steps.ts'
import { planStepOf } from './plan-step.ts'
import { isByItself } from './proving-steps.ts'

/** More are not followed. */
const MOST = 12

/** The steps of workflows that look for drift where only a person or a push starts them; those that can never run here are left out. */
export function driftStepsOf(facts: RepositoryFacts): readonly PlanStep[] {
  return stepsWith(facts, 'drift').filter(({ step }) => step.inactive === null && !isByItself(step)).slice(0, MOST)
    // Who started it is no doubt here; whether it can pass without having looked is one.
    .map(({ step, says }) => planStepOf({ step, says, weak: doubtOf({ ...step, inCi: true }) ?? ('words' in step ? doubtOfLooking(facts, step) : null), broken: null }))
}
