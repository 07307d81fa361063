import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { StoreSettings } from '../backend.ts'
import { migrate } from '../migrations/migrate.ts'
import { openBackend } from '../open-backend.ts'
import { COPYING } from '../postgres.ts'
import type { Tables } from '../schema.ts'
import { TABLES, tablesWithRows } from '../tables.ts'
import { copyTable, sumOf, type Sum } from './copy-table.ts'
import { readSource, type SourceRefusal } from './read-source.ts'
import { usersOf } from './users.ts'

/** What a move came to: the rows of each table, all of them the same on both sides, or why nothing was moved. */
export type Moved =
  | { readonly kind: 'moved'; readonly tables: readonly { readonly name: string; readonly rows: number }[] }
  | { readonly kind: 'source'; readonly refusal: SourceRefusal }
  | { readonly kind: 'target-in-use' }
  /** The target holds rows in these tables. */
  | { readonly kind: 'target-holds'; readonly tables: readonly string[] }
  /** What was written is not what was read; the target is as it was. */
  | { readonly kind: 'differs'; readonly table: string }

/** What filling an empty store from an open one came to. */
export type Filled = Exclude<Moved, { readonly kind: 'source' }>

/**
 * Copies a whole store into an empty database, which is migrated first: in one transaction, compared row by row before it is kept. Rows of the source are never
 * changed. Throws where one of the two cannot be opened, read or written; the target has none of the rows then.
 */
export async function moveStore(from: StoreSettings, to: StoreSettings, now: () => number = Date.now): Promise<Moved> {
  const moved = await readSource(from, (source) => fillEmpty(source, to, now))
  return typeof moved === 'string' ? { kind: 'source', refusal: moved } : moved
}

/** The second half of a move: copies all of an open store that nobody changes. `asOneFile` leaves a target on SQLite without anything beside its file. */
export async function fillEmpty(source: Kysely<Tables>, to: StoreSettings, now: () => number, asOneFile = false): Promise<Filled> {
  const [target, appendOnly] = openBackend(to, () => {}, COPYING)
  try {
    if (to.kind === 'postgres' && await usersOf(target.database) > 0) return { kind: 'target-in-use' }
    const held = await tablesWithRows(target.database, to.kind)
    if (held.length > 0) return { kind: 'target-holds', tables: held }
    await migrate(target.database, appendOnly, now())
    const filled = await keptIfMoved(target.database, (transaction) => copyAll(source, transaction, to.kind))
    if (asOneFile && to.kind === 'sqlite') await sql`pragma journal_mode = delete`.execute(target.database)
    return filled
  } finally {
    await target.close()
  }
}

/** Runs one transaction whose writes are kept where everything was moved, and undone otherwise. */
async function keptIfMoved(database: Kysely<Tables>, run: (transaction: Kysely<Tables>) => Promise<Filled>): Promise<Filled> {
  const transaction = await database.startTransaction().execute()
  try {
    const moved = await run(transaction)
    await (moved.kind === 'moved' ? transaction.commit() : transaction.rollback()).execute()
    return moved
  } catch (error) {
    await transaction.rollback().execute().catch(() => {})
    throw error
  }
}

async function copyAll(source: Kysely<Tables>, target: Kysely<Tables>, kind: StoreSettings['kind']): Promise<Filled> {
  // An App that starts meanwhile waits, and then finds everything. SQLite lets nobody write beside a transaction anyway.
  if (kind === 'postgres') await sql`lock table ${sql.join(TABLES.map(({ name }) => sql.table(name)))} in access exclusive mode`.execute(target)
  const held = await tablesWithRows(target, kind)
  if (held.length > 0) return { kind: 'target-holds', tables: held }
  const read = new Map<string, Sum>()
  for (const table of TABLES) read.set(table.name, await copyTable(source, target, table))
  for (const table of TABLES) {
    const written = await sumOf(target, table)
    const sum = read.get(table.name)
    if (written.rows !== sum?.rows || written.digest !== sum.digest) return { kind: 'differs', table: table.name }
  }
  return { kind: 'moved', tables: [...read].map(([name, { rows }]) => ({ name, rows })) }
}
