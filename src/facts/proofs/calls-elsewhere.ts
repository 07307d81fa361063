import type { CallElsewhere } from '../../model/proof-plan.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { doubtOf, doubtOfDelivery } from '../ci/doubt.ts'
import { localPath } from '../ci/walk-workflow.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { planStepOf } from './plan-step.ts'

/** More jobs are not followed. */
const MOST = 40
const LONGEST = 300
/** `owner/name/path@ref` of a workflow, as GitHub takes it. */
const WORKFLOW = /^[^/\s]+\/[^/\s]+\/[^@\s]+\.ya?ml@\S+$/

/** The jobs of the repository's workflows that call a workflow elsewhere, each with what it calls, and why its success would prove nothing. Those that can't run are left out. */
export function callsElsewhereOf(facts: RepositoryFacts): readonly CallElsewhere[] {
  return ciOf(facts).actions.filter(({ uses, inactive }) => inactive === null && uses.length <= LONGEST && WORKFLOW.test(uses) && localPath(uses, facts) === null).slice(0, MOST)
    .map((step) => ({ ...planStepOf({ step, says: '', weak: doubtOf(step), broken: null }), says: step.uses, doubtOfDelivery: doubtOfDelivery(step) }))
}
