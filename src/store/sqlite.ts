import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Libsql from 'libsql'
import { Kysely, sql, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import type { Dialect } from 'kysely'
import type { AppendOnly, Backend } from './backend.ts'
import type { Tables } from './schema.ts'
import { createSqliteDriver, isBusy, isOfRow } from './sqlite-driver.ts'
import { saysOf } from './text.ts'

/** A commit is on the disk before it is answered; readers do not wait for who writes. */
const PRAGMAS = ['journal_mode = wal', 'synchronous = full', 'foreign_keys = on']

/** Opens SQLite: a file, made with its folder where it is missing and readable by its owner alone, or `:memory:`. Several processes may share a file. Throws where it cannot be opened. */
export function openSqlite(file: string): Backend {
  const database = new Kysely<Tables>({ dialect: dialectOf(openFile(file), PRAGMAS) })
  const waiting = new Set<() => void>()
  return {
    database,
    // A transaction that writes is alone on the whole file.
    passOverLocked: (query) => query,
    alone: () => Promise.resolve(),
    openForErasing: async (transaction, tables, run) => {
      const { rows } = await sql<{ readonly name: string; readonly sql: string }>`select name, sql from sqlite_master where type = 'trigger' and tbl_name in (${sql.join(tables)})`.execute(transaction)
      for (const { name } of rows) await sql`drop trigger ${sql.ref(name)}`.execute(transaction)
      const result = await run()
      // As they were written, so that nothing is left open.
      for (const trigger of rows) await sql.raw(trigger.sql).execute(transaction)
      return result
    },
    isClash: () => false,
    isOfRow,
    // Another process on the same file is not told; it looks by itself.
    announce: () => {
      for (const wake of waiting) wake()
      return Promise.resolve()
    },
    onWork: (wake) => {
      const entry = (): void => { wake() }
      waiting.add(entry)
      return () => { waiting.delete(entry) }
    },
    bytes: async () => (await sql<{ readonly bytes: number }>`select page_count * page_size as bytes from pragma_page_count(), pragma_page_size()`.execute(database)).rows[0]?.bytes ?? 0,
    close: () => database.destroy(),
  }
}

/** Opens a file that is there for reading it alone: null where another process has it open. Nobody can open it until this one has ended or the connection was collected. */
export function openSqliteAlone(file: string): Kysely<Tables> | null {
  const opened = openFile(file)
  try {
    // A process that has the file open shares its lock for as long, at rest too.
    opened.exec('pragma locking_mode = exclusive')
    opened.prepare('select count(*) from sqlite_master').get([])
  } catch (error) {
    opened.close()
    if (isBusy(error)) return null
    throw error
  }
  return new Kysely<Tables>({ dialect: dialectOf(opened, ['query_only = on']) })
}

/** Statements that let SQLite refuse changing and deleting of a table's rows. */
export const appendOnlyOnSqlite: AppendOnly = (table) => ['update', 'delete'].map((change) =>
  `create trigger ${table}_refuses_${change} before ${change} on ${table} begin select raise(abort, '${table} is append-only'); end`)

function openFile(file: string): Libsql.Database {
  if (file === ':memory:') return new Libsql(file)
  const path = resolve(file)
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    closeSync(openSync(path, 'a', 0o600))
    return new Libsql(path)
  } catch (error) {
    throw new Error(`The SQLite file ${path} could not be opened: ${saysOf(error)}`, { cause: error })
  }
}

function dialectOf(file: Libsql.Database, pragmas: readonly string[]): Dialect {
  return {
    createDriver: () => createSqliteDriver(file, pragmas),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createIntrospector: (database) => new SqliteIntrospector(database),
    createAdapter: () => ({
      supportsCreateIfNotExists: true,
      // SQLite has it, and with it several processes that migrate at once take turns: a transaction is alone on the file. Kysely's own adapter does without.
      supportsTransactionalDdl: true,
      supportsReturning: true,
      acquireMigrationLock: () => Promise.resolve(),
      releaseMigrationLock: () => Promise.resolve(),
    }),
  }
}
