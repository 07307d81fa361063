import type { DockerfileTree } from '../../parse/dockerfile/tree.ts'
import { isDecidedLater } from '../../parse/shell/read-shell.ts'
import type { CiUse } from '../ci/ci-checks.ts'
import type { CiAction, CiCommand } from '../ci/ci-command.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { memoise } from '../memoise.ts'
import { FOREIGN_ROLES } from '../paths/role.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { isAskedLater } from './asked-later.ts'
import { composeServicesOf } from './compose.ts'
import { finalCommandOf, type FinalCommand } from './container-command.ts'
import { missingSources } from './copied-files.ts'
import { actionTargetsOf, targetsOf, type BuildTarget } from './image-builds.ts'
import { madeBefore, madeByHand } from './made-before.ts'
import type { MissingSource } from './missing-source.ts'

/** A build of a container in a workflow; `command` is what the stage starts that it builds, `missing` what it would not find. */
export type ContainerBuild = CiUse & { readonly command: FinalCommand | null; readonly missing: readonly MissingSource[] }

/** One Dockerfile of the project. */
export type Container = {
  readonly path: string
  /** The line of its last stage. */
  readonly line: number
  readonly command: FinalCommand | null
  /** `project` runs the project's own code; `tool` a ready server or another language's front end; `workspace` is where a person develops. */
  readonly purpose: 'project' | 'tool' | 'workspace'
  readonly builds: readonly ContainerBuild[]
  /** Another CI system whose set-up builds it; whether it runs cannot be seen. */
  readonly elsewhere: { readonly system: string; readonly path: string } | null
  /** What it copies and is in no folder that it may be built from; for a build by hand, where files that Git ignores are there. */
  readonly missing: readonly MissingSource[]
}

type Build = CiUse & { readonly target: BuildTarget; readonly made: (path: string) => boolean }

/** Every Dockerfile of the project with what it starts, what builds it in CI, and what it copies and is not there, in the order of the tree. */
export const containersOf = memoise((facts: RepositoryFacts): readonly Container[] => {
  const builds = buildsOf(facts)
  return [...facts.files.values()].flatMap(({ path, role, facts: read }): readonly Container[] => {
    if (read?.kind !== 'dockerfile' || FOREIGN_ROLES.has(role) || read.tree.stages.length === 0) return []
    const { tree } = read
    const own = builds.filter(({ target }) => target.dockerfile(path)).map(({ target, made, ...use }): ContainerBuild => ({ ...use, command: finalCommandOf(tree, target.stage), missing: leastMissing(facts, path, tree, target.context === null ? contextsOf(facts, path) : [target.context], made) }))
    return [{ path, line: tree.stages.at(-1)?.line ?? 1, command: finalCommandOf(tree), purpose: purposeOf(path, tree), builds: own, elsewhere: builtElsewhere(facts, path), missing: leastMissing(facts, path, tree, contextsOf(facts, path), madeByHand(facts)) }]
  })
})

function buildsOf(facts: RepositoryFacts): readonly Build[] {
  const { commands, actions } = ciOf(facts)
  const build = (step: CiCommand | CiAction, says: string, targets: readonly BuildTarget[]): readonly Build[] =>
    targets.map((target) => ({ step, says, target, weak: weaknessOf(facts, step), broken: step.broken, made: madeBefore(facts, step, commands, actions) }))
  return [
    ...commands.flatMap((step) => build(step, step.text.includes(step.words[0] ?? '') ? step.text : step.words.join(' '), targetsOf(facts, step))),
    ...actions.flatMap((step) => build(step, step.uses, actionTargetsOf(facts, step))),
  ]
}

/** The first build of another CI system that takes this Dockerfile. */
function builtElsewhere(facts: RepositoryFacts, path: string): Container['elsewhere'] {
  const command = ciOf(facts).others.flatMap((other) => other.commands).find((one) => targetsOf(facts, one).some((target) => target.dockerfile(path)))
  return command === undefined ? null : { system: command.system, path: command.place.path }
}

