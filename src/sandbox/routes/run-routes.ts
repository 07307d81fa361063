import { jobsOf } from '../acts/runs.ts'
import { refused } from '../refused.ts'
import { deploymentShape, deploymentStatusShape } from '../shapes/deployments.ts'
import { accountOf, iso } from '../shapes/people.ts'
import { artifactShape, isExpired, isLogExpired, jobShape, workflowRunShape } from '../shapes/runs.ts'
import type { WorkflowRun } from '../state/records.ts'
import { listed, ofRepository, type RepositoryCall, type Route } from './route.ts'

/** Runs of workflows with their jobs and artifacts, deployments, and the list of what was pushed when. */
export const RUN_ROUTES: readonly Route[] = [
  ofRepository('GET /repos/{owner}/{repo}/actions/runs', ['actions:read'], async (call) => {
    const asked = ['head_sha', 'branch', 'event'].map((name) => call.query(name))
    const [status, sha, branch, event] = [call.query('status'), ...asked]
    const runs = [...call.world.workflowRuns.values()].reverse().filter((run) => run.repositoryId === call.repository.id && matches(sha, run.headSha) && matches(branch, run.headBranch) && matches(event, run.event) && isWithin(call.query('created'), run.createdAt) && (matches(status, run.status) || run.conclusion === status))
    const shapes = await Promise.all(runs.map((run) => workflowRunShape(call.world, run, call.trouble?.kind !== 'empty-pull-requests')))
    return listed(call, shapes, (shape) => shape, 'workflow_runs')
  }),
  ofRepository('GET /repos/{owner}/{repo}/actions/runs/{run_id}', ['actions:read'], (call) => onRun(call, async (run) => Response.json(await workflowRunShape(call.world, run, call.trouble?.kind !== 'empty-pull-requests')))),
  ofRepository('GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs', ['actions:read'], (call) => onRun(call, (run) => {
    const jobs = call.query('filter') === 'all' ? [...call.world.jobs.values()].filter(({ runId }) => runId === run.id) : jobsOf(call.world, run)
    return listed(call, jobs, (job) => jobShape(call.world, job), 'jobs')
  })),
  ofRepository('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', ['actions:read'], (call) => onRun(call, (run) => {
    const name = call.query('name')
    return listed(call, [...call.world.artifacts.values()].filter((one) => one.runId === run.id && matches(name, one.name)), (one) => artifactShape(call.world, one), 'artifacts')
  })),
  ofRepository('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', ['actions:read'], ({ world, repository, place }) => {
    const artifact = world.artifacts.get(Number(place('artifact_id')))
    if (artifact?.repositoryId !== repository.id || place('archive_format') !== 'zip') return refused(404, 'Not Found')
    if (isExpired(world, artifact)) return refused(410, 'Artifact has expired')
    // GitHub leads to its store, another host, by an address that needs no token.
    return new Response(null, { status: 302, headers: { location: `${world.storeUrl}/artifacts/${artifact.id}.zip` } })
  }),
  ofRepository('GET /repos/{owner}/{repo}/actions/jobs/{job_id}/logs', ['actions:read'], ({ world, repository, place }) => {
    const job = world.jobs.get(Number(place('job_id')))
    if (job === undefined || world.workflowRuns.get(job.runId)?.repositoryId !== repository.id || job.completedAt === null) return refused(404, 'Not Found')
    if (isLogExpired(world, job)) return refused(410, 'Gone')
    return new Response(null, { status: 302, headers: { location: `${world.storeUrl}/logs/${job.id}.txt` } })
  }),
  ofRepository('GET /repos/{owner}/{repo}/deployments', ['deployments:read'], (call) => {
    const [sha, ref, environment] = ['sha', 'ref', 'environment'].map((name) => call.query(name))
    const all = [...call.world.deployments.values()].reverse().filter((one) => one.repositoryId === call.repository.id && matches(sha, one.sha) && matches(ref, one.ref) && matches(environment, one.environment))
    return listed(call, all, (one) => deploymentShape(call.world, one))
  }),
  ofRepository('GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', ['deployments:read'], (call) => {
    const deployment = call.world.deployments.get(Number(call.place('deployment_id')))
    if (deployment?.repositoryId !== call.repository.id) return refused(404, 'Not Found')
    return listed(call, [...deployment.statuses].reverse(), (status) => deploymentStatusShape(call.world, deployment, status))
  }),
  ofRepository('GET /repos/{owner}/{repo}/activity', ['contents:read'], (call) => {
    const ref = call.query('ref')
    const all = [...call.repository.activity].reverse().filter((one) => matches(ref === null || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`, one.ref))
    return listed(call, all, (one) => ({ id: one.id, node_id: `PSH_${one.id}`, before: one.before, after: one.after, ref: one.ref, timestamp: iso(one.at), activity_type: one.kind, actor: accountOf(call.world, one.actorId) }))
  }),
]

/** Whether a time lies in what is asked for: `FROM..TO`, both to the second and inclusive. Of the other forms that GitHub takes, none is asked for here. */
function isWithin(asked: string | null, time: number): boolean {
  if (asked === null) return true
  const [from = 0, to = 0] = asked.split('..').map(Date.parse)
  const second = Math.floor(time / 1000) * 1000
  return from <= second && second <= to
}

function matches(asked: string | null | undefined, value: string): boolean {
  return asked === null || asked === undefined || asked === value
}

function onRun(call: RepositoryCall, answer: (run: WorkflowRun) => Response | Promise<Response>): Response | Promise<Response> {
  const run = call.world.workflowRuns.get(Number(call.place('run_id')))
  return run?.repositoryId === call.repository.id ? answer(run) : refused(404, 'Not Found')
}
