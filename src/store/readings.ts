import type { ReadingStore } from '../flow/ports/store-ports.ts'
import type { Backend } from './backend.ts'
import { fromJson, inParts } from './text.ts'
import { inTransaction } from './transaction.ts'

/** The port of readings on SQL. */
export function createReadingStore(backend: Backend): ReadingStore {
  const { database } = backend
  return {
    save: async ({ repositoryId, commit, since, at, reading }) => {
      const said = { since, at, reading: JSON.stringify(reading) }
      const digests = [...new Set(Object.values(reading.plan.inputs.workflows))]
      await inTransaction(backend, async (transaction) => {
        await transaction.insertInto('readings').values({ repository_id: repositoryId, commit_sha: commit, ...said }).onConflict((conflict) => conflict.columns(['repository_id', 'commit_sha']).doUpdateSet(said)).execute()
        await transaction.deleteFrom('run_inputs').where('repository_id', '=', repositoryId).where('commit_sha', '=', commit).execute()
        for (const part of inParts(digests)) await transaction.insertInto('run_inputs').values(part.map((digest) => ({ repository_id: repositoryId, digest, commit_sha: commit, at }))).execute()
      })
    },
    of: async (repositoryId, commit) => {
      const row = await database.selectFrom('readings').selectAll().where('repository_id', '=', repositoryId).where('commit_sha', '=', commit).executeTakeFirst()
      return row === undefined ? null : { repositoryId, commit, since: row.since, at: row.at, reading: fromJson(row.reading) }
    },
    withInputs: async (repositoryId, digests, except, most) => {
      if (digests.length === 0) return []
      const rows = await database.selectFrom('run_inputs').select(['commit_sha', 'digest'])
        .where('repository_id', '=', repositoryId).where('digest', 'in', digests.slice(0, 100)).where('commit_sha', '!=', except).orderBy('at', 'desc').orderBy('commit_sha').orderBy('digest').limit(most).execute()
      return rows.map((row) => ({ commit: row.commit_sha, digest: row.digest }))
    },
  }
}
