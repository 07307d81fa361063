import type { Workflow, WorkflowJob } from '../../parse/workflow/workflow.ts'
import type { Place } from '../commands/command.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { CiAction, CiCommand } from './ci-command.ts'
import { nameOfWorkflow } from './walk-workflow.ts'

type Step = CiCommand | CiAction

/** Whether a step of CI runs only after another one has passed: `waits` where it does, `may` where a failure does not stop it, with the place that says so. */
export type Order = { readonly kind: 'waits' | 'may' | 'beside'; readonly place: Place; readonly says: string }

/** Conditions under which a job runs although one that it needs has failed. */
const ANYHOW = /\balways\s*\(\s*\)|!\s*cancelled\s*\(\s*\)|\bfailure\s*\(\s*\)/
const HOPS = 12

/** How a later step of CI stands to an earlier one; null where they are in workflows that know nothing of each other, or in the other order. */
export function orderOf(facts: RepositoryFacts, earlier: Step, later: Step): Order | null {
  const place = later.via[0] ?? later.place
  if (earlier.workflow === later.workflow) {
    const [before, after] = [rootJob(earlier), rootJob(later)]
    const workflow = workflowAt(facts, later.workflow)
    const job = workflow?.jobs.find((one) => one.id === after)
    if (before === after) {
      if (earlier.job === later.job) return isBefore(earlier, later) ? { kind: 'waits', place, says: `a later step of the job ${after}` } : null
      return null
    }
    const needs = workflow === null ? null : chain(workflow.jobs, after, before)
    if (needs !== null && job !== undefined) {
      const anyhow = needs.find((one) => one.if !== null && ANYHOW.test(one.if))
      const says = `the job ${after} needs ${job.needs.slice(0, 4).join(', ')}`
      return anyhow === undefined ? { kind: 'waits', place: { path: later.workflow, line: job.line }, says } : { kind: 'may', place: { path: later.workflow, line: anyhow.ifLine }, says: `the job ${anyhow.id} runs even where one that it needs has failed (${anyhow.if ?? ''})` }
    }
    return workflow !== null && chain(workflow.jobs, before, after) !== null ? null : { kind: 'beside', place, says: `the jobs ${before} and ${after} run side by side` }
  }
  return afterWorkflow(facts, earlier.workflow, later)
}

/** The job as the workflow itself names it: `caller` of `caller / job`. */
function rootJob({ job }: Step): string {
  return job.split(' / ', 1)[0] ?? job
}

function isBefore(earlier: Step, later: Step): boolean {
  return earlier.step !== later.step ? earlier.step < later.step : earlier.place.path !== later.place.path || earlier.place.line < later.place.line
}

/** The jobs from one to another that it needs, over any number; null where it needs it not. */
function chain(jobs: readonly WorkflowJob[], from: string, to: string): readonly WorkflowJob[] | null {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const queue: (readonly WorkflowJob[])[] = byId.has(from) ? [[byId.get(from)].filter((job) => job !== undefined)] : []
  const seen = new Set([from])
  for (let at = 0; at < queue.length; at += 1) {
    const way = queue[at] ?? []
    for (const need of way.at(-1)?.needs ?? []) {
      if (need === to) return way
      const job = byId.get(need)
      if (job === undefined || seen.has(need) || way.length > HOPS) continue
      seen.add(need)
      queue.push([...way, job])
    }
  }
  return null
}

/** `workflow_run` starts when the other workflow has ended, however it ended: only a condition on its conclusion makes it wait for a pass. */
function afterWorkflow(facts: RepositoryFacts, earlier: string, later: Step): Order | null {
  const workflow = workflowAt(facts, later.workflow)
  const upstream = workflowAt(facts, earlier)
  const trigger = workflow?.triggers.find((one) => one.event === 'workflow_run')
  if (workflow === null || upstream === null || trigger === undefined || !trigger.workflows.includes(nameOfWorkflow(earlier, upstream))) return null
  const job = workflow.jobs.find((one) => one.id === rootJob(later))
  const asks = [job?.if ?? '', ...(job === undefined ? [] : workflow.jobs.filter((one) => one.id !== job.id && chain(workflow.jobs, job.id, one.id) !== null).map((one) => one.if ?? ''))]
  const place = { path: later.workflow, line: trigger.line }
  return asks.some((condition) => /conclusion\b[^&|]*success/.test(condition)) ? { kind: 'waits', place, says: `it runs after ${trigger.workflows[0] ?? ''}, where that has passed` }
    : { kind: 'may', place, says: `it runs after ${trigger.workflows[0] ?? ''}, also where that has failed: no condition asks for its conclusion` }
}

function workflowAt(facts: RepositoryFacts, path: string): Workflow | null {
  const read = facts.files.get(path)?.facts
  return read?.kind === 'workflow' ? read.workflow : null
}
