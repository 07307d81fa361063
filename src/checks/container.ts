import { branchRemedyOf } from '../facts/ci/branch-remedy.ts'
import { doubtsIn } from '../facts/ci/ci-checks.ts'
import { ciOf } from '../facts/ci/ci-facts.ts'
import type { Place } from '../facts/commands/command.ts'
import type { FinalCommand } from '../facts/containers/container-command.ts'
import { containersOf, type Container, type ContainerBuild } from '../facts/containers/containers.ts'
import { frameworkContainersOf } from '../facts/containers/framework-containers.ts'
import { actionTargetsOf, targetsOf, type BuildTarget } from '../facts/containers/image-builds.ts'
import { missingApp } from '../facts/containers/missing-app.ts'
import type { MissingSource } from '../facts/containers/missing-source.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { nameOf } from '../facts/settings/settings.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `container`. */
export const container: Check = {
  id: 'container',
  title: 'Container builds and runs',
  proof: 'run',
  lesson: '3-3-containers-advanced#an-image-that-builds-and-runs',
  revision: 8,
  needs: ['containers', 'workflows', 'tasks', 'tests'],
  lookedFor: 'A Dockerfile for the service or pipeline that ends in CMD or ENTRYPOINT, copies files that are there, and that a workflow builds on push, pull request, tag or release.',
  levels: {
    present: 'A Dockerfile for the service or pipeline ends in a command, copies what is there, and CI builds it.',
    partial: 'CI does not build it, or it has no command, or only a framework\'s own container configuration is there.',
    missing: 'No container was found, or its build cannot find its files.',
  },
  judge,
}

type Judged = { readonly one: Container; readonly command: FinalCommand | null; readonly build: ContainerBuild | null; readonly lacks: readonly string[]; readonly level: number }

function judge(facts: RepositoryFacts): Finding {
  const judged = containersOf(facts).filter((one) => one.purpose !== 'workspace').map((one) => judgedOne(facts, one)).toSorted((one, other) => other.level - one.level || rank(one) - rank(other))
  const whole = judged.filter(({ level }) => level === 2).flatMap(({ one, command, build }) => [placeOf(facts, one, command), ...build === null ? [] : [buildPlace(facts, build)]])
  if (isNonEmpty(whole)) return present(whole, { found: `${whole[0].path} starts ${whole[0].says} and a workflow builds it: ${whole[1]?.says ?? ''} (${whole[1]?.path ?? ''}).` })
  const frameworks = frameworkContainersOf(facts)
  const built = frameworks.flatMap(({ says, path, line, built: by }) => by === null ? [] : [fileEvidence(facts, path, line, says), fileEvidence(facts, by.path, by.line, by.says)])
  if (isNonEmpty(built)) return present(built, { found: `${built[0].says}, and a workflow builds the image: ${built[1]?.says ?? ''}.` })
  const half = judged.filter(({ level }) => level === 1)
  const [best] = half.filter(({ one }) => one.purpose === 'project' || frameworks.length === 0)
  const places = [...half.filter(({ one }) => one.purpose === 'project').map(({ one, command }) => placeOf(facts, one, command)), ...frameworks.map(({ says, path, line }) => fileEvidence(facts, path, line, says)), ...half.filter(({ one }) => one.purpose === 'tool').map(({ one, command }) => placeOf(facts, one, command))]
  const against = judged.flatMap(({ one, build }) => [...(build?.missing ?? one.missing).map(({ source, line, reason }) => fileEvidence(facts, one.path, line, `${source}: ${reason}`)), ...build === null || doubtsIn(build) === '' ? [] : [buildPlace(facts, build)]])
  if (best !== undefined && isNonEmpty(places)) return partial(places, { found: `${best.one.path}: ${best.lacks.join('; ')}.`, against, next: nextFor(facts, best) })
  if (isNonEmpty(places)) return partial(places, { found: `${places[0].says}${places[0].says.includes(places[0].path) ? '' : ` (${places[0].path})`}; no Dockerfile with the project's code was found.`, against, next: 'Let a workflow build the image of the service on every push, with a Dockerfile or with the command of the framework.' })
  const [broken] = judged
  const [empty] = [...facts.files.values()].filter(({ facts: read }) => read?.kind === 'dockerfile' && read.tree.stages.length === 0)
  if (broken !== undefined) return missing({ found: `${broken.one.path}: ${broken.lacks.join('; ')}.`, against, next: nextFor(facts, broken) })
  if (empty !== undefined) return missing({ found: `${empty.path} has no FROM yet, so it describes no image.`, next: `Fill ${empty.path}: a Python base image, the requirements, the code and the model, and a CMD that starts the service.` })
  return missing({ found: 'No Dockerfile and no other container configuration was found.', next: 'Write a Dockerfile for the service: a Python base image, the requirements, the code and the model, and a CMD that starts it.' })
}

/** A Dockerfile at its best build. Without one it is worth 1, unless a person's build could not find its files either. */
function judgedOne(facts: RepositoryFacts, one: Container): Judged {
  const options = one.builds.map((build) => ({ build, lacks: [...stageLack(facts, one, build), ...doubtsIn(build) === '' ? [] : [`the build in ${build.step.workflow} does not count: ${doubtsIn(build)}`], ...missingLack(build.missing)] }))
  // A build that Terraform starts is the last to be shown.
  const [best] = options.toSorted((first, second) => first.lacks.length - second.lacks.length || rank({ one, command: first.build.command }) - rank({ one, command: second.build.command }) || Number(/^t(?:erraform|ofu)\b/.test(first.build.says)) - Number(/^t(?:erraform|ofu)\b/.test(second.build.says)))
  const counts = best !== undefined && best.lacks.length === 0 && one.purpose === 'project'
  if (counts) return { one, command: best.build.command, build: best.build, lacks: [], level: 2 }
  const isTool = one.purpose === 'tool' ? ['it holds none of the project\'s own Python code'] : []
  const lacks = best === undefined ? [...commandLack(facts, one.command), one.elsewhere === null ? 'no workflow builds it' : `${one.elsewhere.system} builds it (${one.elsewhere.path}), whose runs cannot be seen here, and no workflow of GitHub does`, ...missingLack(one.missing)] : best.lacks
  return { one, command: best === undefined ? one.command : best.build.command, build: best?.build ?? null, lacks: [...isTool, ...lacks], level: one.missing.length > 0 && !(best !== undefined && doubtsIn(best.build) === '') ? 0 : 1 }
}

