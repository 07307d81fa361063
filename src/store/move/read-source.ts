import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { StoreSettings } from '../backend.ts'
import { migrationNames } from '../migrations/migrate.ts'
import { openPostgres } from '../postgres.ts'
import type { Tables } from '../schema.ts'
import { openSqliteAlone } from '../sqlite.ts'
import { tableNames } from '../tables.ts'
import { usersOf } from './users.ts'

/** Why a database is not read: nothing of the App is there, an App seems to run on it, or its schema is of another version. */
export type SourceRefusal = 'missing' | 'in-use' | 'older' | 'newer'

/** Reads a whole store at one moment, while nobody else is on it, and changes nothing. Throws where the database cannot be opened, and what `read` throws. */
export async function readSource<Result>(settings: StoreSettings, read: (database: Kysely<Tables>) => Promise<Result>): Promise<Result | SourceRefusal> {
  if (settings.kind === 'postgres') {
    const { database, close } = openPostgres(settings.url, () => {}, 'capstone-coach move')
    try {
      if (await usersOf(database) > 0) return 'in-use'
      return await database.transaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute(async (transaction) => await otherVersion(transaction, 'postgres') ?? await read(transaction))
    } finally {
      await close()
    }
  }
  if (!existsSync(settings.file)) return 'missing'
  const database = openSqliteAlone(settings.file)
  if (database === null) return 'in-use'
  try {
    return await otherVersion(database, 'sqlite') ?? await read(database)
  } finally {
    await database.destroy()
  }
}

async function otherVersion(database: Kysely<Tables>, kind: StoreSettings['kind']): Promise<SourceRefusal | null> {
  if (!(await tableNames(database, kind)).includes('kysely_migration')) return 'missing'
  const { rows } = await sql<{ readonly name: string }>`select name from kysely_migration`.execute(database)
  const known = migrationNames()
  if (rows.some(({ name }) => !known.includes(name))) return 'newer'
  return rows.length < known.length ? 'older' : null
}
