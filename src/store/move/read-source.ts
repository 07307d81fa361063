import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { StoreSettings } from '../backend.ts'
import { migrationNames } from '../migrations/migrate.ts'
import { COPYING, openPostgres } from '../postgres.ts'
import type { Tables } from '../schema.ts'
import { openSqliteAlone } from '../sqlite.ts'
import { tableNames } from '../tables.ts'
import { usersOf } from './users.ts'

/** Why a database is not read: nothing of the App is there, an App seems to run on it, or its schema is of another version. */
export type SourceRefusal = 'missing' | 'in-use' | 'older' | 'newer'

/** Reads a whole store at one moment, while nobody else is on it, and changes nothing. Throws where the database cannot be opened, and what `read` throws. */
export async function readSource<Result>(settings: StoreSettings, read: (database: Kysely<Tables>) => Promise<Result>): Promise<Result | SourceRefusal> {
  if (settings.kind === 'postgres') return readPostgres(settings.url, read, async (database) => await usersOf(database) > 0)
  if (!existsSync(settings.file)) return 'missing'
  const database = openSqliteAlone(settings.file)
  if (database === null) return 'in-use'
  try {
    return await otherVersion(database, 'sqlite') ?? await read(database)
  } finally {
    await database.destroy()
  }
}

/** The same of a PostgreSQL that others may go on reading and writing: what is read is of the moment at which it began. */
export function readPostgres<Result>(url: string, read: (database: Kysely<Tables>) => Promise<Result>, isInUse: (database: Kysely<Tables>) => Promise<boolean> = () => Promise.resolve(false)): Promise<Result | SourceRefusal> {
  return withPostgres(url, async (database) => {
    if (await isInUse(database)) return 'in-use'
    return database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (transaction) => await otherVersion(transaction, 'postgres') ?? await read(transaction))
  })
}

async function withPostgres<Result>(url: string, run: (database: Kysely<Tables>) => Promise<Result>): Promise<Result> {
  const { database, close } = openPostgres(url, () => {}, COPYING)
  try {
    return await run(database)
  } finally {
    await close()
  }
}

/** Of which version the schema of a database is, as this one sees it; null where it is this one's. */
export async function otherVersion(database: Kysely<Tables>, kind: StoreSettings['kind']): Promise<SourceRefusal | null> {
  if (!(await tableNames(database, kind)).includes('kysely_migration')) return 'missing'
  const { rows } = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(database)
  const known = migrationNames()
  if (rows.some(({ name }) => !known.includes(name))) return 'newer'
  return rows.length < known.length ? 'older' : null
}
