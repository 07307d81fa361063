import type { Deployment, DeploymentStatus } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { accountOf, iso } from './people.ts'
import { repositoryUrl } from './repositories.ts'

type Json = Readonly<Record<string, unknown>>

/** A deployment. */
export function deploymentShape(world: World, deployment: Deployment): Json {
  const root = repositoryUrl(world, need(world.repositories, deployment.repositoryId))
  const url = `${root}/deployments/${deployment.id}`
  return {
    url, id: deployment.id, node_id: `DE_${deployment.id}`, task: 'deploy', original_environment: deployment.environment, environment: deployment.environment, description: null, created_at: iso(deployment.createdAt), updated_at: iso(deployment.updatedAt),
    statuses_url: `${url}/statuses`, repository_url: root, creator: accountOf(world, deployment.creatorId), sha: deployment.sha, ref: deployment.ref, payload: {}, transient_environment: false, production_environment: deployment.environment === 'production', performed_via_github_app: null,
  }
}

/** One status of a deployment. */
export function deploymentStatusShape(world: World, deployment: Deployment, status: DeploymentStatus): Json {
  const root = repositoryUrl(world, need(world.repositories, deployment.repositoryId))
  const url = `${root}/deployments/${deployment.id}`
  return {
    url: `${url}/statuses/${status.id}`, id: status.id, node_id: `DES_${status.id}`, state: status.state, creator: accountOf(world, status.creatorId), description: '', environment: deployment.environment, target_url: status.logUrl,
    created_at: iso(status.at), updated_at: iso(status.at), deployment_url: url, repository_url: root, environment_url: status.url, log_url: status.logUrl, performed_via_github_app: null,
  }
}
