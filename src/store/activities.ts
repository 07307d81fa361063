import type { ActivityStore } from '../flow/ports/store-ports.ts'
import type { Deployment } from '../model/run.ts'
import type { Backend } from './backend.ts'
import { fromJson, indexable, inParts } from './text.ts'
import { inTransaction } from './transaction.ts'

/** The port of what ran on a commit and where it was deployed, on SQL. */
export function createActivityStore(backend: Backend): ActivityStore {
  const { database } = backend
  return {
    save: async (activity) => {
      const said = { activity: JSON.stringify(activity) }
      await inTransaction(backend, async (transaction) => {
        await transaction.insertInto('activities').values({ repository_id: activity.repositoryId, commit_sha: activity.commit, ...said })
          .onConflict((conflict) => conflict.columns(['repository_id', 'commit_sha']).doUpdateSet(said)).execute()
        const rows = [...new Map(activity.deployments.map((one) => [one.id, one])).values()].map((one) => rowOf(activity.repositoryId, one))
        for (const part of inParts(rows)) {
          await transaction.insertInto('deployments').values(part).onConflict((conflict) => conflict.columns(['repository_id', 'environment', 'id'])
            .doUpdateSet((build) => ({ stated_at: build.ref('excluded.stated_at'), deployment: build.ref('excluded.deployment') }))
            // What another commit's look kept may be of a later time.
            .whereRef('deployments.stated_at', '<=', 'excluded.stated_at')).execute()
        }
      })
    },
    of: async (repositoryId, commit) => {
      const row = await database.selectFrom('activities').select('activity').where('repository_id', '=', repositoryId).where('commit_sha', '=', commit).executeTakeFirst()
      return row === undefined ? null : fromJson(row.activity)
    },
    deployments: async (repositoryId, environment, most) => {
      const rows = await database.selectFrom('deployments').select('deployment').where('repository_id', '=', repositoryId).where('environment', '=', indexable(environment)).orderBy('id', 'desc').limit(most).execute()
      return rows.map(({ deployment }) => fromJson(deployment))
    },
  }
}

function rowOf(repositoryId: number, seen: Deployment) {
  const { before: _before, ...deployment } = seen
  const { id, environment, statedAt, createdAt } = deployment
  return { repository_id: repositoryId, environment: indexable(environment), id, stated_at: statedAt ?? createdAt, deployment: JSON.stringify(deployment) }
}
