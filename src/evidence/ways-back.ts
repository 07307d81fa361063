import type { Deployment, WayBack } from '../model/run.ts'

/**
 * Where an environment went back to a commit that it had left: a commit that is deployed again after another one that came to the environment later than it. Of
 * each environment the order of the deployments' ids counts, and not that in which they were heard of; a commit that is deployed again without another between changes nothing,
 * and neither does a deployment that never succeeded. To go forward again is no way back. The newest come first.
 */
export function waysBack(deployments: readonly Deployment[], isLive: (deployment: Deployment) => boolean = hasBeenLive): readonly WayBack[] {
  const found: WayBack[] = []
  for (const inOne of byEnvironment(deployments).values()) {
    const first = new Map<string, Deployment>()
    let last: Deployment | null = null
    for (const to of inOne.filter(isLive)) {
      const before = first.get(to.sha)
      const arrived = last === null ? undefined : first.get(last.sha)
      if (before === undefined) first.set(to.sha, to)
      else if (last !== null && arrived !== undefined && before.id < arrived.id) found.push({ environment: to.environment, before, from: last, to })
      last = to
    }
  }
  return found.toSorted((one, other) => other.to.id - one.to.id)
}

/** Whether a deployment was ever said to have succeeded. Where only its newest status is known, `inactive` says so: GitHub sets it where another one took its place. */
function hasBeenLive({ state, succeeded }: Deployment): boolean {
  return state === 'success' || (succeeded ?? state === 'inactive')
}

/** Whether a commit is what an environment went back to, or from. */
export function isOfWay({ from, to }: WayBack, commit: string | null): boolean {
  return from.sha === commit || to.sha === commit
}

function byEnvironment(deployments: readonly Deployment[]): ReadonlyMap<string, readonly Deployment[]> {
  const found = new Map<string, Map<number, Deployment>>()
  for (const one of deployments) found.set(one.environment, (found.get(one.environment) ?? new Map<number, Deployment>()).set(one.id, one))
  return new Map([...found].map(([environment, ids]) => [environment, [...ids.values()].toSorted((one, other) => one.id - other.id)]))
}
