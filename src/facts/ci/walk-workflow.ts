import type { Named, Workflow, WorkflowJob, WorkflowStep } from '../../parse/workflow/workflow.ts'
import type { Mask, Place } from '../commands/command.ts'
import { expandScript, inside } from '../commands/expand.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { isGitIgnored } from '../settings/ignore-rules.ts'
import type { CiAction, CiCommand, CiOrigin } from './ci-command.ts'
import { fillIn, matrixCells, withValues, type Given } from './context.ts'
import { jobRuns, runsUnder, type Runs } from './job-runs.ts'
import type { Scenario } from './scenario.ts'
import { shellOf } from './shells.ts'
import { scriptOfAction } from './step-scripts.ts'

/** What one workflow gives; `originOf` turns scenarios into what is said of them. */
export type Walk = {
  readonly facts: RepositoryFacts
  readonly commands: CiCommand[]
  readonly actions: CiAction[]
  readonly originOf: (runs: Runs) => Pick<CiOrigin, 'starts' | 'automatic' | 'inCi' | 'inactive' | 'afterFailure'>
  readonly workflow: { readonly path: string; readonly name: string }
}

type Frame = {
  readonly path: string
  readonly given: Given
  readonly via: readonly Place[]
  readonly masked: Mask | null
  readonly job: WorkflowJob
  readonly jobName: string
  readonly shell: string | null
  readonly folder: string | null
  readonly runs: Runs
  readonly depth: number
  /** The step of the job that led into a composite action; null in the job itself. */
  readonly outerStep: number | null
  /** Names of files that steps before may have made. */
  readonly made: Set<string>
}

const MOST = 10_000
const DEPTH = 6

/** Walks the jobs of a workflow; a reusable workflow of the repository is walked with the scenarios and inputs of its caller. */
export function walkWorkflow(walk: Walk, path: string, workflow: Workflow, scenarios: readonly Scenario[], given: Given, outer: { readonly via: readonly Place[]; readonly prefix: string; readonly depth: number; readonly masked: Mask | null }): void {
  const values = withValues(given, 'env.', workflow.environment)
  const runs = jobRuns(walk.facts, workflow.jobs, scenarios, values)
  for (const job of workflow.jobs) {
    if (walk.commands.length > MOST) return
    const masked = outer.masked ?? maskOf(job.continueOnError, path, job.continueLine)
    const ofJob = runs.get(job.id) ?? { scenarios: [], afterFailure: false, reason: null }
    const cells = matrixCells(job.matrix, JSON.stringify(job.steps.map((step) => [step.run, step.with, step.workingDirectory])) + JSON.stringify(job.with))
    for (const cell of cells) {
      const own = withValues(new Map([...values, ...cell]), 'env.', job.environment)
      const frame: Frame = {
        path, given: own, via: outer.via, masked, job, jobName: outer.prefix + job.id, shell: job.defaults.shell ?? workflow.defaults.shell, folder: job.defaults.workingDirectory ?? workflow.defaults.workingDirectory,
        runs: ofJob, depth: outer.depth, outerStep: null, made: new Set(),
      }
      if (job.uses === null) job.steps.forEach((step, index) => { walkStep(walk, frame, step, index) })
      else walkCall(walk, frame, job.uses, job.with)
    }
  }
}

function maskOf(continueOnError: string | null, path: string, line: number): Mask | null {
  return continueOnError !== null && /^(?:\$\{\{\s*)?true(?:\s*\}\})?$/.test(continueOnError.trim()) ? { reason: '`continue-on-error: true`', place: { path, line } } : null
}

function walkCall(walk: Walk, frame: Frame, uses: string, given: Named): void {
  const place: Place = { path: frame.path, line: frame.job.line }
  const target = localPath(uses, walk.facts)
  const file = target === null ? null : fileAt(walk.facts, target)
  const broken = target !== null && !walk.facts.paths.has(target) ? `the workflow \`${uses}\` is not there` : null
  if (walk.actions.length > MOST) return
  walk.actions.push({ ...origin(walk, frame, 0, null, place), uses, with: filled(given, frame.given), place, via: frame.via, masked: frame.masked, broken })
  if (file?.facts?.kind !== 'workflow' || frame.depth > DEPTH) return
  const { workflow } = file.facts
  const call = workflow.triggers.find((trigger) => trigger.event === 'workflow_call')
  const inputs = withValues(withValues(new Map(), 'inputs.', defaultsOf(call?.inputs ?? [])), 'inputs.', filled(given, frame.given))
  walkWorkflow(walk, file.path, workflow, frame.runs.scenarios, inputs, { via: [...frame.via, place], prefix: `${frame.jobName} / `, depth: frame.depth + 1, masked: frame.masked })
}

/** A reusable workflow or action of this repository as a path from its root; null where it belongs to somebody else. */
export function localPath(uses: string, facts: RepositoryFacts): string | null {
  if (uses.startsWith('./')) return normalPath(uses)
  const own = `${facts.snapshot.name.toLowerCase()}/`
  return facts.snapshot.name.includes('/') && uses.toLowerCase().startsWith(own) ? normalPath(uses.slice(own.length).replace(/@.*$/, '')) : null
}

function defaultsOf(inputs: readonly { readonly name: string; readonly default: string | null }[]): Named {
  return Object.fromEntries(inputs.flatMap((input) => input.default === null ? [] : [[input.name, input.default]]))
}

function filled(values: Named, given: Given): Named {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fillIn(value, given)]))
}

