import { flagValue, flagValues } from '../../parse/shell/flags.ts'
import type { Command } from './command.ts'
import { buildContext } from './named-paths.ts'

/**
 * A build of a container image. Paths are as they are written, from the folder the command runs in; `dockerfile` is null where the
 * tool finds it by itself, `target` the stage that is built where one is named; `composeFiles` is null unless compose builds (empty: its own default files).
 */
export type ImageBuild = {
  readonly tool: string
  readonly context: string | null
  readonly dockerfile: string | null
  readonly target: string | null
  readonly composeFiles: readonly string[] | null
  readonly services: readonly string[]
  readonly pushes: boolean
}

const NOTHING: ImageBuild = { tool: '', context: null, dockerfile: null, target: null, composeFiles: null, services: [], pushes: false }

/** Reads a command as a build of an image; null where it is none. */
export function imageBuildOf({ words }: Pick<Command, 'words'>): ImageBuild | null {
  const [first = '', second = '', third = ''] = words
  if (words.includes('--help')) return null
  if (first === 'docker-compose' || ((first === 'docker' || first === 'podman') && second === 'compose') || first === 'podman-compose') return composeBuild(words, second === 'compose' ? 2 : 1)
  if (first === 'docker' || first === 'podman' || first === 'buildah' || first === 'nerdctl') {
    const at = second === 'build' || second === 'bud' ? 2 : (second === 'buildx' || second === 'image' || second === 'builder') && third === 'build' ? 3 : -1
    if (at > 0) {
      const args = words.slice(at)
      return { ...NOTHING, tool: `${first} build`, context: buildContext(args), dockerfile: flagValue(args, '-f', '--file'), target: flagValue(args, '--target'), pushes: args.includes('--push') || args.some((word) => /type=registry|push=true/.test(word)) }
    }
    return second === 'buildx' && third === 'bake' ? { ...NOTHING, tool: 'docker bake', pushes: words.includes('--push') } : null
  }
  if (first === 'kaniko' || /(?:^|\/)kaniko\/executor$/.test(first)) return { ...NOTHING, tool: 'kaniko', context: flagValue(words, '--context', '-c'), dockerfile: flagValue(words, '--dockerfile', '-f'), pushes: !words.includes('--no-push') }
  if (first === 'bentoml' && second === 'containerize') return { ...NOTHING, tool: 'bentoml containerize' }
  if (first === 'gcloud') return gcloudBuild(words)
  if (first === 'az' && second === 'acr' && third === 'build') return { ...NOTHING, tool: 'az acr build', context: buildContext(words.slice(3)), dockerfile: flagValue(words, '-f', '--file'), pushes: true }
  if (first === 'pack' && second === 'build') return { ...NOTHING, tool: 'pack build', context: flagValue(words, '--path', '-p'), pushes: words.includes('--publish') }
  if (first === 'mlflow' && second === 'models' && third === 'build-docker') return { ...NOTHING, tool: 'mlflow models build-docker' }
  if (first === 'heroku' && second === 'container:push') return { ...NOTHING, tool: 'heroku container:push', context: '.', pushes: true }
  if ((first === 'cog' || first === 'earthly') && /^(?:build|push|\+)/.test(second)) return { ...NOTHING, tool: first, pushes: second === 'push' }
  return first === 'skaffold' && /^(?:build|run|dev)$/.test(second) ? { ...NOTHING, tool: 'skaffold', pushes: true } : null
}

function composeBuild(words: readonly string[], start: number): ImageBuild | null {
  const at = words.findIndex((word, index) => index >= start && (word === 'build' || word === 'up' || word === 'run' || word === 'create'))
  const verb = words[at]
  if (at < 0 || (verb !== 'build' && !words.includes('--build'))) return null
  return { ...NOTHING, tool: 'docker compose build', composeFiles: flagValues(words.slice(0, at), '-f', '--file'), services: words.slice(at + 1).filter((word) => !word.startsWith('-') && /^[\w-]+$/.test(word)), pushes: words.includes('--push') }
}

function gcloudBuild(words: readonly string[]): ImageBuild | null {
  if (words.includes('builds') && words.includes('submit')) {
    const config = flagValue(words, '--config')
    return { ...NOTHING, tool: 'gcloud builds submit', context: buildContext(words.slice(words.indexOf('submit') + 1)), pushes: config === null }
  }
  const source = flagValue(words, '--source')
  return words[1] === 'run' && words.includes('deploy') && source !== null ? { ...NOTHING, tool: 'gcloud run deploy --source', context: source, pushes: true } : null
}

/** Reads a use of an action as a build of an image; null where it is none. */
export function imageActionOf(uses: string, given: Readonly<Record<string, string>>): ImageBuild | null {
  const file = given['file'] ?? given['dockerfile'] ?? given['Dockerfile'] ?? null
  const pushes = (given['push'] !== undefined && given['push'] !== 'false') || /type=registry|push=true/.test(given['outputs'] ?? '')
  if (uses.startsWith('docker/build-push-action@')) return { ...NOTHING, tool: 'docker/build-push-action', context: given['context'] ?? '.', dockerfile: file, target: given['target'] ?? null, pushes }
  if (uses.startsWith('docker/bake-action')) return { ...NOTHING, tool: 'docker/bake-action', pushes }
  if (/^(?:elgohr\/publish-docker-github-action|mr-smithers-excellent\/docker-build-push|whoan\/docker-build-with-cache-action|macbre\/push-to-ghcr|aevea\/action-kaniko|redhat-actions\/buildah-build|kciter\/aws-ecr-action)/i.test(uses)) {
    return { ...NOTHING, tool: uses.split('@', 1)[0] ?? uses, context: given['context'] ?? given['workdir'] ?? given['path'] ?? given['build_root'] ?? '.', dockerfile: file, pushes: !/buildah-build/.test(uses) }
  }
  if (/^akhileshns\/heroku-deploy/i.test(uses) && given['usedocker'] === 'true') return { ...NOTHING, tool: 'heroku-deploy', context: given['appdir'] ?? '.', pushes: true }
  if (uses.startsWith('google-github-actions/deploy-cloudrun') && given['source'] !== undefined) return { ...NOTHING, tool: 'deploy-cloudrun', context: given['source'], pushes: true }
  return /^(?:hoverkraft-tech|isbang)\/compose-action/.test(uses) ? { ...NOTHING, tool: 'compose-action', composeFiles: given['compose-file'] === undefined ? [] : given['compose-file'].split(/\s+/).filter((word) => word !== '') } : null
}
