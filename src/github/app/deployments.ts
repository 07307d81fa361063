import type { FromGitHub } from '../../flow/github-ports.ts'
import type { Deployment } from '../../model/run.ts'
import type { Payload } from '../meanings/payload.ts'
import { A_PAGE, type Desk, type RepositoryName } from './desk.ts'
import { listed } from './lists.ts'
import { timeOf } from './runs.ts'

/** Of how many environments the newest deployment of a commit is looked at. */
const MOST_ENVIRONMENTS = 5

const STATES: readonly Deployment['state'][] = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']

type Status = Pick<Deployment, 'state' | 'url' | 'logUrl' | 'statedAt'> & { readonly id: number }

/** The newest deployment of a commit to each environment, five environments at most, with its newest status: one request, and one more for each. */
export async function deploymentsOf({ client }: Pick<Desk, 'client'>, { owner, name, id }: RepositoryName, commit: string): Promise<FromGitHub<readonly Deployment[]>> {
  const asked = `the deployments of ${commit.slice(0, 7)} in repository ${id}`
  const found = await listed(asked, () => client.ask((rest, request) => rest.repos.listDeployments({ owner, repo: name, sha: commit, per_page: A_PAGE, request })), null, deploymentIn, 1)
  if (!found.ok) return found
  const newest = new Map<string, Deployment>()
  for (const deployment of found.value.toSorted((left, right) => left.id - right.id)) newest.set(deployment.environment, deployment)
  const stated: Deployment[] = []
  for (const deployment of [...newest.values()].toSorted((left, right) => right.id - left.id).slice(0, MOST_ENVIRONMENTS)) {
    const statuses = await listed(asked, () => client.ask((rest, request) => rest.repos.listDeploymentStatuses({ owner, repo: name, deployment_id: deployment.id, per_page: A_PAGE, request })), null, statusIn, 1)
    if (!statuses.ok && statuses.trouble.kind === 'gone') continue
    if (!statuses.ok) return statuses
    const [last] = statuses.value.toSorted((left, right) => right.id - left.id)
    stated.push(last === undefined ? deployment : { ...deployment, state: last.state, url: last.url, logUrl: last.logUrl, statedAt: last.statedAt })
  }
  return { ok: true, value: stated.toSorted((left, right) => left.id - right.id) }
}

function deploymentIn(answer: Payload): Deployment {
  return {
    id: answer.number('id'), sha: answer.text('sha'), ref: answer.text('ref'), environment: answer.text('environment'), createdAt: timeOf(answer, 'created_at') ?? 0,
    state: null, url: null, logUrl: null, statedAt: null,
  }
}

function statusIn(answer: Payload): Status {
  const word = answer.text('state')
  return { id: answer.number('id'), state: STATES.find((state) => state === word) ?? 'pending', url: addressOf(answer, 'environment_url'), logUrl: addressOf(answer, 'log_url'), statedAt: timeOf(answer, 'created_at') }
}

/** GitHub gives an empty text where a status names no address. */
function addressOf(answer: Payload, path: string): string | null {
  const found = answer.textOrNull(path)
  return found === null || found === '' ? null : found
}
