import { isOfWay, waysBack } from '../../evidence/ways-back.ts'
import type { Deployment, WayBack } from '../../model/run.ts'
import type { Mark, WorkItem } from '../../model/work.ts'
import type { ActivityStore, AssessmentStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

type Parts = { readonly activities: Pick<ActivityStore, 'deployments'>; readonly assessments: Pick<AssessmentStore, 'newest'>; readonly work: Pick<WorkStore, 'mark'> }

/** How far back an environment is followed, and how many environments. */
const MOST = 50
const MOST_ENVIRONMENTS = 10

/** Why work on a commit is due that an environment went back to or from: it may be no branch's head any more. */
export const WENT_BACK = 'rollback'

/** Where environments went back to a commit or from it, by all deployments that the store knows and those of the newest look; the newest first. */
export async function waysBackOf(repositoryId: number, commit: string, deployments: readonly Deployment[], activities: Pick<ActivityStore, 'deployments'>): Promise<readonly WayBack[]> {
  return waysBack([...deployments, ...await knownOf(repositoryId, deployments, activities)]).filter((way) => isOfWay(way, commit))
}

/**
 * Marks the other commits that a way back leads to or from which was not known before this look, where they were judged: it is told there, too. So it does not
 * matter which of them is looked at first.
 */
export async function tellWaysBack({ installationId, repositoryId }: WorkItem, commit: string, deployments: readonly Deployment[], { activities, assessments, work }: Parts, now: number): Promise<void> {
  const known = await knownOf(repositoryId, deployments, activities)
  const before = new Set(waysBack(known).map(keyOf))
  const found = waysBack([...known, ...deployments]).filter((way) => !before.has(keyOf(way)))
  const marks: Mark[] = []
  for (const sha of new Set(found.flatMap(({ from, to }) => [from.sha, to.sha]))) {
    if (sha === commit || await assessments.newest(repositoryId, { commit: sha }) === null) continue
    marks.push({ installationId, repositoryId, target: { kind: 'commit', sha }, dueAt: now, reason: WENT_BACK })
  }
  if (marks.length > 0) await work.mark(marks, now)
}

async function knownOf(repositoryId: number, deployments: readonly Deployment[], activities: Pick<ActivityStore, 'deployments'>): Promise<readonly Deployment[]> {
  const environments = [...new Set(deployments.map(({ environment }) => environment))].slice(0, MOST_ENVIRONMENTS)
  return (await Promise.all(environments.map((environment) => activities.deployments(repositoryId, environment, MOST)))).flat()
}

function keyOf({ environment, from, to }: WayBack): string {
  return JSON.stringify([environment, from.id, to.id])
}
