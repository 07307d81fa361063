import { branchRemedyOf } from '../facts/ci/branch-remedy.ts'
import { ciLintsOf, ciTestsOf, doubtsIn, levelOf, type CiUse } from '../facts/ci/ci-checks.ts'
import { ciDeliveriesOf } from '../facts/ci/ci-deliveries.ts'
import { ciOf } from '../facts/ci/ci-facts.ts'
import type { CiCommand, OtherCommand } from '../facts/ci/ci-command.ts'
import { deliveryOf } from '../facts/commands/delivery-commands.ts'
import { imageActionOf, imageBuildOf } from '../facts/commands/image-commands.ts'
import { lintOf } from '../facts/commands/lint-commands.ts'
import { testRunOf } from '../facts/commands/test-commands.ts'
import { isTraining } from '../facts/commands/training-commands.ts'
import { testsInBuildsOf } from '../facts/containers/tests-in-builds.ts'
import { targetOf, targetWords } from '../facts/operations/delivery-target.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'
import { sentence } from './frame/sentence.ts'

/** Rubric row `cicd`. */
export const cicd: Check = {
  id: 'cicd',
  title: 'CI/CD pipeline functional',
  proof: 'deployment',
  lesson: '4-1-cicd-ml#a-pipeline-that-delivers',
  revision: 10,
  needs: ['workflows', 'tasks'],
  lookedFor: 'GitHub workflows that lint or test on pushes or pull requests, and that deliver by themselves (push an image, deploy, apply infrastructure, publish a package or model).',
  levels: {
    present: 'GitHub workflows check each push or pull request, unmasked, and deliver by themselves: an image, a deployment, infrastructure, a package or a model.',
    partial: 'Only one of the two, delivery that a person starts, or another CI system.',
    missing: 'No workflow checks or delivers.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const place = ({ step, says }: CiUse): FileEvidence => { const start = step.via[0] ?? step.place; return fileEvidence(facts, start.path, start.line, says) }
  const doubted = (use: CiUse): FileEvidence => ({ ...place(use), says: `\`${use.says}\`: ${doubtsIn(use)}` })
  const counts = (use: CiUse): boolean => levelOf(use) === 2
  const checks = [...ciTestsOf(facts), ...testsInBuildsOf(facts), ...ciLintsOf(facts)]
  const deliveries = ciDeliveriesOf(facts).toSorted((one, other) => Number(one.delivery.what === 'model') - Number(other.delivery.what === 'model'))
  const against = [...checks, ...deliveries].filter((use) => !counts(use)).map(doubted)
  const halves = [...checks, ...deliveries].filter((use) => levelOf(use) === 1)
  const weak = halves.map(doubted)
  const checking = checks.filter(counts).map(place)
  const delivering = deliveries.filter(counts).map(place)
  const [check] = checking
  const [delivery] = delivering
  const sound = deliveries.filter(counts)
  const target = sound.map(targetOf).find((one) => one !== null) ?? null
  if (check !== undefined && delivery !== undefined) return present([delivery, check, ...delivering.slice(1)], { found: `CI checks with \`${check.says}\` (${check.path}) and delivers with \`${delivery.says}\` (${delivery.path})${target === null ? '' : `; it deploys to ${targetWords(target)}`}.` })
  const printed = deliveries.length > 0 ? null : printedDelivery(facts)
  if (isNonEmpty(checking)) return partial(checking, { found: `CI checks with \`${checking[0].says}\` (${checking[0].path}). ${lackOf(deliveries, 'delivery')}${printed === null ? '' : ` The step \`${printed.says}\` (${printed.path}:${printed.line}) only prints.`}`, against, next: firstOf(facts, deliveries) ?? (printed === null ? null : `Let the step \`${printed.says}\` of ${printed.path} deliver what it tells of: push the service's image, or deploy it.`) ?? `Add a delivery after the checks of ${checking[0].path}, for example a job that pushes the service's image when the default branch changes.` })
  if (isNonEmpty(delivering)) return partial(delivering, { found: `CI delivers with \`${delivering[0].says}\` (${delivering[0].path}). ${lackOf(checks, 'Python linter or test run')}`, against, next: firstOf(facts, checks) ?? `Let a job lint and test before the delivery of ${delivering[0].path} and make the delivery wait for it with \`needs\`.` })
  if (isNonEmpty(weak)) return partial(weak, { found: `${weak[0].path} names ${weak[0].says}.`, against, next: halves.slice(0, 1).flatMap(({ step }) => branchRemedyOf(facts, step) ?? []).at(0) ?? `Let pushes and pull requests start a check in ${weak[0].path} that can fail, then a delivery that follows it.` })
  const other = [...halfwayIn(facts), ...otherSystemsOf(facts)]
  if (isNonEmpty(other)) return partial(other, { found: `${sentence(other[0].says)} (${other[0].path}); no workflow of GitHub lints, tests or delivers.`, next: 'Add a GitHub workflow that lints and tests on every push and pull request, and one that delivers when the default branch changes.' })
  return missing({ found: against[0] === undefined ? 'No workflow of GitHub and no other CI system checks or delivers anything.' : `${against[0].path} names ${against[0].says}.`, against, next: 'Add a workflow on push and pull request that lints and runs the tests; a job that builds and pushes the image can follow.' })
}

