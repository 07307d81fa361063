import type { Publication, PublicationPlace, PublicationStore } from '../flow/ports/store-ports.ts'
import type { Backend } from './backend.ts'
import type { PublicationRow } from './schema.ts'

/** The port of what was written on GitHub, on SQL. */
export function createPublicationStore({ database }: Backend): PublicationStore {
  const all = database.selectFrom('publications').selectAll()
  return {
    find: async ({ repositoryId, kind, place, round }) => {
      const row = await all.where('repository_id', '=', repositoryId).where('kind', '=', kind).where('place', '=', place).where('round', '=', round).executeTakeFirst()
      return row === undefined ? null : publicationOf(row)
    },
    lastRound: async ({ repositoryId, kind, place }) => {
      const row = await database.selectFrom('publications').select(({ fn }) => fn.max('round').as('round'))
        .where('repository_id', '=', repositoryId).where('kind', '=', kind).where('place', '=', place).executeTakeFirst()
      return row?.round ?? 0
    },
    intend: async (place, now) => {
      // What is noted already says more.
      await database.insertInto('publications').values({ ...keyOf(place), remote_id: null, digest: '', at: now }).onConflict((conflict) => conflict.doNothing()).execute()
    },
    record: async (publication) => {
      const said = { remote_id: publication.remoteId, digest: publication.digest, at: publication.at }
      await database.insertInto('publications').values({ ...keyOf(publication), ...said })
        .onConflict((conflict) => conflict.columns(['repository_id', 'kind', 'place', 'round']).doUpdateSet(said)).execute()
    },
    newest: async (repositoryId, kind, most) =>
      (await all.where('repository_id', '=', repositoryId).where('kind', '=', kind).orderBy('at', 'desc').orderBy('place').orderBy('round').limit(most).execute()).map(publicationOf),
    byRemoteId: async (kind, remoteId) => {
      const row = await all.where('kind', '=', kind).where('remote_id', '=', remoteId).orderBy('at', 'desc').executeTakeFirst()
      return row === undefined ? null : publicationOf(row)
    },
  }
}

function keyOf({ repositoryId, kind, place, round }: PublicationPlace): Pick<PublicationRow, 'repository_id' | 'kind' | 'place' | 'round'> {
  return { repository_id: repositoryId, kind, place, round }
}

function publicationOf(row: PublicationRow): Publication {
  return { repositoryId: row.repository_id, kind: row.kind, place: row.place, round: row.round, remoteId: row.remote_id, digest: row.digest, at: row.at }
}
