import { commitFacts } from '../git/history.ts'
import type { CheckRun, CheckSuite } from '../state/records.ts'
import { appOf, need, type World } from '../state/world.ts'
import { simpleCommitShape } from './commits.ts'
import { appShape, iso, isoOrNull } from './people.ts'
import { namedPulls } from './pull-requests.ts'
import { minimalRepositoryShape, repositoryPage, repositoryUrl } from './repositories.ts'

type Json = Readonly<Record<string, unknown>>

/** A check run as the API gives it. `pulls` false leaves its pull requests out. */
export function checkRunShape(world: World, run: CheckRun, pulls = true): Json {
  const repository = need(world.repositories, run.repositoryId)
  const url = `${repositoryUrl(world, repository)}/check-runs/${run.id}`
  const page = `${repositoryPage(world, repository)}/runs/${run.id}`
  const app = appOf(world, run.appId)
  return {
    id: run.id, name: run.name, node_id: `CR_${run.id}`, head_sha: run.headSha, external_id: run.externalId, url, html_url: page, details_url: run.detailsUrl ?? `${world.webUrl}/apps/${app.slug}`,
    status: run.status, conclusion: run.conclusion, started_at: iso(run.startedAt), completed_at: isoOrNull(run.completedAt),
    output: { ...run.output, annotations_count: run.annotations.length, annotations_url: `${url}/annotations` },
    check_suite: { id: run.suiteId }, app: appShape(world, app), pull_requests: pulls ? namedPulls(world, repository, run.headSha) : [],
  }
}

/** How far a suite is, by its runs: queued without any, completed when all are. */
export function suiteState(world: World, suite: CheckSuite): { readonly status: string; readonly conclusion: string | null; readonly runs: number } {
  const runs = [...world.checkRuns.values()].filter(({ suiteId }) => suiteId === suite.id)
  if (runs.length === 0) return { status: 'queued', conclusion: null, runs: 0 }
  if (runs.some(({ status }) => status !== 'completed')) return { status: 'in_progress', conclusion: null, runs: runs.length }
  const worst = ['failure', 'timed_out', 'cancelled', 'action_required', 'success', 'neutral', 'skipped'].find((one) => runs.some(({ conclusion }) => conclusion === one))
  return { status: 'completed', conclusion: worst ?? 'neutral', runs: runs.length }
}

/** A check suite as the API gives it. */
export async function checkSuiteShape(world: World, suite: CheckSuite): Promise<Json> {
  const repository = need(world.repositories, suite.repositoryId)
  const url = `${repositoryUrl(world, repository)}/check-suites/${suite.id}`
  const { status, conclusion, runs } = suiteState(world, suite)
  const commit = await commitFacts(repository.folder, suite.headSha)
  return {
    id: suite.id, node_id: `CS_${suite.id}`, head_branch: suite.headBranch, head_sha: suite.headSha, status, conclusion, url, before: suite.before, after: suite.headSha,
    pull_requests: namedPulls(world, repository, suite.headSha), app: appShape(world, appOf(world, suite.appId)), repository: minimalRepositoryShape(world, repository), created_at: iso(suite.createdAt), updated_at: iso(suite.updatedAt),
    rerequestable: true, runs_rerequestable: true, latest_check_runs_count: runs, check_runs_url: `${url}/check-runs`, head_commit: commit === null ? null : simpleCommitShape(commit),
  }
}

/** A check run as a webhook gives it: with its suite. */
export async function checkRunPayload(world: World, run: CheckRun): Promise<Json> {
  const { repository: _, head_commit: __, ...suite } = await checkSuiteShape(world, need(world.checkSuites, run.suiteId))
  return { ...checkRunShape(world, run), check_suite: suite }
}
