import type { PlanStep } from '../../model/proof-plan.ts'
import { doubtsIn, type CiUse } from '../ci/ci-checks.ts'

/** A step of CI as the plan follows it: where its workflow starts it, what it runs, and what speaks against it. */
export function planStepOf(use: CiUse): PlanStep {
  const { step, says } = use
  const start = step.via[0] ?? step.place
  const doubt = doubtsIn(use)
  return { workflow: step.workflow, job: step.job, step: step.jobStep, path: start.path, line: start.line, says: says.slice(0, 200), doubt: doubt === '' ? null : doubt.slice(0, 300) }
}
