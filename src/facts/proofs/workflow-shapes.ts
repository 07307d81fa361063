import type { CancelledBy, JobShape, NamePattern, StepShape, WorkflowShape } from '../../model/proof-plan.ts'
import type { Workflow, WorkflowJob, WorkflowStep } from '../../parse/workflow/workflow.ts'
import { withValues, type Given } from '../ci/context.ts'
import { localPath, nameOfWorkflow } from '../ci/walk-workflow.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { memoise } from '../memoise.ts'
import { cancelledBy } from './cancelled-by.ts'
import { nameOfStep, namePattern } from './name-pattern.ts'

const MOST_JOBS = 200
const MOST_STEPS = 100
const DEPTH = 4
/** The names of callers and called jobs multiply. */
const MOST_NAMES = 8

/** The workflows of the repository that GitHub can run by themselves, with the names that their jobs and steps have in a run. */
export const workflowShapesOf = memoise((facts: RepositoryFacts): readonly WorkflowShape[] => [...facts.files.values()].flatMap(({ path, sha, facts: read }) => {
  if (read?.kind !== 'workflow' || read.workflow.invalid !== null || read.workflow.triggers.every(({ event }) => event === 'workflow_call')) return []
  const files = new Set([path])
  const jobs = jobsOf({ facts, files, left: MOST_JOBS }, path, read.workflow, { id: '', names: [['']], depth: 0, cancelledBy: null })
  const blobs = Object.fromEntries([...files].filter((file) => file !== path).map((file) => [file, fileAt(facts, file)?.sha ?? '']))
  return [{ path, name: nameOfWorkflow(path, read.workflow), blob: sha, files: [...files].toSorted(), blobs, jobs }]
}))

type Walk = { readonly facts: RepositoryFacts; readonly files: Set<string>; left: number }
type Caller = { readonly id: string; readonly names: readonly NamePattern[]; readonly depth: number; readonly cancelledBy: CancelledBy | null }

function jobsOf(walk: Walk, path: string, workflow: Workflow, caller: Caller): readonly JobShape[] {
  const given = withValues(new Map(), 'env.', workflow.environment)
  const cancelled = cancelledBy(workflow.concurrency) ?? caller.cancelledBy
  return workflow.jobs.flatMap((job) => {
    if (walk.left <= 0) return []
    walk.left -= 1
    return shapesOf(walk, path, job, given, { ...caller, cancelledBy: cancelledBy(job.concurrency) ?? cancelled })
  })
}

function shapesOf(walk: Walk, path: string, job: WorkflowJob, outer: Given, caller: Caller): readonly JobShape[] {
  const given = withValues(outer, 'env.', job.environment)
  const names = namesOf(job, given, caller)
  const id = caller.id + job.id
  const needs = job.needs.map((need) => caller.id + need)
  if (job.uses === null) return [{ id, names, needs, cancelledBy: caller.cancelledBy, calls: null, steps: job.steps.slice(0, MOST_STEPS).map((step) => stepShape(walk, path, step, given)) }]
  const target = localPath(job.uses, walk.facts)
  const called = target === null ? null : fileAt(walk.facts, target)
  if (called?.facts?.kind !== 'workflow' || caller.depth >= DEPTH) return [{ id, names: [...names.map((name) => followed(name, ['', ''])), ...names], needs, cancelledBy: caller.cancelledBy, calls: target === null ? job.uses : null, steps: [] }]
  walk.files.add(called.path)
  return jobsOf(walk, called.path, called.facts.workflow, { id: `${id} / `, names: names.map((name) => followed(name, [''])), depth: caller.depth + 1, cancelledBy: caller.cancelledBy })
}

function stepShape(walk: Walk, path: string, step: WorkflowStep, given: Given): StepShape {
  if (step.uses !== null) followAction(walk, step.uses, DEPTH)
  return { name: namePattern(nameOfStep(step), given), path, line: step.line }
}

/** All that lies in the folder of an action of the repository, and of those that it uses itself, belongs to the workflow. */
function followAction(walk: Walk, uses: string, depth: number): void {
  const { facts, files } = walk
  const target = localPath(uses, facts)
  const action = target === null ? null : fileAt(facts, `${target}/action.yml`) ?? fileAt(facts, `${target}/action.yaml`)
  if (target === null || action === null || files.has(action.path)) return
  // An action at the repository's root would take in all of it, which the project's own files are already.
  for (const path of facts.files.keys()) if (path === action.path || (target !== '.' && path.startsWith(`${target}/`))) files.add(path)
  if (action.facts?.kind !== 'action' || depth <= 0) return
  for (const step of action.facts.action.steps) if (step.uses !== null) followAction(walk, step.uses, depth - 1)
}

/** A matrix stands behind a job's name in brackets, unless the name speaks of it. */
function namesOf(job: WorkflowJob, given: Given, caller: Caller): readonly NamePattern[] {
  const own = namePattern(job.name ?? job.id, given)
  const all: readonly NamePattern[] = job.matrix === null ? [own] : own.length > 1 ? [own, joined(own, [' (', ')'])] : [joined(own, [' (', ')']), own]
  return caller.names.flatMap((before) => all.map((name) => joined(before, name))).slice(0, MOST_NAMES)
}

/** The last text of one pattern runs on into the first of the other. */
function joined(one: NamePattern, other: NamePattern): NamePattern {
  const parts = [...one.slice(0, -1), (one.at(-1) ?? '') + other[0], ...other.slice(1)]
  return [parts[0] ?? '', ...parts.slice(1)]
}

/** What GitHub writes between a caller and the job it calls. */
function followed(name: NamePattern, behind: NamePattern): NamePattern {
  return joined(joined(name, [' / ']), behind)
}
