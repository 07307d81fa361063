import { isOfWay, waysBack } from '../../evidence/ways-back.ts'
import type { FromGitHub } from '../../flow/ports/github-ports.ts'
import type { Deployment } from '../../model/run.ts'
import type { Payload } from '../meanings/payload.ts'
import { A_PAGE, type Desk, type RepositoryName } from './desk.ts'
import { listed } from './lists.ts'
import { timeOf } from './runs.ts'

/** Of how many environments the newest deployment of a commit is looked at, and how many times that an environment went back. */
const MOST_ENVIRONMENTS = 5
const MOST_WAYS = 2

const STATES: readonly Deployment['state'][] = ['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']

type Status = Pick<Deployment, 'state' | 'url' | 'logUrl' | 'statedAt'> & { readonly id: number }

/**
 * The newest deployment of a commit to each environment, five environments at most, each with its newest status: one request, a second one where the repository has more than a
 * hundred deployments, and one more for each. Where an environment may have gone back to this commit or from it, those of the other commit that show it come
 * with them, at one request each.
 */
export async function deploymentsOf({ client }: Pick<Desk, 'client'>, { owner, name, id }: RepositoryName, commit: string): Promise<FromGitHub<readonly Deployment[]>> {
  const asked = `the deployments of ${commit.slice(0, 7)} in repository ${id}`
  const list = (sha: string | undefined): Promise<FromGitHub<readonly Deployment[]>> => listed(asked, () => client.ask((rest, request) => rest.repos.listDeployments({ owner, repo: name, ...sha === undefined ? {} : { sha }, per_page: A_PAGE, request })), null, deploymentIn, 1)
  const newestOfAll = await list(undefined)
  if (!newestOfAll.ok) return newestOfAll
  const ofCommit = newestOfAll.value.length < A_PAGE ? newestOfAll : await list(commit)
  if (!ofCommit.ok) return ofCommit
  const all = [...new Map([...newestOfAll.value, ...ofCommit.value].map((one) => [one.id, one])).values()]
  const stated: Deployment[] = []
  for (const deployment of toLookAt(all, commit)) {
    const statuses = await listed(asked, () => client.ask((rest, request) => rest.repos.listDeploymentStatuses({ owner, repo: name, deployment_id: deployment.id, per_page: A_PAGE, request })), null, statusIn, 1)
    if (!statuses.ok && statuses.trouble.kind === 'gone') continue
    if (!statuses.ok) return statuses
    const [last] = statuses.value.toSorted((left, right) => right.id - left.id)
    const succeeded = statuses.value.some(({ state }) => state === 'success')
    stated.push(last === undefined ? deployment : { ...deployment, state: last.state, url: last.url, logUrl: last.logUrl, statedAt: last.statedAt, succeeded })
  }
  return { ok: true, value: stated.toSorted((left, right) => left.id - right.id) }
}

/** Those of the commit that count, and those that may show a way back; which of them succeeded is not known yet. */
function toLookAt(all: readonly Deployment[], commit: string): readonly Deployment[] {
  const newest = new Map<string, Deployment>()
  for (const deployment of all.filter(({ sha }) => sha === commit).toSorted((left, right) => left.id - right.id)) newest.set(deployment.environment, deployment)
  const own = [...newest.values()].toSorted((left, right) => right.id - left.id).slice(0, MOST_ENVIRONMENTS)
  const ways = waysBack(all, () => true).filter((way) => isOfWay(way, commit)).slice(0, MOST_WAYS)
  return [...new Set([...own, ...ways.flatMap(({ before, from, to }) => [before, from, to])])]
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
