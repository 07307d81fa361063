import { asMap, asText } from '../../parse/json.ts'
import { flagValue, flagValues } from '../../parse/shell/flags.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { CiAction, CiCommand } from '../ci/ci-command.ts'
import type { Command } from '../commands/command.ts'
import { imageActionOf, imageBuildOf } from '../commands/image-commands.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import { blocksWithin, resourcesOfType } from '../operations/terraform.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { scalarsIn } from '../settings/scalars.ts'
import { lineAt, nameOf, settingsOf } from '../settings/settings.ts'

/** The name of an image where it is built or asked for. `step` is the step of CI that does it; null outside of CI. */
export type ImageName = { readonly image: string; readonly path: string; readonly line: number; readonly says: string; readonly step: CiCommand | CiAction | null }

/** The names under which images are built, tagged or pushed: by workflows first, then by other systems and tasks. */
export const builtImagesOf = memoise((facts: RepositoryFacts): readonly ImageName[] => {
  const { commands, actions, others } = ciOf(facts)
  const metadata = actions.filter((step) => step.uses.startsWith('docker/metadata-action@'))
  return [
    ...commands.filter((step) => step.inactive === null).flatMap((step) => tagsOf(step).map((image): ImageName => ({ image, ...(step.via[0] ?? step.place), says: step.text, step }))),
    ...actions.filter((step) => step.inactive === null && imageActionOf(step.uses, step.with) !== null).flatMap((step) => {
      const tags = linesOf(`${step.with['tags'] ?? ''}\n${step.with['name'] ?? ''}\n${step.with['image'] ?? ''}\n${step.with['image_name'] ?? ''}`)
      const named = tags.some((tag) => /outputs\.tags/.test(tag)) ? metadata.filter((one) => one.workflow === step.workflow).flatMap((one) => linesOf(one.with['images'] ?? '')) : []
      return [...tags, ...named].map((image): ImageName => ({ image, ...step.place, says: step.uses, step }))
    }),
    ...[...others.flatMap((other) => other.commands), ...taskCommandsOf(facts).flatMap((task) => task.commands)].flatMap((command) => tagsOf(command).map((image): ImageName => ({ image, ...(command.via[0] ?? command.place), says: command.text, step: null }))),
  ]
})

/** The tags that a command gives to what it builds or hands over. */
function tagsOf(command: Command): readonly string[] {
  const { words } = command
  if (/^(?:docker|podman|buildah|nerdctl)$/.test(words[0] ?? '') && (words[1] === 'push' || words[1] === 'tag')) return words.slice(2).filter((word) => !word.startsWith('-'))
  return imageBuildOf(command) === null ? [] : [...flagValues(words, '-t', '--tag', '--destination'), ...flagValues(words, '--image')]
}

/** The names of the images that something runs in the cloud: in deliveries, manifests, task definitions and infrastructure. */
export const deployedImagesOf = memoise((facts: RepositoryFacts): readonly ImageName[] => {
  const { commands, actions, others } = ciOf(facts)
  const asked = (command: Command, step: CiCommand | null): readonly ImageName[] => imagesAsked(command, step?.runsOn.includes('self-hosted') === true).map((image): ImageName => ({ image, ...(command.via[0] ?? command.place), says: command.text, step }))
  return [
    ...commands.filter((step) => step.inactive === null).flatMap((step) => asked(step, step)),
    ...actions.filter((step) => step.inactive === null && !/build|metadata|login|scan|trivy|snyk/i.test(step.uses)).flatMap((step) => ['image', 'images', 'image-uri', 'imageToDeploy', 'deployment-image', 'container-image'].flatMap((key) => linesOf(step.with[key] ?? '')).map((image): ImageName => ({ image, ...step.place, says: `${step.uses} takes ${image}`, step }))),
    ...kubernetesOf(facts).flatMap(({ path, containers }) => containers.filter(({ image }) => image !== '').map(({ image, line }): ImageName => ({ image, path, line, says: `image: ${image}`, step: null }))),
    ...settingsOf(facts).filter(({ path }) => /task[-_]?def|render\.ya?ml$|serverless\.ya?ml$|service\.ya?ml$|containerapp|aci|Dockerrun/i.test(nameOf(path))).flatMap(({ path, value, lines }) => scalarsIn(value).filter(({ key, text }) => /^(?:image|Image|imageUri|url)$/.test(key) && /[/:]/.test(text) && !/^https?:/.test(text)).map((one): ImageName => ({ image: one.text, path, line: lineAt(lines, one.pointer), says: `image: ${one.text}`, step: null }))),
    ...settingsOf(facts).flatMap(({ path, value, lines }) => (asMap(value)?.['containerDefinitions'] === undefined ? [] : scalarsIn(value).filter(({ key }) => key === 'image').map((one): ImageName => ({ image: one.text, path, line: lineAt(lines, one.pointer), says: `image: ${asText(one.text) ?? ''}`, step: null })))),
    ...resourcesOfType(facts, () => true).flatMap(({ path, block }) => blocksWithin(block).flatMap((inner) => inner.attributes.filter(({ name }) => /^(?:image|image_uri|docker_image(?:_name)?|image_identifier)$/.test(name)).flatMap(({ value, line }): readonly ImageName[] => {
      const text = value.kind === 'literal' ? String(value.value) : value.kind === 'expression' ? value.text : ''
      return text === '' ? [] : [{ image: text.replace(/^"|"$/g, ''), path, line, says: `image = ${text}`, step: null }]
    }))),
    ...[...others.flatMap((other) => other.commands), ...taskCommandsOf(facts).flatMap((task) => task.commands)].flatMap((command) => asked(command, null)),
  ]
})

