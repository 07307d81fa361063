import type { Database } from 'libsql'
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult } from 'kysely'
import { turnEvery } from '../flow/turn.ts'

/** How long a statement waits for another process that writes, and how often it looks again, in milliseconds. */
const LONGEST_WAIT = 30_000
const WAIT = 5
/** SQLite answers at once, so that statements one after the other would let nobody else have a turn; they do after so many milliseconds. */
const TURN = 20

/**
 * One connection of SQLite for kysely; statements and transactions take turns on it. Kysely's own driver begins transactions that only read at first and may
 * then lose the right to write to another process, and SQLite's busy_timeout stops the whole process while it waits. Here a transaction asks for the right to
 * write at once, and waits without stopping anybody.
 */
export function createSqliteDriver(database: Database, pragmas: readonly string[]): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <Row>(query: CompiledQuery) => execute<Row>(database, query),
    streamQuery: () => { throw new Error('The store reads no streams from SQLite') },
  }
  const run = (sql: string): Promise<void> => patiently(() => { database.exec(sql) })
  const pause = turnEvery(TURN)
  let last: Promise<void> = Promise.resolve()
  let release = (): void => {}
  return {
    init: async () => { for (const pragma of pragmas) await run(`pragma ${pragma}`) },
    acquireConnection: async () => {
      const before = last
      let done = (): void => {}
      last = new Promise((resolve) => { done = resolve })
      await before
      await pause()
      release = done
      return connection
    },
    releaseConnection: () => {
      release()
      return Promise.resolve()
    },
    beginTransaction: () => run('begin immediate'),
    commitTransaction: () => run('commit'),
    // A full disk has ended the transaction already; its own error is the one to show.
    rollbackTransaction: async () => { if (database.inTransaction) await run('rollback') },
    destroy: () => {
      database.close()
      return Promise.resolve()
    },
  }
}

async function execute<Row>(database: Database, { sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
  // A value of another kind does not throw in libsql: it ends the process.
  const odd = parameters.find((value) => value !== null && !['string', 'number', 'bigint'].includes(typeof value))
  if (odd !== undefined) throw new TypeError(`SQLite stores no value of type ${typeof odd}: ${sql}`)
  const statement = await patiently(() => database.prepare(sql))
  // The same statement is tried again: one that waited and was dropped would keep the connection at an old state of the file until it is collected.
  return patiently(() => statement.reader
    ? { rows: statement.all(parameters) as Row[] }
    : { rows: [], numAffectedRows: BigInt(statement.run(parameters).changes) })
}

async function patiently<Result>(attempt: () => Result): Promise<Result> {
  const giveUpAt = Date.now() + LONGEST_WAIT
  for (;;) {
    try {
      return attempt()
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error
    }
    await new Promise((resolve) => { setTimeout(resolve, WAIT) })
  }
}

/** Whether a statement failed because another process has the file. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_BUSY')
}

/** Whether a statement failed for a value of one row: its kind, its size, or what it has to keep to. */
export function isOfRow(error: unknown): boolean {
  return error instanceof TypeError || /^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG)/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
