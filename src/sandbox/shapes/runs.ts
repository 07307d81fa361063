import { commitFacts } from '../git/history.ts'
import type { Artifact, Job, WorkflowRun } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { simpleCommitShape } from './commits.ts'
import { accountOf, iso, isoOrNull } from './people.ts'
import { namedPulls } from './pull-requests.ts'
import { minimalRepositoryShape, repositoryPage, repositoryUrl } from './repositories.ts'

type Json = Readonly<Record<string, unknown>>

/** A run of a workflow. `pulls` false leaves its pull requests out. */
export async function workflowRunShape(world: World, run: WorkflowRun, pulls = true): Promise<Json> {
  const repository = need(world.repositories, run.repositoryId)
  const root = repositoryUrl(world, repository)
  const url = `${root}/actions/runs/${run.id}`
  const commit = await commitFacts(repository.folder, run.headSha)
  // Of a fork that is gone GitHub tells null.
  const headRepository = world.repositories.get(run.headRepositoryId)
  const actor = accountOf(world, run.actorId)
  return {
    id: run.id, name: run.name, node_id: `WFR_${run.id}`, head_branch: run.headBranch, head_sha: run.headSha, path: run.path, display_title: run.title, run_number: run.number, event: run.event, status: run.status, conclusion: run.conclusion,
    workflow_id: run.workflowId, check_suite_id: run.suiteId, check_suite_node_id: `CS_${run.suiteId}`, url, html_url: `${repositoryPage(world, repository)}/actions/runs/${run.id}`,
    pull_requests: pulls && run.headRepositoryId === run.repositoryId ? namedPulls(world, repository, run.headSha) : [], created_at: iso(run.createdAt), updated_at: iso(run.updatedAt), actor, run_attempt: run.attempt, referenced_workflows: [], run_started_at: iso(run.startedAt),
    triggering_actor: actor, jobs_url: `${url}/jobs`, logs_url: `${url}/logs`, check_suite_url: `${root}/check-suites/${run.suiteId}`, artifacts_url: `${url}/artifacts`, cancel_url: `${url}/cancel`, rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null, workflow_url: `${root}/actions/workflows/${run.workflowId}`, head_commit: commit === null ? null : simpleCommitShape(commit),
    repository: minimalRepositoryShape(world, repository), head_repository: headRepository === undefined ? null : minimalRepositoryShape(world, headRepository),
  }
}

/** The workflow of a run, as a webhook names it. */
export function workflowShape(world: World, run: WorkflowRun): Json {
  const repository = need(world.repositories, run.repositoryId)
  const page = repositoryPage(world, repository)
  return {
    id: run.workflowId, node_id: `W_${run.workflowId}`, name: run.name, path: run.path, state: 'active', created_at: iso(repository.createdAt), updated_at: iso(repository.createdAt),
    url: `${repositoryUrl(world, repository)}/actions/workflows/${run.workflowId}`, html_url: `${page}/blob/${repository.defaultBranch}/${run.path}`, badge_url: `${page}/workflows/${encodeURIComponent(run.name)}/badge.svg`,
  }
}

/** A job of a run, with its steps. */
export function jobShape(world: World, job: Job): Json {
  const run = need(world.workflowRuns, job.runId)
  const repository = need(world.repositories, run.repositoryId)
  const root = repositoryUrl(world, repository)
  const started = iso(job.startedAt)
  return {
    id: job.id, run_id: job.runId, workflow_name: run.name, head_branch: run.headBranch, run_url: `${root}/actions/runs/${run.id}`, run_attempt: job.attempt, node_id: `CR_${job.id}`, head_sha: run.headSha,
    url: `${root}/actions/jobs/${job.id}`, html_url: `${repositoryPage(world, repository)}/actions/runs/${run.id}/job/${job.id}`, status: job.status, conclusion: job.conclusion, created_at: started, started_at: started, completed_at: isoOrNull(job.completedAt),
    name: job.name, check_run_url: `${root}/check-runs/${job.id}`, labels: ['ubuntu-latest'], runner_id: 1, runner_name: 'GitHub Actions 1', runner_group_id: 0, runner_group_name: 'GitHub Actions',
    steps: job.steps.map(({ number, name, status, conclusion, at }) => ({ name, status, conclusion, number, started_at: iso(at), completed_at: status === 'completed' ? iso(at) : null })),
  }
}

/** How long artifacts are kept, unless a repository sets another time: 90 days. */
const KEPT = 90 * 86_400_000

/** Whether an artifact is listed only: its files are no longer kept. */
export function isExpired({ now }: World, { createdAt }: Artifact): boolean {
  return now() >= createdAt + KEPT
}

/** Whether the log of a job is no longer kept: as long as artifacts are. */
export function isLogExpired({ now }: World, { completedAt }: Job): boolean {
  return completedAt !== null && now() >= completedAt + KEPT
}

/** An artifact of a run. */
export function artifactShape(world: World, artifact: Artifact): Json {
  const repository = need(world.repositories, artifact.repositoryId)
  const run = need(world.workflowRuns, artifact.runId)
  const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`
  const at = iso(artifact.createdAt)
  return {
    id: artifact.id, node_id: `MDg_${artifact.id}`, name: artifact.name, size_in_bytes: artifact.zip.length, url, archive_download_url: `${url}/zip`, expired: isExpired(world, artifact), created_at: at, updated_at: at, expires_at: iso(artifact.createdAt + KEPT),
    workflow_run: { id: run.id, repository_id: run.repositoryId, head_repository_id: run.headRepositoryId, head_branch: run.headBranch, head_sha: run.headSha },
  }
}