/** The images that a command makes a platform run. */
function imagesAsked({ words, through }: Command, onOwnMachine: boolean): readonly string[] {
  const [first = ''] = words
  const line = words.slice(0, 4).join(' ')
  const flags = flagValues(words, '--image', '-i', '--image-uri', '--deployment-container-image-name', '--docker-custom-image-name', '--container-image-name', '--container-image', '--container-image-uri')
  if (/^(?:gcloud|az|aws|flyctl|fly|doctl|kn|ibmcloud|koyeb|railway)$/.test(first)) return [...flags, ...words.flatMap((word) => /(?:ImageUri|image|imageUri)["']?[=:]["']?([\w./:${}@-]+)/.exec(word)?.[1] ?? [])]
  if (/^(?:kubectl|oc)$/.test(first) && words.includes('image')) return words.slice(words.indexOf('image') + 1).flatMap((word) => /^[\w*-]+=(.+)$/.exec(word)?.[1] ?? [])
  if (/^helm(?:file)?$/.test(first)) return words.flatMap((word) => /image\.(?:repository|name)=(\S+)/.exec(word)?.[1] ?? [])
  const remote = onOwnMachine || through.some((wrapper) => wrapper.startsWith('ssh '))
  if (remote && /^(?:docker|podman) (?:pull|run)\b/.test(line)) return words.slice(2).filter((word) => /[/:]/.test(word) && !/^[-\d]|=|^\//.test(word)).slice(0, 3)
  return flagValue(words, '--docker-image') === null ? [] : flagValues(words, '--docker-image')
}

function linesOf(text: string): readonly string[] {
  return text.split(/[\n,]+/).map((one) => one.trim()).filter((one) => one !== '')
}

/**
 * Whether two names mean one image: by the whole name without its tag, or by its last part, where that says something.
 * A name that is the output of an earlier step of the same workflow (`${{ steps.build.outputs.image }}`) means what is built there.
 */
export function isSameImage(built: ImageName, asked: ImageName): boolean {
  const [one, other] = [bare(built.image), bare(asked.image)]
  if (/outputs\.[\w-]*(?:image|tag|uri|digest|name|url)/i.test(asked.image)) return built.step !== null && built.step.workflow === asked.step?.workflow
  if (one === other) return true
  const [last, otherLast] = [one.slice(one.lastIndexOf('/') + 1), other.slice(other.lastIndexOf('/') + 1)]
  return last === otherLast && last.length > 2 && !/^\$?(?:app|image|api|service|latest|model)?$/.test(last)
}

/** A name without tag, digest and quotes; variables of shells and of workflows are written alike. */
function bare(image: string): string {
  const plain = image.trim().replace(/^["']|["']$/g, '').replace(/\$\{\{\s*(?:env|vars|secrets|github|steps|needs|inputs)\.([\w.-]+)\s*\}\}/g, '$$$1').replace(/\$\{(\w+)[^}]*\}/g, '$$$1').replace(/^docker\.io\//, '').toLowerCase()
  const withoutDigest = plain.split('@', 1)[0] ?? plain
  const colon = withoutDigest.lastIndexOf(':')
  return colon > withoutDigest.lastIndexOf('/') ? withoutDigest.slice(0, colon) : withoutDigest
}
