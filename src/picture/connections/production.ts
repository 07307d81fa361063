import { isNonEmpty, partial, present } from '../../checks/frame/findings.ts'
import { levelOf } from '../../facts/ci/ci-checks.ts'
import { ciDeliveriesOf } from '../../facts/ci/ci-deliveries.ts'
import { ciValidationsOf } from '../../facts/ci/ci-validations.ts'
import { orderOf } from '../../facts/ci/stage-order.ts'
import { imageActionOf, imageBuildOf } from '../../facts/commands/image-commands.ts'
import { composeServicesOf } from '../../facts/containers/compose.ts'
import { containersOf } from '../../facts/containers/containers.ts'
import { builtImagesOf, deployedImagesOf, isSameImage } from '../../facts/containers/image-names.ts'
import { platformsOf } from '../../facts/operations/platforms.ts'
import { platformOfSettings } from '../../facts/operations/platform-names.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { healthRoutesOf, isHealthPath } from '../../facts/service/health-routes.ts'
import { servingFrameworksOf } from '../../facts/service/serving-frameworks.ts'
import { healthProbesOf } from '../../facts/service/probes.ts'
import { scalarsIn } from '../../facts/settings/scalars.ts'
import { lineAt, nameOf, settingsOf } from '../../facts/settings/settings.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Connection } from '../component.ts'

const dockerCloud: Connection = {
  id: 'docker-cloud', from: 'container', to: 'cloud', title: 'The platform runs the image that was built',
  reading: false, provenBy: null, needs: ['workflows', 'containers', 'infrastructure', 'tasks'],
  joins: 'Let the deployment name the image that CI has built and pushed, tagged with the commit.',
  judge: joinedByImage,
}

function joinedByImage(facts: RepositoryFacts): Finding | null {
  const pairs = deployedImagesOf(facts).slice(0, 300).flatMap((asked) => { const built = builtImagesOf(facts).slice(0, 300).find((one) => isSameImage(one, asked)); return built === undefined ? [] : [{ asked, built }] })
  const places = (list: typeof pairs): readonly FileEvidence[] => list.flatMap(({ asked, built }) => [fileEvidence(facts, asked.path, asked.line, asked.says), fileEvidence(facts, built.path, built.line, built.says)])
  const [sure] = pairs.filter(({ asked, built }) => built.step?.automatic === true && (asked.step === null || asked.step.automatic))
  const whole = sure === undefined ? [] : places([sure])
  if (isNonEmpty(whole)) return present(whole, { found: `What is deployed (${whole[0].path}:${whole[0].line}) is the image that ${whole[1]?.path ?? ''} builds: ${sure?.built.image ?? ''}.` })
  const itself = builtThere(facts)
  if (isNonEmpty(itself.sure)) return present(itself.sure, { found: `The platform builds the image from the Dockerfile itself: ${itself.sure[0].says} (${itself.sure[0].path}).` })
  const byHand = places(pairs)
  if (isNonEmpty(byHand)) return partial(byHand, { found: `What is deployed (${byHand[0].path}:${byHand[0].line}) is the image that ${byHand[1]?.path ?? ''} builds, and a person runs one of the two.`, next: 'Let a workflow build the image, and deploy it in the next job.' })
  return isNonEmpty(itself.byHand) ? partial(itself.byHand, { found: `The platform would build the image itself: ${itself.byHand[0].says} (${itself.byHand[0].path}); a person starts that.`, next: 'Let a workflow run it after the checks.' }) : null
}

/** Platforms that are given the source and build its Dockerfile: a deployment from source, settings that ask for Docker, compose on the server. */
function builtThere(facts: RepositoryFacts): { readonly sure: readonly FileEvidence[]; readonly byHand: readonly FileEvidence[] } {
  const own = containersOf(facts).filter(({ purpose }) => purpose === 'project')
  if (own.length === 0) return { sure: [], byHand: [] }
  const deliveries = ciDeliveriesOf(facts).filter(({ delivery }) => delivery.what === 'deployment').flatMap((use) => {
    const { step } = use
    const text = 'words' in step ? step.words.join(' ') : step.uses
    const built = 'words' in step ? imageBuildOf(step) : imageActionOf(step.uses, step.with)
    const composes = /^(?:docker(?:-| )compose|podman-compose)\b.* up\b/.test(text) && composeServicesOf(facts).some(({ build }) => build !== null && own.some(({ path }) => path === build.dockerfile))
    const isThere = built !== null || composes || (/^(?:flyctl|fly)\b.*deploy|^railway\b|^heroku\b|^git push\b.*heroku|^gcloud (?:(?:beta|alpha) )?app deploy|^copilot\b|^az containerapp up\b|heroku-deploy/i.test(text) && !/--image\b/.test(text))
    const start = step.via[0] ?? step.place
    return isThere ? [{ sound: levelOf(use) === 2, place: fileEvidence(facts, start.path, start.line, use.says) }] : []
  })
  const settings = settingsOf(facts).filter(({ path }) => platformOfSettings(path) !== null).flatMap(({ path, value, lines }) => {
    const docker = scalarsIn(value).find(({ key, text }) => (/^(?:runtime|env|builder)$/i.test(key) && /^docker(?:file)?$/i.test(text)) || /^(?:dockerfilePath|dockerfile|dockerfile_path)$/.test(key))
    return docker === undefined ? [] : [{ sound: platformOfSettings(path)?.itself === true, place: fileEvidence(facts, path, lineAt(lines, docker.pointer), `${docker.key}: ${docker.text}`) }]
  })
  const all = [...deliveries, ...settings]
  return { sure: all.filter(({ sound }) => sound).map(({ place }) => place), byHand: all.filter(({ sound }) => !sound).map(({ place }) => place) }
}

