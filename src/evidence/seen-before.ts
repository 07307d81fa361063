import type { Deployment, WorkflowRun } from '../model/run.ts'

/** A run is started again, and a commit deployed again, a few times; what was before that is of no use. */
const MOST_BEFORE = 5
const RESTED: readonly Deployment['state'][] = ['success', 'failure', 'error']

/** Runs as they were asked for anew, each with the attempts before it that were seen to their end: GitHub lists the newest one alone, and what an earlier one showed in time counts. */
export function keepingAttempts(runs: readonly WorkflowRun[], known: readonly WorkflowRun[]): readonly WorkflowRun[] {
  return runs.map((run) => {
    const one = known.find(({ id }) => id === run.id)
    const before = one === undefined || one.attempt > run.attempt ? undefined : one.attempt < run.attempt && one.status === 'completed' ? one : one.before
    return before === undefined ? run : { ...run, before: cutTo(before, MOST_BEFORE) }
  })
}

/** Deployments as they were asked for anew, each with what GitHub said before of the commit in its environment, where that was an end: the newest deployment alone is looked at, with its newest status. */
export function keepingDeployments(deployments: readonly Deployment[], known: readonly Deployment[]): readonly Deployment[] {
  return deployments.map((deployment) => {
    const one = known.findLast(({ id, sha, environment }) => sha === deployment.sha && environment === deployment.environment && id <= deployment.id)
    const isSame = one === undefined || (one.id === deployment.id && one.state === deployment.state && one.statedAt === deployment.statedAt)
    const before = !isSame && RESTED.includes(one.state) ? one : one?.before
    return before === undefined ? deployment : { ...deployment, before: cutTo(before, MOST_BEFORE) }
  })
}

function cutTo<One extends { readonly before?: One }>(one: One, most: number): One {
  const { before, ...own } = one
  return before === undefined || most <= 1 ? own as One : { ...one, before: cutTo(before, most - 1) }
}