function origin(walk: Walk, frame: Frame, step: number, name: string | null, stepPlace: Place): CiOrigin {
  return {
    workflow: walk.workflow.path, workflowName: walk.workflow.name, job: frame.jobName, runsOn: frame.job.runsOn.map((label) => fillIn(label, frame.given)), step, jobStep: frame.outerStep ?? step, stepName: name === null ? null : fillIn(name, frame.given),
    stepPlace, environmentName: frame.job.environmentName, ...walk.originOf(frame.runs),
  }
}

function walkStep(walk: Walk, outer: Frame, step: WorkflowStep, index: number): void {
  if (walk.actions.length > MOST || walk.commands.length > MOST) return
  const given = withValues(outer.given, 'env.', step.environment)
  const runs = runsUnder(walk.facts, step.if, outer.runs, given)
  const place: Place = { path: outer.path, line: step.line }
  const frame: Frame = { ...outer, given, runs, masked: outer.masked ?? maskOf(step.continueOnError, outer.path, step.continueLine) }
  if (step.run !== null) runScript(walk, frame, step, index, step.run, step.shell ?? frame.shell ?? (isOnWindows(frame) ? 'pwsh' : null), null)
  if (step.uses === null) return
  const inputs = filled(step.with, given)
  const target = localPath(step.uses, walk.facts)
  const found = target === null ? null : actionAt(walk.facts, target)
  const broken = target !== null && found === null && !walk.facts.paths.has(`${target}/Dockerfile`) ? `the action \`${step.uses}\` is not there` : missingFile(walk.facts, step.uses, inputs)
  walk.actions.push({ ...origin(walk, frame, index, step.name, place), uses: step.uses, with: inputs, place, via: frame.via, masked: frame.masked, broken })
  if (/^actions\/(?:checkout|download-artifact|cache)@/.test(step.uses)) for (const name of (inputs['path'] ?? '').split(/[\s/]+/)) if (name !== '' && name !== '.') frame.made.add(name)
  const script = scriptOfAction(step.uses, inputs)
  if (script !== null) runScript(walk, frame, step, index, script.text, null, script.through)
  if (found?.facts?.kind !== 'action' || frame.depth > DEPTH) return
  const { action } = found.facts
  const inner: Frame = { ...frame, path: found.path, given: withValues(withValues(given, 'inputs.', defaultsOf(action.inputs)), 'inputs.', inputs), via: [...frame.via, place], shell: null, folder: null, depth: frame.depth + 1, outerStep: frame.outerStep ?? index }
  action.steps.forEach((one, at) => { walkStep(walk, inner, one, at) })
}

/** Whether a job runs on Windows and nowhere else, where a step without `shell` is one of PowerShell. */
function isOnWindows({ job, given }: Frame): boolean {
  const cells = matrixCells(job.matrix, job.runsOn.join(' ').replaceAll(/\s/g, ''))
  return job.runsOn.length > 0 && cells.every((cell) => job.runsOn.some((label) => /^windows\b/i.test(fillIn(label, new Map([...given, ...cell])))))
}

function actionAt(facts: RepositoryFacts, folder: string): ReturnType<typeof fileAt> {
  return fileAt(facts, `${folder}/action.yml`) ?? fileAt(facts, `${folder}/action.yaml`)
}

/** What a build action names and is not there. */
function missingFile(facts: RepositoryFacts, uses: string, given: Named): string | null {
  if (!uses.startsWith('docker/build-push-action@')) return null
  const context = given['context'] ?? '.'
  if (/\$\{\{|:\/\/|\{\{/.test(context) || /\$\{\{/.test(given['file'] ?? '')) return null
  const isThere = (path: string): boolean => facts.paths.has(normalPath(path)) || isGitIgnored(facts, normalPath(path))
  if (!isThere(context)) return `the folder \`${context}\` that is built is not there`
  const dockerfile = given['file'] ?? `${context}/Dockerfile`
  return isThere(dockerfile) || (given['file'] !== undefined && facts.paths.has(normalPath(`${context}/${dockerfile}`))) || (given['file'] === undefined && isThere(`${context}/dockerfile`)) ? null : `the Dockerfile \`${normalPath(dockerfile)}\` is not there`
}

function runScript(walk: Walk, frame: Frame, step: WorkflowStep, index: number, text: string, shell: string | null, through: string | null): void {
  const options = shellOf(shell)
  if (options === null) return
  const named = step.workingDirectory ?? frame.folder
  const folder = named === null ? '.' : inside('.', fillIn(named, frame.given).replace(/^\$\{\{\s*github\.workspace\s*\}\}\/?/, './'))
  const missing = folder !== null && folder !== '.' && !walk.facts.paths.has(folder) && !isGitIgnored(walk.facts, folder) && !folder.split('/').some((part) => frame.made.has(part)) ? `the folder \`${folder}\` it runs in is not there` : null
  const variables = Object.fromEntries([...frame.given].filter(([name]) => name.startsWith('env.')).map(([name, value]) => [name.slice(4).toUpperCase(), value]))
  const isText = step.run === text
  const place: Place = { path: frame.path, line: step.line }
  const base = origin(walk, frame, index, step.name, place)
  const found = expandScript(walk.facts, {
    text: fillIn(text, frame.given), path: frame.path, line: isText ? step.runLine : step.line, directory: through === null ? folder : null, options: { ...options, variables }, masked: frame.masked, via: frame.via,
    through: through === null ? [] : [through], environment: Object.entries(step.environment).map(([name, value]) => ({ name, value })),
  }, frame.made)
  for (const command of found) walk.commands.push({ ...command, ...base, broken: command.broken ?? missing })
}

/** The name a workflow goes by: its own, or its path. */
export function nameOfWorkflow(path: string, workflow: Workflow): string {
  return workflow.name ?? path
}
