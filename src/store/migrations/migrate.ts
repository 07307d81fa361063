import { Migrator, sql } from 'kysely'
import type { Kysely, Migration } from 'kysely'
import type { AppendOnly } from '../backend.ts'
import type { Tables } from '../schema.ts'
import { saysOf } from '../text.ts'
import { APPEND_ONLY, FIRST_SCHEMA } from './0001-first.ts'
import { usesOfFacts } from './0002-uses-of-facts.ts'

/**
 * Brings the schema up to date, in one transaction; where it is, nothing is changed. Several processes may do so at once: one of them does it, the others wait.
 * Throws where it fails, or where the database was made by a newer version.
 */
export async function migrate(database: Kysely<Tables>, appendOnly: AppendOnly, now: number): Promise<void> {
  const migrator = new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrationsOf(appendOnly, now)) } })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw new Error(`The schema of the database could not be brought up to date: ${saysOf(error)}`, { cause: error })
}

/** The names of all migrations: a database whose schema is this version's has all of them and no other. */
export function migrationNames(): readonly string[] {
  return Object.keys(migrationsOf(() => [], 0))
}

/** Every migration by its name, in the order of the names. One that was released is never changed: a change is a further one. */
function migrationsOf(appendOnly: AppendOnly, now: number): Readonly<Record<string, Migration>> {
  return {
    '0001-first': statements([...FIRST_SCHEMA, ...APPEND_ONLY.flatMap(appendOnly)]),
    '0002-uses-of-facts': statements(usesOfFacts(now)),
  }
}

function statements(texts: readonly string[]): Migration {
  return { up: async (database) => { for (const text of texts) await sql.raw(text).execute(database) } }
}
