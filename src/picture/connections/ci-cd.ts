import { isNonEmpty, partial, present } from '../../checks/frame/findings.ts'
import { sentence } from '../../checks/frame/sentence.ts'
import { ciLintsOf, ciTestsOf, doubtsIn, levelOf, type CiUse } from '../../facts/ci/ci-checks.ts'
import { ciDeliveriesOf } from '../../facts/ci/ci-deliveries.ts'
import { ciValidationsOf } from '../../facts/ci/ci-validations.ts'
import { orderOf, type Order } from '../../facts/ci/stage-order.ts'
import { testsInBuildsOf } from '../../facts/containers/tests-in-builds.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { testFunctionsOf } from '../../facts/tests/test-functions.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Connection } from '../component.ts'
import { buildsOf, stepPlace } from '../components/ci-cd.ts'

const testsCi: Connection = {
  id: 'tests-ci', from: 'pytest', to: 'test', title: 'CI runs the tests that the repository holds',
  reading: false, provenBy: 'tests-ci', needs: ['workflows', 'tasks', 'tests'],
  joins: 'Add a step to a workflow on push and pull request that runs the tests, and let it fail the job.',
  judge: (facts) => {
    const runs = [...ciTestsOf(facts), ...testsInBuildsOf(facts)]
    const [first] = testFunctionsOf(facts).filter((test) => test.uncollected === null)
    const tests = first === undefined ? [] : [fileEvidence(facts, first.module.path, first.definition.node.line, first.name)]
    const sound = runs.filter((run) => levelOf(run) === 2).map((run) => stepPlace(facts, run))
    if (isNonEmpty(sound)) return present([sound[0], ...sound.slice(1), ...tests], { found: `CI runs \`${sound[0].says}\` (${sound[0].path}).` })
    const weak = runs.filter((run) => levelOf(run) === 1).map((run) => stepPlace(facts, run))
    return isNonEmpty(weak) ? partial(weak, { found: `${weak[0].path} names ${weak[0].says}.`, next: 'Let the tests decide: run them on pushes and pull requests, with nothing that hides a failure.' }) : null
  },
}

const ciDocker: Connection = {
  id: 'ci-docker', from: 'build', to: 'container', title: 'CI builds the container that the service runs in',
  reading: false, provenBy: 'container', needs: ['workflows', 'containers'],
  joins: 'Add a job to a workflow that builds this Dockerfile on every push.',
  judge: (facts) => {
    const all = buildsOf(facts)
    const place = (use: (typeof all)[number]): readonly FileEvidence[] => [stepPlace(facts, use), fileEvidence(facts, use.dockerfile, 1, 'what it builds')]
    const sound = all.filter(({ lacks }) => lacks === '')
    const whole = sound.flatMap(place)
    if (isNonEmpty(whole)) return present(whole, { found: `\`${sound[0]?.says ?? ''}\` (${whole[0].path}) builds ${sound[0]?.dockerfile ?? ''}.` })
    const [broken] = all
    const doubted = all.flatMap(place)
    return isNonEmpty(doubted) ? partial(doubted, { found: `${doubted[0].path} would build ${broken?.dockerfile ?? ''}, and does not count yet: ${broken?.lacks ?? ''}.`, next: 'Let this build run on every push, and let its failure fail the job.' }) : null
  },
}

type Stage = 'lint' | 'test' | 'build' | 'validate' | 'deploy'

/** The steps of a stage, the sound ones first. */
function stepsOf(facts: RepositoryFacts, stage: Stage): readonly CiUse[] {
  const all: readonly CiUse[] = { lint: ciLintsOf, test: ciTestsOf, build: buildsOf, validate: ciValidationsOf, deploy: deploymentsOf }[stage](facts)
  return all.filter((use) => use.step.inactive === null && use.broken === null).toSorted((one, other) => levelOf(other) - levelOf(one)).slice(0, 30)
}

function deploymentsOf(facts: RepositoryFacts): readonly CiUse[] {
  const deliveries = ciDeliveriesOf(facts)
  const deploys = deliveries.filter(({ delivery }) => delivery.what === 'deployment' || delivery.what === 'infrastructure')
  return deploys.length > 0 ? deploys : deliveries
}

