import type { RunEvidence } from '../model/evidence.ts'
import type { JobShape, ProvingStep, WorkflowShape } from '../model/proof-plan.ts'
import type { StepResult } from '../model/proof-seen.ts'
import type { RunJob, RunStep, WorkflowRun } from '../model/run.ts'
import { matchJobs, matchSteps } from './match-jobs.ts'
import { resultOf } from './step-result.ts'

/** A proving step as one job of one run shows it; `place` is where a person sees it. */
export type SeenStep = { readonly proving: ProvingStep; readonly result: StepResult; readonly place: RunEvidence; readonly run: WorkflowRun }

/** What a run of a workflow shows of the steps that would prove something: one for each job that a step of the file became (a matrix makes several). */
export function seenSteps(workflow: WorkflowShape, run: WorkflowRun, steps: readonly ProvingStep[]): readonly SeenStep[] {
  const jobs = matchJobs(workflow, run.jobs ?? [])
  const matched = new Map<RunJob, readonly (RunStep | null)[]>()
  const stepsOf = (shape: JobShape, job: RunJob): readonly (RunStep | null)[] => {
    const known = matched.get(job) ?? matchSteps(shape, job.steps)
    matched.set(job, known)
    return known
  }
  return steps.flatMap((proving): readonly SeenStep[] => {
    const shape = workflow.jobs.find(({ id }) => id === proving.job)
    const own = shape === undefined ? [] : jobs.get(shape.id) ?? []
    if (shape === undefined || own.length === 0) return [{ proving, run, result: resultOf(run, null, null), place: placeOf(workflow, run, null, null, proving) }]
    return own.map((job) => {
      const step = stepsOf(shape, job)[proving.step] ?? null
      return { proving, run, result: resultOf(run, job, step), place: placeOf(workflow, run, job, step, proving) }
    })
  })
}

function placeOf(workflow: WorkflowShape, run: WorkflowRun, job: RunJob | null, step: RunStep | null, { says }: ProvingStep): RunEvidence {
  return {
    kind: 'run', workflow: workflow.path, workflowBlob: workflow.blob, controlledBy: 'student', job: job?.name ?? '', step: step?.name ?? says, headSha: run.headSha,
    conclusion: step?.conclusion ?? job?.conclusion ?? run.conclusion ?? run.status, url: job === null ? run.url : step === null ? job.url : `${job.url}#step:${step.number}:1`,
  }
}