const healthCloud: Connection = {
  id: 'health-cloud', from: 'health', to: 'cloud', title: 'The platform, or the deployment, asks the health route',
  reading: false, provenBy: null, needs: ['workflows', 'infrastructure', 'configuration'],
  joins: 'Point the platform\'s probe at the health route, or let the job that deploys ask it and fail where it does not answer.',
  judge: joinedByProbe,
}

function joinedByProbe(facts: RepositoryFacts): Finding | null {
  const routes = new Set(healthRoutesOf(facts).map(({ path }) => path))
  const answered = servingFrameworksOf(facts).length > 0
  // A page that is named after health and that no route of the project answers is another service's, or nobody's.
  const asksHealth = (path: string): boolean => path !== '' && ([...routes].some((route) => route !== '/' && path.endsWith(route)) || (answered && isHealthPath(path)))
  const probes = healthProbesOf(facts)
  const isPlatform = (says: string): boolean => !/^(?:HEALTHCHECK|healthcheck)\b/.test(says)
  const asked = probes.filter(({ says, builtIn }) => builtIn !== null || says.split(/\s+/).some((word) => asksHealth(pathOf(word))))
  const ofPlatform = [...asked.filter(({ says }) => isPlatform(says)).map(({ path, line, says }) => fileEvidence(facts, path, line, says)), ...settingsProbes(facts, asksHealth)]
  if (isNonEmpty(ofPlatform)) return present(ofPlatform, { found: `The platform asks the health route: ${ofPlatform[0].says} (${ofPlatform[0].path}).` })
  const smoke = smokeAfterDeployment(facts)
  const sound = smoke.filter(({ sure }) => sure).map(({ place }) => place)
  if (isNonEmpty(sound)) return present(sound, { found: `After the deployment, ${sound[0].path} asks the service: ${sound[0].says}.` })
  const ofDocker = asked.map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const onServer = platformsOf(facts).some(({ name }) => name.startsWith('a server') || name === 'Docker Swarm')
  if (isNonEmpty(ofDocker)) {
    return onServer ? present(ofDocker, { found: `Docker on the server asks the health route: ${ofDocker[0].says} (${ofDocker[0].path}).` })
      : partial(ofDocker, { found: `Docker itself would ask the health route (${ofDocker[0].path}: ${ofDocker[0].says}); most platforms leave that instruction aside.`, next: healthCloud.joins })
  }
  const weak = [...smoke.map(({ place }) => place), ...probes.filter(({ says }) => isPlatform(says)).map(({ path, line, says }) => fileEvidence(facts, path, line, says))]
  return isNonEmpty(weak) ? partial(weak, { found: `${weak[0].says} (${weak[0].path}); that is not yet a health route whose failure stops the deployment.`, next: healthCloud.joins }) : null
}

/** The path of a URL among other words: `/health` of `http://localhost:8000/health')`. */
function pathOf(word: string): string {
  const bare = word.replace(/["'(),;]/g, '')
  const path = bare.replace(/^.*?https?:\/\/[^/]*/, '')
  return /^\/[\w./-]*$/.test(path) ? path : ''
}

/** Health checks in the settings of platforms. */
function settingsProbes(facts: RepositoryFacts, asksHealth: (path: string) => boolean): readonly FileEvidence[] {
  return settingsOf(facts).filter(({ path }) => platformOfSettings(path) !== null || /^(?:app|service|openapi)\.ya?ml$|task[-_]?def/i.test(nameOf(path))).flatMap(({ path, value, lines }) =>
    scalarsIn(value).filter(({ key, pointer, text }) => /^(?:healthCheckPath|healthcheckPath|health_check_path|http_path)$/.test(key) || (/health|check|probe/i.test(pointer) && (key === 'path' || /^\d+$/.test(key)) && /\//.test(text)))
      .filter(({ text }) => text.split(/\s+/).some((word) => asksHealth(pathOf(word)))).map(({ key, text, pointer }) => fileEvidence(facts, path, lineAt(lines, pointer), `${key}: ${text}`)))
}

/** Requests to the service that follow a deployment in the same workflow. */
function smokeAfterDeployment(facts: RepositoryFacts): readonly { readonly sure: boolean; readonly place: FileEvidence }[] {
  const deploys = ciDeliveriesOf(facts).filter(({ delivery }) => delivery.what === 'deployment' || delivery.what === 'infrastructure')
  return ciValidationsOf(facts).filter(({ what }) => what === 'service').filter(({ step }) => deploys.some((deploy) => orderOf(facts, deploy.step, step)?.kind === 'waits')).map((use) => {
    const start = use.step.via[0] ?? use.step.place
    return { sure: levelOf(use) === 2, place: fileEvidence(facts, start.path, start.line, use.weak === null ? use.says : `${use.says}: ${use.weak}`) }
  })
}

/** The connections between the container, the cloud and the health route. */
export const PRODUCTION_CONNECTIONS: readonly Connection[] = [dockerCloud, healthCloud]
