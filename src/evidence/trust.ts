import type { Trust, TrustedWorkflow } from '../model/course.ts'
import type { Basis } from '../model/criterion.ts'
import type { JobShape, WorkflowShape } from '../model/proof-plan.ts'
import type { WorkflowRun } from '../model/run.ts'

/** Whose workflows are the course's where no course says so: nobody's. */
export const NO_TRUST: Trust = { trustedWorkflows: [], trustedBlobs: [] }

/**
 * The course's workflow that a job calls (`owner/name/path@ref`): pinned by the very commit that the course lists. Null for any other: another commit, a tag or a
 * branch, which somebody can move. GitHub tells owners and names apart without their case, paths with it.
 */
export function trustedCall(calls: string, { trustedWorkflows }: Trust): TrustedWorkflow | null {
  const at = calls.lastIndexOf('@')
  return trustedWorkflows.find(({ repository, path, sha }) => calls.slice(0, repository.length + 1).toLowerCase() === `${repository}/`.toLowerCase() && calls.slice(repository.length + 1, at) === path && calls.slice(at + 1).toLowerCase() === sha) ?? null
}

/** Whether all that a workflow is made of here (its file, those it calls, composite actions) are copies that the course lists by blob SHA. */
export function isListedCopy({ path, blob, files, blobs }: Pick<WorkflowShape, 'path' | 'blob' | 'files' | 'blobs'>, { trustedBlobs }: Trust): boolean {
  return [blob, ...files.filter((file) => file !== path).map((file) => Object.hasOwn(blobs, file) ? blobs[file] : '')].every((sha) => sha !== undefined && trustedBlobs.includes(sha))
}

/**
 * Whose word a job of a run is: the course's where its workflow is a listed copy, or where it calls a workflow of the course; else the student's. A run of a
 * pull request executes the merge with the base, whose copy may be another: there only a call counts that GitHub itself names with its commit.
 */
export function controllerOf(workflow: WorkflowShape, job: Pick<JobShape, 'calls'> | null, { event, calls }: Pick<WorkflowRun, 'event' | 'calls'>, trust: Trust): 'course' | 'student' {
  const isOfMerge = event.startsWith('pull_request')
  const called = job === null || job.calls === null ? null : trustedCall(job.calls, trust)
  if (called !== null) return !isOfMerge || calls?.some((one) => trustedCall(one, { ...trust, trustedWorkflows: [called] }) !== null) === true ? 'course' : 'student'
  return !isOfMerge && isListedCopy(workflow, trust) ? 'course' : 'student'
}

/** What the artifacts of a run rest on: any job of it may have uploaded them, so they are observed where the course controls every one, and claimed by the student else. */
export function basisOfRun(workflow: WorkflowShape, run: Pick<WorkflowRun, 'event' | 'calls'>, trust: Trust): Basis {
  const { jobs } = workflow
  return jobs.length > 0 && jobs.every((job) => controllerOf(workflow, job, run, trust) === 'course') ? 'observed' : 'claimed'
}

/** On whose word the artifacts of each run are, by the workflows of its commit; the student's where the workflow is not among them. */
export function basisIn(workflows: readonly WorkflowShape[], trust: Trust): (run: WorkflowRun) => Basis {
  return (run) => {
    const workflow = workflows.find(({ path }) => path === run.path)
    return workflow === undefined ? 'claimed' : basisOfRun(workflow, run, trust)
  }
}
