import type { StepResult } from '../model/proof-seen.ts'
import type { Conclusion, RunJob, RunStatus, RunStep, WorkflowRun } from '../model/run.ts'

/**
 * What became of one step of a job. A step that was skipped because one before it failed was stopped; one that its condition left out was skipped. Only
 * `success` is a pass and only `failure` a failure: a run that was cancelled, skipped, timed out or awaits a person is neither (rubric, "From standing to outcome").
 */
export function resultOf(run: WorkflowRun, job: RunJob | null, step: RunStep | null): StepResult {
  const ofRun = unfinished(run.status, run.conclusion)
  if (job === null) return ofRun ?? (run.conclusion === 'success' || run.conclusion === 'failure' ? { kind: 'unclear' } : leftBy(run.conclusion))
  if (step !== null && (step.conclusion === 'success' || step.conclusion === 'failure')) return { kind: step.conclusion === 'success' ? 'passed' : 'failed' }
  const ofJob = unfinished(job.status, job.conclusion) ?? ofRun
  if (ofJob !== null) return ofJob
  const failed = job.steps.find((one) => one.conclusion === 'failure' && (step === null || one.number < step.number))
  if (step?.conclusion === 'skipped' && job.conclusion === 'failure' && failed !== undefined) return { kind: 'stopped', by: failed.name }
  if (step !== null && step.conclusion !== null) return leftBy(step.conclusion)
  return job.conclusion === 'success' || job.conclusion === 'failure' ? { kind: 'unclear' } : leftBy(job.conclusion)
}

/** What became of a job that is told as a whole, its steps standing in a workflow elsewhere. */
export function resultOfCall(run: WorkflowRun, job: RunJob): StepResult {
  if (job.conclusion === 'success' || job.conclusion === 'failure') return { kind: job.conclusion === 'success' ? 'passed' : 'failed' }
  return resultOf(run, job, null)
}

function unfinished(status: RunStatus, conclusion: Conclusion): StepResult | null {
  if (conclusion === 'action_required') return { kind: 'awaited', word: 'approval' }
  if (status === 'waiting') return { kind: 'awaited', word: 'environment' }
  return status === 'completed' ? null : { kind: 'awaited', word: 'running' }
}

function leftBy(conclusion: Conclusion): StepResult {
  switch (conclusion) {
    case 'skipped': case 'cancelled': case 'timed_out': case 'stale': case 'neutral': case 'startup_failure': return { kind: 'left', word: conclusion }
    case 'success': case 'failure': case 'action_required': case null: return { kind: 'unclear' }
  }
}