/** A build that takes a stage which starts nothing is no fault of a Dockerfile whose last stage starts something. */
function stageLack(facts: RepositoryFacts, one: Container, build: ContainerBuild): readonly string[] {
  return build.command === null && one.command !== null ? [`the stage that ${build.step.workflow} builds starts nothing`] : commandLack(facts, build.command)
}

function commandLack(facts: RepositoryFacts, command: FinalCommand | null): readonly string[] {
  if (command === null) return ['it ends without CMD or ENTRYPOINT']
  if (command.idle) return [`its command ${command.text.slice(0, 60)} starts nothing of the project`]
  const app = missingApp(facts, command.text)
  return app === null ? [] : [`its command serves ${app}, which is not in the repository`]
}

function missingLack(sources: Container['missing']): readonly string[] {
  const [first] = sources
  return first === undefined ? [] : [`it ${first.use} ${first.source}, and ${first.reason}`]
}

/** The service before the pipeline before pages for people, one that starts something before one that does not, all before tools beside them. */
function rank({ one: { purpose, path }, command }: Pick<Judged, 'one' | 'command'>): number {
  const words = `${command?.text.replace(/--\S+/g, '') ?? ''} ${path}`
  const kind = /streamlit|gradio|dash(?:board)?\b|front-?end|(?:^|[^a-z])ui(?:[^a-z]|$)/i.test(words) ? 2 : /uvicorn|gunicorn|fastapi|flask|hypercorn|waitress|bentoml|torchserve|lambda|serv(?:e|ing)(?:[^a-z]|$)|(?:^|[^a-z])api(?:[^a-z]|$)|predict|infer/i.test(words) ? 0 : /train|pipeline|batch|flow/i.test(words) ? 1 : 2
  return (command === null || command.idle ? kind + 4 : kind) + (purpose === 'tool' ? 8 : 0)
}

function placeOf(facts: RepositoryFacts, { path, line }: Container, command: FinalCommand | null): FileEvidence {
  return fileEvidence(facts, path, command?.line ?? line, command?.text ?? nameOf(path))
}

function buildPlace(facts: RepositoryFacts, build: ContainerBuild): FileEvidence {
  const start = build.step.via[0] ?? build.step.place
  const doubts = doubtsIn(build)
  return fileEvidence(facts, start.path, start.line, doubts === '' ? build.says : `${build.says}: ${doubts}`)
}

/** What Git leaves out may be a secret or a model: nobody is told to commit that. */
function remedyFor({ source, leftOut }: MissingSource): string {
  switch (leftOut?.by) {
    case 'git': return `Let a step before the build make or fetch ${source}, which Git leaves out`
    case 'docker': return `Let ${leftOut.path} keep ${source} (a line \`!${source}\` at its end)`
    default: return `Commit ${source}`
  }
}

function nextFor(facts: RepositoryFacts, { one, command, build }: Judged): string {
  const [lost] = build?.missing ?? one.missing
  if (lost !== undefined) return `${remedyFor(lost)}, or take the line out of ${one.path}; then let a workflow build it on every push.`
  if (command === null && one.command !== null && build !== null) return `Let the build in ${build.step.workflow} take a stage that ends with a CMD, as the last one of ${one.path} does.`
  if (command === null || command.idle) return `End ${one.path} with a CMD that starts what it is made for, and let a workflow build it on every push.`
  const app = missingApp(facts, command.text)
  if (app !== null) return `Let the CMD of ${one.path} name the module that holds the app (${app} is not there), and let a workflow build it on every push.`
  const astray = build === null ? strayBuildOf(facts) : null
  if (astray !== null) return `Point the build in ${astray.place.path}:${astray.place.line} at ${one.path}: ${astray.broken}.`
  const started = build === null ? null : branchRemedyOf(facts, build.step)
  if (started !== null) return started
  return build === null ? `Add a job to a workflow that builds ${one.path} on every push (docker/build-push-action can do it without pushing).` : `Let the build of ${one.path} in ${build.step.workflow} run on pushes, and let it fail the job where it fails.`
}

/** A build in a workflow that names a Dockerfile or a folder which is not there; null where there is none. */
function strayBuildOf(facts: RepositoryFacts): { readonly place: Place; readonly broken: string } | null {
  const { commands, actions } = ciOf(facts)
  const isAstray = ({ context, dockerfile }: BuildTarget): boolean => (context !== null && !facts.paths.has(context)) || ![...facts.files.values()].some((file) => file.facts?.kind === 'dockerfile' && dockerfile(file.path))
  const builds = [...commands.map((step) => ({ ...step, targets: targetsOf(facts, step) })), ...actions.map((step) => ({ ...step, targets: actionTargetsOf(facts, step) }))]
  for (const { place, broken, targets } of builds) if (broken !== null && targets.length > 0 && targets.every(isAstray)) return { place, broken }
  return null
}
