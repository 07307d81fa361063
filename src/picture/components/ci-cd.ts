import { isNonEmpty, missing, partial, present } from '../../checks/frame/findings.ts'
import { ciDeliveriesOf } from '../../facts/ci/ci-deliveries.ts'
import { ciLintsOf, ciTestsOf, doubtsIn, levelOf, type CiUse } from '../../facts/ci/ci-checks.ts'
import { ciOf } from '../../facts/ci/ci-facts.ts'
import { ciValidationsOf } from '../../facts/ci/ci-validations.ts'
import { imageActionOf, imageBuildOf } from '../../facts/commands/image-commands.ts'
import { lintActionOf, lintOf } from '../../facts/commands/lint-commands.ts'
import { taskCommandsOf } from '../../facts/commands/task-commands.ts'
import { testRunOf } from '../../facts/commands/test-commands.ts'
import { containersOf } from '../../facts/containers/containers.ts'
import { frameworkContainersOf } from '../../facts/containers/framework-containers.ts'
import { platformsOf } from '../../facts/operations/platforms.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { lintSettingsOf } from '../../facts/settings/lint-settings.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Component } from '../component.ts'
import { atPlaces } from './at-places.ts'

/** A step of CI as a place: where the workflow starts it. */
export function stepPlace(facts: RepositoryFacts, use: CiUse): FileEvidence {
  const start = use.step.via[0] ?? use.step.place
  return fileEvidence(facts, start.path, start.line, levelOf(use) === 2 ? use.says : `${use.says}: ${doubtsIn(use)}`)
}

const lint: Component = {
  id: 'lint', title: 'Lint', band: 'ci-cd', source: { kind: 'criterion', id: 'lint' },
  tools: (facts, places) => {
    const inCi = ciLintsOf(facts).flatMap(({ step }) => ({ ...step.place, name: ('words' in step ? lintOf(step) : lintActionOf(step.uses, step.with))?.tool ?? '' }))
    const local = [...taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => ({ ...command.place, name: lintOf(command)?.tool ?? '' }))), ...lintSettingsOf(facts).map(({ path, line, tool }) => ({ path, line, name: tool }))]
    return atPlaces([...inCi, ...local], places).map(({ name }) => name).filter((name) => name !== '')
  },
}

const test: Component = {
  id: 'test', title: 'Test', band: 'ci-cd', source: { kind: 'criterion', id: 'tests-ci' },
  tools: (facts) => ciTestsOf(facts).flatMap(({ step }) => ('words' in step ? testRunOf(step)?.tool ?? [] : [])).map((tool) => (tool.endsWith('.py') ? 'test scripts' : tool)),
}

const build: Component = {
  id: 'build', title: 'Build', band: 'ci-cd',
  source: { kind: 'view', reading: false, provenBy: 'container', view: { needs: ['workflows', 'containers'], judge: judgeBuild } },
  tools: (facts) => {
    const { commands, actions } = ciOf(facts)
    return [...commands.map(imageBuildOf), ...actions.map((step) => imageActionOf(step.uses, step.with))].flatMap((one) => one === null ? [] : [/docker|compose/.test(one.tool) ? 'Docker' : one.tool])
  },
}

/** Builds in the repository's workflows of what runs the project's own code, the sound ones first. */
export function buildsOf(facts: RepositoryFacts): readonly (CiUse & { readonly dockerfile: string; readonly lacks: string })[] {
  return containersOf(facts).filter(({ purpose }) => purpose === 'project').flatMap(({ path, builds }) => builds.map((use) => {
    const [first] = use.missing
    return { ...use, dockerfile: path, lacks: [doubtsIn(use), first === undefined ? '' : `${path} ${first.use} ${first.source}, and ${first.reason}`].filter((one) => one !== '').join('; ') }
  })).toSorted((one, other) => one.lacks.length - other.lacks.length)
}

function judgeBuild(facts: RepositoryFacts): Finding {
  const all = buildsOf(facts)
  const sound = all.filter(({ lacks }) => lacks === '')
  const framework = frameworkContainersOf(facts).flatMap(({ built }) => built === null ? [] : [fileEvidence(facts, built.path, built.line, built.says)])
  const whole = [...sound.map((use) => stepPlace(facts, use)), ...framework]
  if (isNonEmpty(whole)) return present(whole, { found: `CI builds ${sound[0]?.dockerfile ?? 'the container of the framework'}: ${whole[0].says} (${whole[0].path}).` })
  const [broken] = all
  const doubted = all.map((use) => stepPlace(facts, use))
  if (isNonEmpty(doubted)) return partial(doubted, { found: `A workflow would build ${broken?.dockerfile ?? 'the image'}, and the build does not count: ${broken?.lacks ?? ''}.`, next: 'Let the build run on every push, and let its failure fail the job.' })
  const { commands, actions, others } = ciOf(facts)
  const tools = [...commands.filter((step) => step.inactive === null && imageBuildOf(step) !== null).map((step) => fileEvidence(facts, step.place.path, step.place.line, step.text)), ...actions.filter((step) => step.inactive === null && imageActionOf(step.uses, step.with) !== null).map((step) => fileEvidence(facts, step.place.path, step.place.line, step.uses))]
  if (isNonEmpty(tools)) return partial(tools, { found: `A workflow builds an image (${tools[0].path}: ${tools[0].says}), and none that runs the project's own code.`, next: 'Let the same workflow build the image of the service.' })
  const elsewhere = [...others.flatMap((other) => other.commands.filter((command) => imageBuildOf(command) !== null).map((command) => fileEvidence(facts, command.place.path, command.place.line, `${other.system} runs ${command.text}`))), ...taskCommandsOf(facts).flatMap((task) => task.commands.filter((command) => imageBuildOf(command) !== null).map((command) => fileEvidence(facts, command.place.path, command.place.line, command.text)))]
  if (isNonEmpty(elsewhere)) return partial(elsewhere, { found: `The image is built outside of GitHub's workflows: ${elsewhere[0].says} (${elsewhere[0].path}).`, next: 'Add a job to a workflow that builds the same image on every push.' })
  return missing({ found: 'No workflow builds an image.', next: 'Add a job that builds the service\'s Dockerfile on every push (docker/build-push-action can do it without pushing).' })
}

