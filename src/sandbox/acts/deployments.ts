import { deploymentShape, deploymentStatusShape } from '../shapes/deployments.ts'
import type { Account, Deployment, DeploymentStatus, Repository } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { emit } from '../webhooks/emit.ts'

export type NewDeployment = { readonly commit: string; readonly environment?: string; readonly ref?: string; readonly states?: readonly string[]; readonly url?: string; readonly logUrl?: string }

/** Deploys a commit: a deployment, and one status after the other. What was live in that environment becomes inactive, which no webhook tells. */
export function deploy(world: World, repository: Repository, { commit, environment = 'production', ref = repository.defaultBranch, states = ['in_progress', 'success'], url = '', logUrl = '' }: NewDeployment, actor: Account): Deployment {
  const now = world.now()
  const deployment: Deployment = { id: world.nextId(), repositoryId: repository.id, sha: commit, ref, environment, creatorId: actor.id, createdAt: now, updatedAt: now, statuses: [] }
  world.deployments.set(deployment.id, deployment)
  emit(world, { event: 'deployment', action: 'created', repository, sender: actor, payload: { deployment: deploymentShape(world, deployment), workflow: null, workflow_run: null } })
  for (const state of states) setState(world, deployment, { state, url, logUrl }, actor)
  return deployment
}

/** Adds a status to a deployment and tells of it, unless it is `inactive`. */
function setState(world: World, deployment: Deployment, { state, url, logUrl }: Pick<DeploymentStatus, 'state' | 'url' | 'logUrl'>, actor: Account): void {
  const status: DeploymentStatus = { id: world.nextId(), state, url, logUrl, creatorId: actor.id, at: world.now() }
  deployment.statuses.push(status)
  deployment.updatedAt = status.at
  if (state === 'success') {
    for (const other of world.deployments.values()) {
      if (other !== deployment && other.repositoryId === deployment.repositoryId && other.environment === deployment.environment && other.statuses.at(-1)?.state === 'success') setState(world, other, { state: 'inactive', url: '', logUrl: '' }, actor)
    }
  }
  if (state === 'inactive') return
  const payload = { deployment_status: deploymentStatusShape(world, deployment, status), deployment: deploymentShape(world, deployment), check_run: null, workflow: null, workflow_run: null }
  emit(world, { event: 'deployment_status', action: 'created', repository: need(world.repositories, deployment.repositoryId), sender: actor, payload })
}
