import { globMatcher } from '../../parse/glob.ts'
import { flagValue, flagValues, skipFlags } from '../../parse/shell/flags.ts'
import type { CiAction } from '../ci/ci-command.ts'
import type { Command } from '../commands/command.ts'
import { imageActionOf, imageBuildOf, type ImageBuild } from '../commands/image-commands.ts'
import { inside } from '../commands/expand.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf } from '../settings/settings.ts'
import { composeServicesOf } from './compose.ts'
import { appliedCommands } from './terraform-builds.ts'

/** What one build takes: `dockerfile` says which Dockerfiles it may be (paths from the root); `context` is null where the files do not tell, `stage` where no stage of it is named. */
export type BuildTarget = { readonly dockerfile: (path: string) => boolean; readonly context: string | null; readonly stage: string | null }

/** Which Dockerfiles a command of CI builds; empty where it builds none, or none that a Dockerfile describes. */
export function targetsOf(facts: RepositoryFacts, command: Pick<Command, 'words' | 'directory' | 'through'>): readonly BuildTarget[] {
  const compose = composeTargets(facts, command)
  if (compose !== null) return compose
  const applied = appliedCommands(facts, command)
  if (applied.length > 0) return applied.flatMap((one) => targetsOf(facts, one))
  const [first = '', second = ''] = command.words
  if ((first === 'flyctl' || first === 'fly' || first === 'railway') && command.words.some((word) => word === 'deploy' || word === 'up') && flagValue(command.words, '--image', '-i') === null) return [target(command.directory, '.', flagValue(command.words, '--dockerfile'), null)]
  const build = imageBuildOf(command)
  // With a config, the steps of that config are commands of their own.
  if (build === null || (build.tool === 'gcloud builds submit' && !build.pushes) || build.composeFiles !== null) return []
  if (second === 'buildx' && build.tool === 'docker bake') return [{ dockerfile: () => true, context: null, stage: null }]
  return build.context === null && build.dockerfile === null ? [] : [targetOf(build, command.directory)]
}

/** Which Dockerfiles a use of an action builds. Its paths start at the repository's root. */
export function actionTargetsOf(facts: RepositoryFacts, action: Pick<CiAction, 'uses' | 'with'>): readonly BuildTarget[] {
  const build = imageActionOf(action.uses, action.with)
  if (build === null) return []
  if (build.composeFiles !== null) return composeServices(facts, '.', build.composeFiles, [])
  return build.tool === 'docker/bake-action' ? [{ dockerfile: () => true, context: null, stage: null }] : [targetOf(build, '.')]
}

function targetOf(build: ImageBuild, directory: string | null): BuildTarget {
  return target(directory, (build.context ?? '.').replace(/^\{\{\s*defaultContext\s*\}\}:?/, './'), build.dockerfile, build.target)
}

function target(directory: string | null, context: string, dockerfile: string | null, stage: string | null): BuildTarget {
  const isKnown = directory !== null && !/[$`*{]|:\/\/|^-$/.test(context)
  const place = isKnown ? inside(directory, context) : null
  if (dockerfile === null) return { context: place, stage, dockerfile: accepting(place ?? unknownIn(directory, context), ['Dockerfile', 'dockerfile', 'Containerfile']) }
  const named = directory === null ? `**/${dockerfile}` : normalPath(`${directory}/${dockerfile}`)
  const beside = place === null ? null : normalPath(`${place}/${dockerfile}`)
  const asNamed = matcher(named)
  return { context: place, stage, dockerfile: (path) => asNamed(path) || path === beside }
}

function accepting(folder: string, names: readonly string[]): (path: string) => boolean {
  const matchers = names.map((name) => matcher(normalPath(`${folder}/${name}`)))
  return (path) => matchers.some((accepts) => accepts(path))
}

function unknownIn(directory: string | null, context: string): string {
  return directory === null || /:\/\//.test(context) ? '**' : normalPath(`${directory}/${context}`)
}

/** A path whose variables may stand for anything. */
function matcher(path: string): (path: string) => boolean {
  return /[$`{]/.test(path) ? globMatcher(path.replace(/\$\{\{[^}]*\}\}|\$\{[^}]*\}|\$\w+|`[^`]*`|\{\{[^}]*\}\}/g, '**')) : path.startsWith('**/') ? globMatcher(path) : (other) => other === path
}

/** What compose builds: with `build` or `--build`; and with `up`, `run` and `create` whatever is not there yet, as on a fresh runner. Null where it is no compose. */
function composeTargets(facts: RepositoryFacts, { words, directory, through }: Pick<Command, 'words' | 'directory' | 'through'>): readonly BuildTarget[] | null {
  const [first = '', second = ''] = words
  const start = /^(?:docker-compose|podman-compose)$/.test(first) ? 1 : /^(?:docker|podman)$/.test(first) && second === 'compose' ? 2 : 0
  if (start === 0) return null
  const at = skipFlags(words, start, ['-f', '--file', '-p', '--project-name', '--profile', '--env-file', '--project-directory', '--ansi', '--progress'])
  const verb = words[at] ?? ''
  const explicit = verb === 'build' || words.includes('--build')
  if (!explicit && (!/^(?:up|run|create)$/.test(verb) || words.includes('--no-build') || through.some((wrapper) => wrapper.startsWith('ssh')))) return []
  const named = words.slice(at + 1).filter((word) => /^[\w][\w.-]*$/.test(word))
  return composeServices(facts, directory, flagValues(words.slice(0, at), '-f', '--file'), named)
}

function composeServices(facts: RepositoryFacts, directory: string | null, files: readonly string[], named: readonly string[]): readonly BuildTarget[] {
  const services = composeServicesOf(facts).filter(({ file, build }) => build !== null && isAmong(file, directory, files))
  const chosen = services.filter((service) => named.includes(service.name))
  return (chosen.length > 0 ? chosen : services).flatMap(({ build }) => build === null ? [] : [target('.', build.context, build.dockerfile, build.target)])
}

function isAmong(path: string, directory: string | null, files: readonly string[]): boolean {
  if (files.length === 0) return (directory === null || folderOf(path) === directory) && /(?:^|\/)(?:docker-)?compose(?:\.override)?\.ya?ml$/.test(path)
  return files.some((file) => matcher(directory === null ? `**/${file}` : normalPath(`${directory}/${file}`))(path))
}
