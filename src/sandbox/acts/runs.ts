import type { Conclusion, RunStatus } from '../../model/run.ts'
import { commitsOf } from '../git/history.ts'
import { workflowRunShape, workflowShape } from '../shapes/runs.ts'
import type { Account, CheckRun, Job, Repository, WorkflowRun } from '../state/records.ts'
import { ACTIONS_APP, need, type World } from '../state/world.ts'
import { emitCheckRun, emitCheckSuite, suiteFor } from '../webhooks/emit-checks.ts'
import { emit } from '../webhooks/emit.ts'
import { zipOf } from './zip.ts'

type Ending = Exclude<Conclusion, null>

/** A job as it will end; a step's conclusion is the job's last word where it is its last step, else success. `log` are the lines of its log, without their times; left out, it has one that names its steps. */
export type PlayedJob = { readonly name: string; readonly conclusion?: Ending; readonly log?: string; readonly steps?: readonly (string | { readonly name: string; readonly conclusion: Ending })[] }

export type NewRun = {
  /** The workflow's file. */
  readonly path: string
  readonly name?: string
  readonly commit: string
  readonly branch?: string
  readonly event?: string
  /** The repository that the commit lies in, where it is a fork's. */
  readonly headRepository?: Repository
}

/** Starts a run: it is asked for, and in progress with these jobs. */
export async function startRun(world: World, repository: Repository, { path, name = 'CI', commit, branch = repository.defaultBranch, event = 'push', headRepository = repository }: NewRun, jobs: readonly PlayedJob[], actor: Account): Promise<WorkflowRun> {
  const of = [...world.workflowRuns.values()].filter((one) => one.repositoryId === repository.id && one.path === path)
  const suite = suiteFor(world, repository, ACTIONS_APP.id, commit, headRepository === repository ? branch : null)
  const now = world.now()
  const run: WorkflowRun = {
    id: world.nextId(), repositoryId: repository.id, headRepositoryId: headRepository.id, suiteId: suite.id, workflowId: of[0]?.workflowId ?? world.nextId(), name, path, event, headSha: commit, headBranch: branch, number: of.length + 1,
    title: (await commitsOf(repository.folder, [commit], 1))[0]?.message.split('\n')[0] ?? name, actorId: actor.id, attempt: 1, status: 'queued', conclusion: null, createdAt: now, updatedAt: now, startedAt: now,
  }
  world.workflowRuns.set(run.id, run)
  await begin(world, run, jobs, actor)
  return run
}

/** Runs a run again, as its next attempt. */
export async function rerun(world: World, run: WorkflowRun, jobs: readonly PlayedJob[], actor: Account): Promise<void> {
  Object.assign(run, { attempt: run.attempt + 1, status: 'queued', conclusion: null, startedAt: world.now(), updatedAt: world.now() })
  await begin(world, run, jobs, actor)
}

async function begin(world: World, run: WorkflowRun, jobs: readonly PlayedJob[], actor: Account): Promise<void> {
  await emitRun(world, run, 'requested', actor)
  run.status = 'in_progress'
  for (const played of jobs) {
    const id = world.nextId()
    const job: Job = { id, runId: run.id, attempt: run.attempt, name: played.name, status: 'in_progress', conclusion: null, startedAt: world.now(), completedAt: null, steps: [], log: '' }
    const check: CheckRun = {
      id, repositoryId: run.repositoryId, suiteId: run.suiteId, appId: ACTIONS_APP.id, headSha: run.headSha, name: played.name, externalId: String(id), detailsUrl: null, status: 'in_progress', conclusion: null, startedAt: world.now(), completedAt: null,
      output: { title: null, summary: null, text: null }, annotations: [], actions: [],
    }
    world.jobs.set(id, job)
    world.checkRuns.set(id, check)
    await emitCheckRun(world, check, 'created', actor)
  }
  await emitRun(world, run, 'in_progress', actor)
}

/** Ends a run: each of its jobs as it is played. `artifacts` are what it uploads, file by file. */
export async function finishRun(world: World, run: WorkflowRun, jobs: readonly PlayedJob[], actor: Account, artifacts: Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>> = {}): Promise<void> {
  for (const [name, files] of Object.entries(artifacts)) {
    const id = world.nextId()
    world.artifacts.set(id, { id, repositoryId: run.repositoryId, runId: run.id, name, zip: zipOf(files), createdAt: world.now() })
  }
  for (const job of jobsOf(world, run)) {
    const played = jobs.find(({ name }) => name === job.name) ?? { name: job.name }
    const conclusion = played.conclusion ?? 'success'
    const ended: Job = { ...job, status: 'completed', conclusion, completedAt: world.now(), steps: stepsOf(world, played, conclusion), log: played.log ?? logOf(played, conclusion) }
    world.jobs.set(job.id, ended)
    const check = need(world.checkRuns, job.id)
    Object.assign(check, { status: 'completed', conclusion, completedAt: world.now() })
    await emitCheckRun(world, check, 'completed', actor)
  }
  const all = jobsOf(world, run)
  Object.assign(run, { status: 'completed', conclusion: worstOf(all.map(({ conclusion }) => conclusion)), updatedAt: world.now() })
  if (all.length === 0) await emitCheckSuite(world, need(world.checkSuites, run.suiteId), 'completed', actor)
  await emitRun(world, run, 'completed', actor)
}

/** The jobs of a run's newest attempt. */
export function jobsOf(world: World, run: WorkflowRun): readonly Job[] {
  return [...world.jobs.values()].filter((job) => job.runId === run.id && job.attempt === run.attempt)
}

function stepsOf(world: World, { name, steps = [] }: PlayedJob, conclusion: Ending): Job['steps'] {
  if (conclusion === 'skipped') return []
  const given = steps.map((step) => (typeof step === 'string' ? { name: step, conclusion: null } : step))
  const named = given.some((step) => step.conclusion === conclusion) || conclusion === 'success'
  const played = [{ name: 'Set up job', conclusion: 'success' as const }, ...given, { name: 'Complete job', conclusion: 'success' as const }]
  const status: RunStatus = 'completed'
  return played.map((step, at) => {
    // A job that ends badly without naming a step's end did so at its last step.
    const last = !named && at === Math.max(played.length - 2, 0)
    return { number: at + 1, name: step.name === '' ? name : step.name, status, conclusion: step.conclusion ?? (last ? conclusion : 'success'), at: world.now() }
  })
}

/** A log that says no more than which commands ran, and that the last one failed where the job did. */
function logOf({ steps = [] }: PlayedJob, conclusion: Ending): string {
  const ran = steps.map((step) => `##[group]Run ${typeof step === 'string' ? step : step.name}\n##[endgroup]`)
  return [...ran, ...(conclusion === 'failure' ? ['##[error]Process completed with exit code 1.'] : []), 'Post job cleanup.'].join('\n')
}

function worstOf(conclusions: readonly Conclusion[]): Conclusion {
  return (['failure', 'timed_out', 'cancelled', 'action_required'] as const).find((one) => conclusions.includes(one)) ?? (conclusions.length > 0 && conclusions.every((one) => one === 'skipped') ? 'skipped' : 'success')
}

async function emitRun(world: World, run: WorkflowRun, action: 'requested' | 'in_progress' | 'completed', actor: Account): Promise<void> {
  emit(world, { event: 'workflow_run', action, repository: need(world.repositories, run.repositoryId), sender: actor, payload: { workflow_run: await workflowRunShape(world, run), workflow: workflowShape(world, run) } })
}
