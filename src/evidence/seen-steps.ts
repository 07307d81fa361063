import type { RunEvidence } from '../model/evidence.ts'
import type { JobShape, PlanStep, WorkflowShape } from '../model/proof-plan.ts'
import type { StepResult } from '../model/proof-seen.ts'
import type { RunJob, RunStep, WorkflowRun } from '../model/run.ts'
import { matchJobs, matchSteps } from './match-jobs.ts'
import { resultOf } from './step-result.ts'

/** A step of the plan as one job of one run shows it; `place` is where a person sees it, `job` null where none was found. */
export type SeenStep<Step extends PlanStep> = { readonly planned: Step; readonly job: RunJob | null; readonly result: StepResult; readonly place: RunEvidence; readonly run: WorkflowRun }

/** What a run of a workflow shows of the steps of the plan: one for each job that a step of the file became (a matrix makes several). */
export function seenSteps<Step extends PlanStep>(workflow: WorkflowShape, run: WorkflowRun, steps: readonly Step[]): readonly SeenStep<Step>[] {
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
    if (shape === undefined || own.length === 0) return [{ planned, job: null, run, result: resultOf(run, null, null), place: placeOf(workflow, run, null, null, planned) }]
    return own.map((job) => {
      const step = stepsOf(shape, job)[planned.step] ?? null
      return { planned, job, run, result: resultOf(run, job, step), place: placeOf(workflow, run, job, step, planned) }
    })
  })
}

function placeOf(workflow: WorkflowShape, run: WorkflowRun, job: RunJob | null, step: RunStep | null, { says }: PlanStep): RunEvidence {
  return {
    kind: 'run', workflow: workflow.path, workflowBlob: workflow.blob, controlledBy: 'student', job: job?.name ?? '', step: step?.name ?? says, headSha: run.headSha,
    conclusion: step?.conclusion ?? job?.conclusion ?? run.conclusion ?? run.status, url: job === null ? run.url : step === null ? job.url : `${job.url}#step:${step.number}:1`,
  }
}