type Ordered = { readonly earlier: CiUse; readonly later: CiUse; readonly order: Order }

/** The best order of two stages: one that waits, then one that only follows, then side by side. */
function bestOrder(facts: RepositoryFacts, from: Stage, to: Stage): Ordered | null {
  const pairs = stepsOf(facts, from).flatMap((earlier) => stepsOf(facts, to).flatMap((later): readonly Ordered[] => { const order = orderOf(facts, earlier.step, later.step); return order === null ? [] : [{ earlier, later, order }] }))
  const rank = { waits: 0, may: 1, beside: 2 }
  return pairs.toSorted((one, other) => rank[one.order.kind] - rank[other.order.kind])[0] ?? null
}

function ordered(facts: RepositoryFacts, from: Stage, to: Stage, sideBySide: 'present' | 'partial', eitherWay: boolean): Finding | null {
  const found = bestOrder(facts, from, to)
  const back = eitherWay && found?.order.kind !== 'waits' ? bestOrder(facts, to, from) : null
  const best = back?.order.kind === 'waits' ? back : found ?? back
  if (best === null) {
    const [one, other] = [stepsOf(facts, from)[0], stepsOf(facts, to)[0]]
    if (one === undefined || other === undefined || one.step === other.step) return one === undefined || one.step !== other?.step ? null : present([stepPlace(facts, one)], { found: `One step does both: ${one.says} (${one.step.place.path}).` })
    return partial([stepPlace(facts, other), stepPlace(facts, one)], { found: `\`${one.says}\` (${one.step.workflow}) and \`${other.says}\` (${other.step.workflow}) know nothing of each other's outcome.`, next: 'Put both into one workflow and let the later job wait with `needs`.' })
  }
  const { earlier, later, order } = best
  const places: readonly [FileEvidence, FileEvidence, FileEvidence] = [fileEvidence(facts, order.place.path, order.place.line, order.says), stepPlace(facts, earlier), stepPlace(facts, later)]
  if (levelOf(earlier) < 2) return partial(places, { found: `\`${later.says}\` follows \`${earlier.says}\`, which holds nothing back: ${doubtsIn(earlier)}.`, next: `Let \`${earlier.says}\` fail its job.` })
  if (order.kind === 'waits') return present(places, { found: `\`${later.says}\` runs once \`${earlier.says}\` has passed: ${order.says}.` })
  if (order.kind === 'beside' && sideBySide === 'present') return present(places, { found: `${sentence(order.says)} on the same push; a failure of either fails the run.` })
  return partial(places, { found: `\`${later.says}\` does not wait for \`${earlier.says}\` to pass: ${order.says}.`, next: `Let the job of \`${later.says}\` wait with \`needs\`, so that a failure before it stops it.` })
}

function stageOrder(id: Connection['id'], from: Stage, to: Stage, title: string, joins: string, sideBySide: 'present' | 'partial' = 'partial', eitherWay = false): Connection {
  return { id, from, to, title, reading: false, provenBy: null, needs: ['workflows'], joins, judge: (facts) => ordered(facts, from, to, sideBySide, eitherWay) }
}

/** The connections that begin in the tests and in CI/CD, with the order of the stages. */
export const CI_CD_CONNECTIONS: readonly Connection[] = [
  testsCi,
  stageOrder('lint-test', 'lint', 'test', 'Lint and tests guard the same change', 'Let one workflow lint and test on every push and pull request.', 'present', true),
  stageOrder('test-build', 'test', 'build', 'Only code whose tests have passed is built', 'Let the job that builds wait for the tests with `needs`.'),
  stageOrder('build-validate', 'build', 'validate', 'What is built is validated', 'Add a step that runs the built image and asks its health route, or let the model\'s bar hold the build back.', 'partial', true),
  stageOrder('validate-deploy', 'validate', 'deploy', 'Only what was validated is deployed', 'Let the job that deploys wait for the validation with `needs`.'),
  ciDocker,
]
