import type { ContributionStore } from '../flow/ports/contribution-port.ts'
import type { ContributionReading } from '../model/contribution.ts'
import type { Backend } from './backend.ts'
import type { ContributionRow } from './schema.ts'
import { fromJson } from './text.ts'

/** The port of who did what, on SQL. */
export function createContributionStore({ database }: Backend): ContributionStore {
  return {
    of: async (repositoryId) => {
      const row = await database.selectFrom('contributions').selectAll().where('repository_id', '=', repositoryId).executeTakeFirst()
      return row === undefined ? null : readingOf(row)
    },
    repositories: async () => (await database.selectFrom('contributions').select('repository_id').orderBy('repository_id').execute()).map((row) => row.repository_id),
    keep: async (repositoryId, { people, ...work }) => {
      const row: ContributionRow = { repository_id: repositoryId, people: JSON.stringify(people), work: JSON.stringify(work) }
      await database.insertInto('contributions').values(row).onConflict((conflict) => conflict.column('repository_id').doUpdateSet({ people: row.people, work: row.work })).execute()
    },
  }
}

/** A reading as it is kept. */
export function readingOf({ people, work }: Pick<ContributionRow, 'people' | 'work'>): ContributionReading {
  return { ...fromJson<Omit<ContributionReading, 'people'>>(work), people: fromJson(people) }
}
