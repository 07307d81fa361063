import type { ProvingStep } from '../model/proof-plan.ts'
import type { WorkflowRun } from '../model/run.ts'
import { conditionHolds, type Value } from '../parse/workflow/condition.ts'
import type { SeenStep } from './seen-steps.ts'

/**
 * The steps that delivered something where they passed. A run of a pull request delivers nothing of the commit (rubric row `cicd`: a push, a tag, a release or
 * another workflow's end starts a delivery), and neither does a build whose push is left to a condition that does not hold there.
 */
export function delivering(steps: readonly SeenStep<ProvingStep>[]): readonly SeenStep<ProvingStep>[] {
  return steps.filter(({ planned, run }) => !run.event.startsWith('pull_request') && (planned.when === null || mayHold(planned.when, run)))
}

/** GitHub calls the tag of a pushed tag its branch: a condition does not hold where it holds for neither. */
function mayHold(condition: string, run: WorkflowRun): boolean {
  return ['heads', 'tags'].some((kind) => conditionHolds(condition, (name) => knownOf(run, kind, name)) !== false)
}

function knownOf({ event, branch }: WorkflowRun, kind: string, name: string): Value {
  switch (name) {
    case 'github.event_name': return event
    case 'github.ref': return event === 'push' && branch !== null ? `refs/${kind}/${branch}` : undefined
    case 'github.ref_type': return event === 'push' ? (kind === 'heads' ? 'branch' : 'tag') : undefined
    case 'github.ref_name': return event === 'push' ? branch ?? undefined : undefined
    case 'github.head_ref': return event === 'push' ? '' : undefined
    default: return undefined
  }
}