const STARTS = new Set(['push', 'pull_request', 'tag', 'release', 'merge_group', 'workflow_run'])

/** A build may be started by a push, a pull request, a tag or a release. Where commands after it decide, one of them may ask what was built. */
function weaknessOf(facts: RepositoryFacts, step: CiCommand | CiAction): string | null {
  if (step.inactive !== null) return `it never runs here (${step.inactive})`
  if (step.afterFailure) return 'it runs only after a failure'
  if (!step.automatic || !step.starts.some((start) => STARTS.has(start))) return `no push, pull request, tag or release starts it (only ${step.starts.slice(0, 4).join(', ')})`
  const isShown = step.masked !== null && 'words' in step && isDecidedLater(step.masked.reason) && isAskedLater(facts, step)
  return step.masked === null || isShown ? null : `its failure is masked (${step.masked.reason})`
}

/** The folders a Dockerfile may be built from: what compose says, its own, those above. */
function contextsOf(facts: RepositoryFacts, path: string): readonly string[] {
  const said = composeServicesOf(facts).flatMap((service) => service.build === null || service.build.dockerfile !== path ? [] : [service.build.context])
  const own = [folderOf(path)]
  for (let folder = folderOf(path); folder !== '.'; folder = folderOf(folder)) own.push(folderOf(folder))
  return [...new Set([...said, ...own])].filter((folder) => facts.paths.has(folder))
}

function leastMissing(facts: RepositoryFacts, path: string, tree: DockerfileTree, contexts: readonly string[], made: (path: string) => boolean): readonly MissingSource[] {
  return contexts.map((context) => missingSources(facts, path, tree, context, made)).reduce((least, one) => one.length < least.length ? one : least)
}

const TOOL = /^(?:mlflow (?:server|ui)\b|prefect (?:server|agent|worker|orion)\b|jupyter\b|npm\b|npx\b|yarn\b|pnpm\b|node\b|nginx\b|postgres\b|minio\b|grafana\b|prometheus\b|locust\b)/
const TOOL_IMAGE = /(?:^|\/)(?:node|nginx|httpd|postgres|mysql|redis|mongo|minio\/minio|grafana\/[\w-]+|prom\/[\w-]+|jupyter\/[\w-]+|ghcr\.io\/mlflow\/mlflow|rabbitmq|caddy|traefik|metabase\/metabase)(?:[:@]|$)/i

/** What an image needs beside the code: lists of packages, settings, the script that starts a ready server. */
const NO_CODE = /(?:requirements[\w.-]*\.(?:txt|in)|pyproject\.toml|setup\.(?:py|cfg)|poetry\.(?:lock|toml)|uv\.lock|pipfile(?:\.lock)?|environment\.ya?ml|[\w-]*entrypoint[\w-]*\.sh|\.(?:conf|cfg|ini|env|ya?ml|sql|jar))$/i

function purposeOf(path: string, tree: DockerfileTree): Container['purpose'] {
  if (/(?:^|\/)\.(?:devcontainer|binder|gitpod|vscode)(?:\/|$)/.test(path) || nameOf(path) === '.gitpod.Dockerfile') return 'workspace'
  const command = finalCommandOf(tree)
  const started = command?.from === 'file' ? command.text.replace(/^(?:exec|sh -c|bash -c|poetry run|uv run)\s+/, '') : ''
  if (TOOL.test(started) || TOOL_IMAGE.test(tree.stages.at(-1)?.from ?? '')) return 'tool'
  // Astronomer's image copies the whole project by ONBUILD.
  if (/astro-runtime/.test(tree.stages.at(-1)?.from ?? '')) return 'project'
  const copied = tree.stages.flatMap((stage) => stage.copies).filter((copy) => copy.from === null).flatMap((copy) => copy.sources)
  const fetches = tree.stages.some((stage) => stage.runs.some((run) => /\bgit clone\b|\bpip3? install\b[^&|;]*\s(?:\.|git\+)/.test(run.text)))
  return fetches || copied.some((source) => !NO_CODE.test(source)) ? 'project' : 'tool'
}
