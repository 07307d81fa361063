import type { PlanStep } from '../model/proof-plan.ts'
import type { SeenStep } from './seen-steps.ts'

/**
 * Of what runs showed of planned steps, that which stands: of a step in one job, per workflow and event, the newest run where it passed or failed decides, on whichever branch it
 * ran (one commit may be the head of several). What was skipped, or has not ended, takes nothing from an older run.
 */
export function decidingSteps<Step extends PlanStep>(seen: readonly SeenStep<Step>[]): readonly SeenStep<Step>[] {
  const newest = new Map<string, number>()
  for (const one of seen) if (isDecided(one)) newest.set(keyOf(one), Math.max(one.run.id, newest.get(keyOf(one)) ?? 0))
  return seen.filter((one) => !isDecided(one) || newest.get(keyOf(one)) === one.run.id)
}

/** Whether a step failed, or was not reached because one before it failed. */
export function isFailure({ result }: Pick<SeenStep<PlanStep>, 'result'>): boolean {
  return result.kind === 'failed' || result.kind === 'stopped'
}

/** A failure that the workflow itself lets pass (`continue-on-error`, one experimental cell of a matrix): its run is green. */
export function isAllowed(one: Pick<SeenStep<PlanStep>, 'result' | 'run'>): boolean {
  return isFailure(one) && one.run.conclusion === 'success'
}

function isDecided(one: SeenStep<PlanStep>): boolean {
  return one.result.kind === 'passed' || isFailure(one)
}

/** A matrix makes several jobs of one, each with a name of its own. */
function keyOf({ planned, job, run }: SeenStep<PlanStep>): string {
  return `${run.path}\n${run.event}\n${planned.job}\n${planned.step}\n${job?.name ?? ''}`
}
