import type { Trust } from '../model/course.ts'
import type { RunEvidence } from '../model/evidence.ts'
import type { JobShape, PlanStep, WorkflowShape } from '../model/proof-plan.ts'
import type { StepResult } from '../model/proof-seen.ts'
import type { RunJob, RunStep, WorkflowRun } from '../model/run.ts'
import { matchJobs, matchSteps } from './match-jobs.ts'
import { matchesName } from './match-names.ts'
import { resultOf, resultOfCall } from './step-result.ts'
import { controllerOf, NO_TRUST } from './trust.ts'

/** A step of the plan as one job of one run shows it; `place` is where a person sees it, `job` null where none was found. */
export type SeenStep<Step extends PlanStep> = { readonly planned: Step; readonly job: RunJob | null; readonly result: StepResult; readonly place: RunEvidence; readonly run: WorkflowRun }

/** What a run of a workflow shows of the steps of the plan: one for each job that a step of the file became (a matrix makes several). `trust` says whose word it is. */
export function seenSteps<Step extends PlanStep>(workflow: WorkflowShape, run: WorkflowRun, steps: readonly Step[], trust: Trust = NO_TRUST): readonly SeenStep<Step>[] {
  const jobs = matchJobs(workflow, run.jobs ?? [])
  const matched = new Map<RunJob, readonly (RunStep | null)[]>()
  const stepsOf = (shape: JobShape, job: RunJob): readonly (RunStep | null)[] => {
    const known = matched.get(job) ?? matchSteps(shape, job.steps)
    matched.set(job, known)
    return known
  }
  return steps.flatMap((planned): readonly SeenStep<Step>[] => {
    const shape = workflow.jobs.find(({ id }) => id === planned.job)
    const own = shape === undefined ? [] : jobs.get(shape.id) ?? []
    if (shape === undefined || own.length === 0) return [{ planned, job: null, run, result: withNewer(resultOf(run, null, null), shape ?? null, run), place: placeOf(workflow, run, null, null, planned, controllerOf(workflow, shape ?? null, run, trust)) }]
    return own.map((job) => {
      const step = stepsOf(shape, job)[planned.step] ?? null
      const controlledBy = controllerOf(workflow, shape, run, trust)
      // What a workflow elsewhere did is known where it is the course's alone, and where no other job can have taken its name.
      const result = shape.calls === null ? resultOf(run, job, step) : controlledBy === 'course' && isOnlyBearer(workflow, shape, job) ? resultOfCall(run, job) : { kind: 'unclear' } as const
      return { planned, job, run, result: withNewer(result, shape, run), place: placeOf(workflow, run, job, step, planned, controlledBy) }
    })
  })
}

/** A job that was cancelled because a newer run began: its file says that this happens, and such a run was seen. */
function withNewer(result: StepResult, shape: JobShape | null, { newerBegan, event }: WorkflowRun): StepResult {
  if (result.kind !== 'left' || result.word !== 'cancelled' || shape === null || shape.cancelledBy === null) return result
  if (shape.cancelledBy === 'run-of-pull-request' && !event.startsWith('pull_request')) return result
  const isNewer = newerBegan === 'on-branch' || (newerBegan === 'elsewhere' && shape.cancelledBy === 'any-run')
  return isNewer ? { kind: 'left', word: 'cancelled by a newer run' } : result
}

function isOnlyBearer({ jobs }: WorkflowShape, shape: JobShape, { name }: RunJob): boolean {
  return jobs.every((other) => other === shape || !other.names.some((pattern) => matchesName(pattern, name)))
}

function placeOf(workflow: WorkflowShape, run: WorkflowRun, job: RunJob | null, step: RunStep | null, { says }: PlanStep, controlledBy: RunEvidence['controlledBy']): RunEvidence {
  return {
    kind: 'run', workflow: workflow.path, workflowBlob: workflow.blob, controlledBy, job: job?.name ?? '', step: step?.name ?? says, headSha: run.headSha,
    conclusion: step?.conclusion ?? job?.conclusion ?? run.conclusion ?? run.status, url: job === null ? run.url : step === null ? job.url : `${job.url}#step:${step.number}:1`,
  }
}
