import type { Deployment } from '../model/run.ts'

/** When the newest deployment of a commit was said to have succeeded; null where none did. What was seen of the service before it says nothing against what runs now. */
export function deployedSince(deployments: readonly Deployment[], commit: string): number | null {
  const times = deployments.filter(({ sha, state }) => sha === commit && state === 'success').map(timeOf)
  return times.length === 0 ? null : Math.max(...times)
}

function timeOf({ statedAt, createdAt }: Deployment): number {
  return statedAt ?? createdAt
}
