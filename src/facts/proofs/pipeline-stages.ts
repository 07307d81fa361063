import type { StageId, StageRecord } from '../../model/pipeline.ts'
import { STAGE_IDS } from '../../model/pipeline.ts'
import type { StageStep } from '../../model/proof-plan.ts'
import { ciLintsOf, ciTestsOf, doubtsIn, type CiUse } from '../ci/ci-checks.ts'
import { ciDeliveriesOf } from '../ci/ci-deliveries.ts'
import { ciValidationsOf } from '../ci/ci-validations.ts'
import { orderOf } from '../ci/stage-order.ts'
import type { Delivery } from '../commands/delivery-commands.ts'
import { testsInBuildsOf } from '../containers/tests-in-builds.ts'
import { memoise } from '../memoise.ts'
import { targetOf, targetWords } from '../operations/delivery-target.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { imageBuildsOf } from './image-builds.ts'
import { planStepOf } from './plan-step.ts'

/** More steps of one stage are not followed. */
const MOST = 12

/** The stages of the pipeline by their files: lint, test, build, validate, deploy, each with what does it and whether it waits for the one before it. */
export function pipelineOf(facts: RepositoryFacts): readonly StageRecord[] {
  const uses = usesOf(facts)
  return STAGE_IDS.map((id): StageRecord => {
    const [best] = uses[id]
    const step = best === undefined ? null : planStepOf(best)
    return { id, at: step === null ? null : { path: step.path, line: step.line, says: step.says, doubt: step.doubt }, jobs: [], order: id === 'deploy' ? orderOfDeploy(facts, uses) : null }
  })
}

/** The steps of each stage, for what ran of them. */
export function stageStepsOf(facts: RepositoryFacts): readonly StageStep[] {
  const uses = usesOf(facts)
  return STAGE_IDS.flatMap((stage) => uses[stage].slice(0, MOST).map((use): StageStep => ({ stage, ...planStepOf(use) })))
}

const usesOf = memoise((facts: RepositoryFacts): Readonly<Record<StageId, readonly CiUse[]>> => {
  const live = (...lists: readonly (readonly CiUse[])[]): readonly CiUse[] => lists.flat().filter(({ step }) => step.inactive === null).toSorted((one, other) => Number(doubtsIn(one) !== '') - Number(doubtsIn(other) !== ''))
  const deliveries = ciDeliveriesOf(facts)
  const deploys = deliveries.filter(({ delivery }) => delivery.what === 'deployment' || delivery.what === 'infrastructure')
  return {
    lint: live(ciLintsOf(facts)), test: live(ciTestsOf(facts), testsInBuildsOf(facts)), build: live(imageBuildsOf(facts)),
    validate: live(ciValidationsOf(facts)), deploy: live((deploys.length > 0 ? deploys : deliveries).map(withTarget)),
  }
})

/** A delivery that says where it goes, with the words for that. */
function withTarget(use: CiUse & { readonly delivery: Delivery }): CiUse {
  const target = targetOf(use)
  return target === null ? use : { ...use, says: `${use.says.slice(0, 100)} (${targetWords(target)})` }
}

/** What is to hold a deployment back and does not: the tests, else the linter, and what validates the model. Stages before may run side by side. */
function orderOfDeploy(facts: RepositoryFacts, uses: Readonly<Record<StageId, readonly CiUse[]>>): string | null {
  if (uses.deploy.length === 0) return null
  const asked: readonly StageId[] = [uses.test.length > 0 ? 'test' : 'lint', 'validate']
  return asked.filter((stage) => uses[stage].length > 0).map((stage) => orderWords(facts, uses[stage], uses.deploy, stage)).find((words) => words !== null) ?? null
}

/** What is wrong with the order of two stages; null where some step of the later one waits for one of the earlier. */
function orderWords(facts: RepositoryFacts, earlier: readonly CiUse[], later: readonly CiUse[], name: StageId): string | null {
  const orders = earlier.slice(0, MOST).flatMap((one) => later.slice(0, MOST).map((other) => one.step.job === other.step.job && one.step.step === other.step.step && one.step.workflow === other.step.workflow ? 'same' : orderOf(facts, one.step, other.step)))
  if (orders.some((order) => order === 'same' || (order !== null && order.kind === 'waits'))) return null
  const may = orders.find((order) => order !== null && order !== 'same' && order.kind === 'may')
  if (may !== undefined && may !== null && may !== 'same') return `${may.says} (${may.place.path}:${may.place.line})`
  return `it does not wait for ${name}`
}
