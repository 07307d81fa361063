import type { ProbeStore, StoredProbe } from '../flow/ports/probe-ports.ts'
import type { Backend } from './backend.ts'
import type { ProbeRow } from './schema.ts'
import { fromJson } from './text.ts'

/** The port of what probes saw, on SQL. */
export function createProbeStore({ database }: Backend): ProbeStore {
  const newestFirst = database.selectFrom('probes').selectAll().orderBy('at', 'desc').orderBy('id', 'desc')
  return {
    add: async ({ id, repositoryId, commit, probe }) => {
      const row = { id, repository_id: repositoryId, commit_sha: commit, what: probe.what, at: probe.at, probe: JSON.stringify(probe) }
      await database.insertInto('probes').values(row).onConflict((conflict) => conflict.column('id').doNothing()).execute()
    },
    since: async (repositoryId, time) => (await newestFirst.where('repository_id', '=', repositoryId).where('at', '>=', time).execute()).map(probeOf),
    of: async (repositoryId, commit) => (await newestFirst.where('repository_id', '=', repositoryId).where('commit_sha', '=', commit).execute()).map(probeOf),
    forget: async (before, most) => {
      const outdated = database.selectFrom('probes as old').select('old.id').where('old.at', '<', before).where((build) => build.exists(
        build.selectFrom('probes as newer').select('newer.id').whereRef('newer.repository_id', '=', 'old.repository_id').whereRef('newer.commit_sha', '=', 'old.commit_sha').whereRef('newer.what', '=', 'old.what')
          .where((either) => either.or([either('newer.at', '>', either.ref('old.at')), either.and([either('newer.at', '=', either.ref('old.at')), either('newer.id', '>', either.ref('old.id'))])])),
      )).orderBy('old.at').orderBy('old.id').limit(most)
      const result = await database.deleteFrom('probes').where('id', 'in', outdated).executeTakeFirst()
      return Number(result.numDeletedRows)
    },
  }
}

function probeOf({ id, repository_id, commit_sha, probe }: ProbeRow): StoredProbe {
  return { id, repositoryId: repository_id, commit: commit_sha, probe: fromJson(probe) }
}