const validate: Component = {
  id: 'validate', title: 'Validate', band: 'ci-cd',
  source: { kind: 'view', reading: false, provenBy: null, view: { needs: ['workflows', 'tasks', 'python'], judge: judgeValidate } },
  tools: (facts, places) => atPlaces(ciValidationsOf(facts).map((use) => ({ ...(use.step.via[0] ?? use.step.place), name: { model: 'model gate', service: 'smoke test', data: 'data check' }[use.what] })), places).map(({ name }) => name),
}

function judgeValidate(facts: RepositoryFacts): Finding {
  const all = ciValidationsOf(facts)
  const sound = all.filter((use) => levelOf(use) === 2)
  const whole = sound.map((use) => stepPlace(facts, use))
  if (isNonEmpty(whole)) return present(whole, { found: `CI runs \`${whole[0].says}\` (${whole[0].path}); it ${sound[0]?.how ?? ''}.` })
  const weak = all.map((use) => stepPlace(facts, use))
  const [first] = all
  if (isNonEmpty(weak) && first !== undefined) return partial(weak, { found: `\`${first.says}\` (${weak[0].path}) ${first.how}, and does not hold anything back: ${doubtsIn(first)}.`, next: `Let this step fail its job, in a workflow that pushes start: ${weak[0].path}, line ${weak[0].line}.` })
  return missing({ found: 'No step of CI validates the model, the data or the running service.', next: 'Add a step between build and deployment that fails where the model is worse than its bar, or where the container does not answer on its health route.' })
}

const deploy: Component = {
  id: 'deploy', title: 'Deploy', band: 'ci-cd',
  source: { kind: 'view', reading: false, provenBy: 'cicd', view: { needs: ['workflows', 'tasks', 'infrastructure'], judge: judgeDeploy } },
  tools: (facts, places) => atPlaces(platformsOf(facts).filter(({ how }) => how === 'workflow' || how === 'itself' || how === 'by hand'), places).map(({ name }) => name),
}

function judgeDeploy(facts: RepositoryFacts): Finding {
  const deliveries = ciDeliveriesOf(facts)
  const deploys = deliveries.filter(({ delivery }) => delivery.what === 'deployment' || delivery.what === 'infrastructure')
  const sound = deploys.filter((use) => levelOf(use) === 2).map((use) => stepPlace(facts, use))
  if (isNonEmpty(sound)) return present(sound, { found: `CI deploys with \`${sound[0].says}\` (${sound[0].path}).` })
  const itself = platformsOf(facts).filter(({ how }) => how === 'itself').map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const doubted = deploys.map((use) => stepPlace(facts, use))
  if (isNonEmpty(doubted)) return partial(doubted, { found: `A workflow would deploy, and it does not count yet: ${doubted[0].says} (${doubted[0].path}).`, next: 'Let the end of the checks on the default branch start the deployment, without a person.' })
  if (isNonEmpty(itself)) return partial(itself, { found: `The deployment happens outside of GitHub's workflows, so the checks of CI do not hold it back: ${itself[0].says} (${itself[0].path}).`, next: 'Let a job of the workflow deploy once its checks have passed.' })
  const handed = deliveries.filter((use) => levelOf(use) === 2).map((use) => stepPlace(facts, use))
  if (isNonEmpty(handed)) return partial(handed, { found: `CI hands something over (${handed[0].says}, ${handed[0].path}), and no step puts it into service.`, next: 'Add the step that makes the platform run what was pushed.' })
  const byHand = platformsOf(facts).filter(({ how }) => how === 'by hand').map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  if (isNonEmpty(byHand)) return partial(byHand, { found: `A person deploys: ${byHand[0].says} (${byHand[0].path}).`, next: `Run the same command from a job of a workflow that waits for the checks.` })
  return missing({ found: 'No workflow deploys anything.', next: 'Add a job that waits for the checks with `needs` and deploys when the default branch changes.' })
}

/** The stages of CI/CD, in their order. */
export const CI_CD: readonly Component[] = [lint, test, build, validate, deploy]
