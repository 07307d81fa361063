import type { FetchedLog, FetchedZip, FromGitHub } from '../../flow/ports/github-ports.ts'
import type { ListedArtifact } from '../../model/run-artifact.ts'
import type { GitHubClient } from '../client.ts'
import { fetchLog } from '../fetch-log.ts'
import { fetchZip } from '../fetch-zip.ts'
import type { Payload } from '../meanings/payload.ts'
import { A_PAGE, type RepositoryName } from './desk.ts'
import { listed } from './lists.ts'
import { timeOf } from './runs.ts'
import { troubleOf } from './trouble.ts'

/** Where what runs leave behind is asked for: the client, and the address of its API. */
type ArtifactDesk = { readonly client: GitHubClient; readonly apiUrl: string }

/** The artifacts of a run, a hundred at most: one request. */
export async function artifactsOf({ client }: ArtifactDesk, { owner, name, id }: RepositoryName, runId: number): Promise<FromGitHub<readonly ListedArtifact[]>> {
  const found = await listed(`the artifacts of run ${runId} in repository ${id}`, () => client.ask((rest, request) => rest.actions.listWorkflowRunArtifacts({ owner, repo: name, run_id: runId, per_page: A_PAGE, request })), 'artifacts', artifactIn, 1)
  return found.ok ? { ok: true, value: found.value.toSorted((left, right) => left.id - right.id) } : found
}

/** The zip of an artifact: one request to GitHub, which leads to another host, and one there, without a token. */
export async function artifactZipOf({ client, apiUrl }: ArtifactDesk, { owner, name, id }: RepositoryName, artifactId: number): Promise<FromGitHub<FetchedZip>> {
  const asked = `artifact ${artifactId} of repository ${id}`
  const answer = await client.ask((rest, request) => rest.actions.downloadArtifact({ owner, repo: name, artifact_id: artifactId, archive_format: 'zip', request: { ...request, redirect: 'manual' } }))
  if (!answer.ok) return { ok: false, trouble: troubleOf(answer.failure, asked) }
  if (answer.location === null) return { ok: false, trouble: troubleOf({ kind: 'not-understood' }, asked) }
  return { ok: true, value: await fetchZip(answer.location, apiUrl) }
}

/** The log of a job: one request to GitHub, which leads to another host, and one there, without a token. */
export async function jobLogOf({ client, apiUrl }: ArtifactDesk, { owner, name, id }: RepositoryName, jobId: number): Promise<FromGitHub<FetchedLog>> {
  const asked = `the log of job ${jobId} of repository ${id}`
  const answer = await client.ask((rest, request) => rest.actions.downloadJobLogsForWorkflowRun({ owner, repo: name, job_id: jobId, request: { ...request, redirect: 'manual' } }))
  if (!answer.ok) return { ok: false, trouble: troubleOf(answer.failure, asked) }
  if (answer.location === null) return { ok: false, trouble: troubleOf({ kind: 'not-understood' }, asked) }
  return { ok: true, value: await fetchLog(answer.location, apiUrl) }
}

function artifactIn(answer: Payload): ListedArtifact {
  return { id: answer.number('id'), name: answer.text('name'), bytes: answer.number('size_in_bytes'), isExpired: answer.flag('expired'), createdAt: timeOf(answer, 'created_at') ?? 0 }
}
