import type { JudgedId } from '../../model/criterion.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { ProvingStep, Shows } from '../../model/proof-plan.ts'
import { ciLintsOf, ciTestsOf, doubtsIn, type CiUse } from '../ci/ci-checks.ts'
import { ciDeliveriesOf } from '../ci/ci-deliveries.ts'
import { testRunOf } from '../commands/test-commands.ts'
import { testsInBuildsOf } from '../containers/tests-in-builds.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isHealthPath } from '../service/health-routes.ts'
import { stepsAsking } from './asking-steps.ts'
import { doubtOfLooking } from './drift-doubts.ts'
import { imageBuildsOf } from './image-builds.ts'
import { stepsLeadingTo, stepsTesting, stepsWith } from './leading-steps.ts'
import { planStepOf } from './plan-step.ts'

type Uses = readonly (readonly [Shows, readonly CiUse[]])[]

/** More steps of one criterion are not followed: a workflow with a matrix in its commands has many alike. */
const MOST = 40

/**
 * The steps of the repository's workflows whose success would prove a criterion that stands at some places (rubric, "From standing to outcome"), with what speaks
 * against each. Steps that can't run are left out; a criterion that is proven by reading has none.
 */
export function provingStepsOf(facts: RepositoryFacts, id: JudgedId, evidence: readonly FileEvidence[]): readonly ProvingStep[] {
  const isOfTests = id.startsWith('tests-') || id === 'cicd'
  const found = usesOf(facts, id, evidence).flatMap(([shows, uses]) => uses.filter(({ step }) => step.inactive === null)
    .map((use): ProvingStep => ({ criterion: id, shows, ...planStepOf(use), shared: !isOfTests && 'words' in use.step && testRunOf(use.step) !== null, when: shows === 'delivers' && !('words' in use.step) && use.step.with['push']?.includes('${{') === true ? use.step.with['push'].slice(0, 300) : null })))
  const keys = new Set<string>()
  return found.filter((step) => {
    // A step that both lints and lints again proves it once; of two that differ in doubt the sound one is kept, as it stands first.
    const key = `${step.shows}\n${step.workflow}\n${step.job}\n${step.step}`
    const isNew = !keys.has(key)
    keys.add(key)
    return isNew
  }).slice(0, MOST)
}

function usesOf(facts: RepositoryFacts, id: JudgedId, evidence: readonly FileEvidence[]): Uses {
  const sound = (uses: readonly CiUse[]): readonly CiUse[] => uses.toSorted((one, other) => Number(doubtsIn(one) !== '') - Number(doubtsIn(other) !== ''))
  const does = (...uses: readonly (readonly CiUse[])[]): Uses => [['does', sound(uses.flat())]]
  switch (id) {
    case 'lint': return does(ciLintsOf(facts))
    case 'tests-ci': return does(ciTestsOf(facts), testsInBuildsOf(facts))
    case 'tests-unit': case 'tests-integration': case 'tests-behavioral': return does(stepsTesting(facts, evidence))
    case 'container': return does(imageBuildsOf(facts))
    case 'baseline': case 'data-validation': case 'registry': case 'tracking': return does(stepsLeadingTo(facts, evidence))
    case 'retrain': return does(byItself(stepsWith(facts, 'training')))
    case 'drift': return does(byItself(stepsWith(facts, 'drift')).map((use) => 'words' in use.step ? { ...use, weak: use.weak ?? doubtOfLooking(facts, use.step) } : use))
    case 'cicd': return [['checks', sound([...ciTestsOf(facts), ...testsInBuildsOf(facts), ...ciLintsOf(facts)])], ['delivers', sound(ciDeliveriesOf(facts))]]
    case 'health': return [['asks', sound(stepsAsking(facts, isHealthPath))]]
    case 'metrics': return [['asks', sound(stepsAsking(facts, (path) => /\/metrics\/?$/.test(path)))]]
    // Proven by reading them.
    case 'types': case 'errors': case 'logging': case 'alerts': case 'rollback': case 'data-versioning': case 'pre-commit': case 'readme': case 'model-card': return []
    default: return does(stepsLeadingTo(facts, evidence))
  }
}

function byItself(uses: readonly CiUse[]): readonly CiUse[] {
  return uses.filter(({ step }) => isByItself(step))
}

/** What a schedule starts proves that it runs by itself, however a run of it was started. */
export function isByItself({ starts }: CiUse['step']): boolean {
  return starts.includes('schedule') || starts.includes('workflow_run') || starts.includes('repository_dispatch')
}
