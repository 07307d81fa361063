import type { Deployment } from '../model/run.ts'

/** Where a commit's service is said to answer, and since when (milliseconds since 1970). */
export type ServiceAddress = { readonly url: string; readonly since: number }

/**
 * The address of the service that a commit was deployed as: that of its newest deployment that succeeded and names one. Where none of them names one and the
 * course names exactly one host, that host. Null where the commit was not deployed with success.
 */
export function serviceAddressOf(deployments: readonly Deployment[], commit: string, courseHosts: readonly string[]): ServiceAddress | null {
  const done = deployments.filter(({ sha, state }) => sha === commit && state === 'success').toSorted((one, other) => timeOf(other) - timeOf(one) || other.id - one.id)
  const [host, ...others] = courseHosts
  const named = done.find(({ url }) => url !== null && url !== '')
  const [newest] = done
  if (named !== undefined && named.url !== null) return { url: named.url, since: timeOf(named) }
  return newest === undefined || host === undefined || others.length > 0 ? null : { url: `https://${host}/`, since: timeOf(newest) }
}

/** When the newest deployment of a commit was said to have succeeded; null where none did. What was seen of the service before it says nothing against what runs now. */
export function deployedSince(deployments: readonly Deployment[], commit: string): number | null {
  const times = deployments.filter(({ sha, state }) => sha === commit && state === 'success').map(timeOf)
  return times.length === 0 ? null : Math.max(...times)
}

function timeOf({ statedAt, createdAt }: Deployment): number {
  return statedAt ?? createdAt
}
