import type { DeploymentEvidence } from '../model/evidence.ts'
import type { Deployment } from '../model/run.ts'

/** Where a commit was deployed: `done` and `failed` are the newest deployment of each environment, by what GitHub last said of it. */
export type Deployed = { readonly done: readonly DeploymentEvidence[]; readonly failed: readonly DeploymentEvidence[]; readonly going: readonly DeploymentEvidence[] }

/**
 * What the deployments of one commit show. Those of other commits show nothing of it: a deploy of an older one does not verify this one. One that GitHub calls
 * inactive was replaced, and what became of it before is not told. Those to `idle` environments deliver nothing.
 */
export function weighDeployments(deployments: readonly Deployment[], commit: string | null, idle: readonly string[]): Deployed {
  const newest = new Map<string, Deployment>()
  for (const one of deployments) if (one.sha === commit && !idle.includes(one.environment) && one.id >= (newest.get(one.environment)?.id ?? 0)) newest.set(one.environment, one)
  const of = (...states: readonly Deployment['state'][]): readonly DeploymentEvidence[] => [...newest.values()].filter(({ state }) => states.includes(state)).map(evidenceOf)
  return { done: of('success'), failed: of('failure', 'error'), going: of('in_progress', 'queued', 'pending', null) }
}

function evidenceOf({ id, environment, sha, state, url, logUrl }: Deployment): DeploymentEvidence {
  return { kind: 'deployment', id, environment, sha, state: state ?? 'created', url: logUrl ?? url ?? '' }
}
