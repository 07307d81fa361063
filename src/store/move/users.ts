import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import { APPLICATION } from '../postgres.ts'
import type { Tables } from '../schema.ts'

/** How many connections an App has to a database of PostgreSQL: none once all of its processes have stopped. */
export async function usersOf(database: Kysely<Tables>): Promise<number> {
  const { rows } = await sql<{ readonly count: number }>`select count(*) as count from pg_stat_activity where datname = current_database() and application_name = ${APPLICATION}`.execute(database)
  return rows[0]?.count ?? 0
}
