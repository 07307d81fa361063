import type { DeploymentEvidence } from '../model/evidence.ts'
import type { Deployment } from '../model/run.ts'

/** Where a commit was deployed: `done` and `failed` are the newest deployment of each environment, by what GitHub last said of it. */
export type Deployed = { readonly done: readonly DeploymentEvidence[]; readonly failed: readonly DeploymentEvidence[]; readonly going: readonly DeploymentEvidence[] }

/**
 * What the deployments of one commit show. Those of other commits show nothing of it: a deploy of an older one does not verify this one. One that GitHub calls
 * inactive was replaced: it was done where it had succeeded before and `replaced` lets that count (that it was delivered, not that it runs now). Those to `idle` environments deliver nothing.
 */
export function weighDeployments(deployments: readonly Deployment[], commit: string | null, idle: readonly string[], replaced: 'counts' | 'shows nothing' = 'shows nothing'): Deployed {
  const newest = new Map<string, Deployment>()
  for (const one of deployments) if (one.sha === commit && !idle.includes(one.environment) && one.id >= (newest.get(one.environment)?.id ?? 0)) newest.set(one.environment, one)
  const of = (...states: readonly Deployment['state'][]): readonly DeploymentEvidence[] => [...newest.values()].filter(({ state }) => states.includes(state)).map(evidenceOfDeployment)
  const left = replaced === 'counts' ? [...newest.values()].filter(({ state, succeeded }) => state === 'inactive' && succeeded === true).map(evidenceOfDeployment) : []
  return { done: [...of('success'), ...left], failed: of('failure', 'error'), going: of('in_progress', 'queued', 'pending', null) }
}

/** A deployment as the place that shows it. */
export function evidenceOfDeployment({ id, environment, sha, state, url, logUrl }: Deployment): DeploymentEvidence {
  return { kind: 'deployment', id, environment, sha, state: state ?? 'created', url: logUrl ?? url ?? '' }
}