/** A step that is called after a delivery and does nothing but print: a student takes it for one. */
function printedDelivery(facts: RepositoryFacts): FileEvidence | null {
  const steps = new Map<string, CiCommand[]>()
  for (const command of ciOf(facts).commands) {
    if (command.stepName === null || !/\b(?:deploy|publish|deliver|release)/i.test(command.stepName)) continue
    const key = `${command.workflow} ${command.job} ${command.step}`
    steps.set(key, [...steps.get(key) ?? [], command])
  }
  const [first] = [...steps.values()].find((commands) => commands.every(({ words, writesTo }) => /^(?:echo|printf)$/.test(words[0] ?? '') && writesTo === null)) ?? []
  return first === undefined ? null : fileEvidence(facts, first.stepPlace.path, first.stepPlace.line, (first.stepName ?? '').replaceAll(/[\s`]+/g, ' ').slice(0, 60))
}

function lackOf(uses: readonly CiUse[], what: string): string {
  const [first] = uses
  return first === undefined ? `No ${what} was found in the workflows.` : `The ${what} it names does not count yet: \`${first.says}\`: ${doubtsIn(first)}.`
}

/** What is there and does not count yet comes before anything new. */
function firstOf(facts: RepositoryFacts, uses: readonly CiUse[]): string | null {
  const [first] = uses
  return first === undefined ? null : branchRemedyOf(facts, first.step) ?? `Begin with what is there, \`${first.says}\` in ${(first.step.via[0] ?? first.step.place).path}: ${doubtsIn(first)}.`
}

/** A file that says nothing is no broken workflow. */
const NO_WORKFLOW = /holds no workflow|`jobs` is missing or empty/

/** Work of a workflow that is neither a check nor a delivery but a part of one: an image that is built, a pipeline that pushes run; and workflows that GitHub refuses. */
function halfwayIn(facts: RepositoryFacts): readonly FileEvidence[] {
  const { commands, actions, workflows } = ciOf(facts)
  const built = [...commands.filter((step) => imageBuildOf(step) !== null && step.broken === null).map((step) => ({ step, says: step.text })), ...actions.filter((step) => imageActionOf(step.uses, step.with) !== null && step.broken === null).map((step) => ({ step, says: step.uses }))]
  const trained = commands.filter((step) => isTraining(step) && step.inCi && step.inactive === null && step.broken === null)
  return [
    ...trained.map((step) => fileEvidence(facts, step.place.path, step.place.line, `a workflow runs the pipeline with \`${step.text}\``)),
    ...built.filter(({ step }) => step.inactive === null).map(({ step, says }) => fileEvidence(facts, step.place.path, step.place.line, `a workflow builds an image with \`${says}\``)),
    ...workflows.flatMap(({ path, invalid }) => invalid === null || NO_WORKFLOW.test(invalid.reason) ? [] : [fileEvidence(facts, path, invalid.line, `a workflow that GitHub does not run: ${invalid.reason}`)]),
  ]
}

/** What another system checks, builds, starts or delivers; its runs can't be seen. */
function otherSystemsOf(facts: RepositoryFacts): readonly FileEvidence[] {
  const works = (command: OtherCommand): boolean => command.broken === null && (testRunOf(command) !== null || lintOf(command) !== null || deliveryOf(command) !== null || imageBuildOf(command) !== null)
  return ciOf(facts).others.flatMap((other) => other.commands.filter(works).map((command) => fileEvidence(facts, command.place.path, command.place.line, `${other.system} runs \`${command.text}\``)))
}
