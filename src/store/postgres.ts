import { Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import type { AppendOnly, Backend, Report } from './backend.ts'
import { CHANNEL, listen } from './postgres-listener.ts'
import type { Tables } from './schema.ts'

const INT8 = 20

/** What PostgreSQL calls the connections of a running App. */
export const APPLICATION = 'capstone-coach'
/** The same of a command that copies a whole store. */
export const COPYING = 'capstone-coach copying'

/** Opens PostgreSQL by its URL; any number of processes share it. Connects when the first statement is run. */
export function openPostgres(url: string, report: Report, application = APPLICATION): Backend {
  const connection: pg.ClientConfig = { connectionString: url, application_name: application, keepAlive: true, connectionTimeoutMillis: 10_000 }
  const pool = new pg.Pool({
    ...connection, max: 10,
    // A replica that stops in the middle of a transaction must not keep its rows from the others. What copies a store rests in its own for as long as the other side takes.
    idle_in_transaction_session_timeout: application === APPLICATION ? 60_000 : 0,
    onConnect: prepared,
    // pg gives bigint as text. Times and ids stay far below the largest exact number.
    types: { getTypeParser: parserOf },
  })
  // Without this, a connection that is lost while it rests ends the process.
  pool.on('error', (error) => { report('A connection to PostgreSQL was lost', error) })
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const listener = listen(() => new pg.Client(connection), report)
  return {
    database,
    passOverLocked: (query) => query.forUpdate('work').skipLocked(),
    alone: async (transaction, repositoryId) => { await sql`select pg_advisory_xact_lock(${repositoryId})`.execute(transaction) },
    openForErasing: async (transaction, tables, run) => {
      const { rows } = await sql<{ readonly name: string }>`select distinct tgrelid::regclass::text as name from pg_trigger
        where not tgisinternal and tgenabled <> 'D' and tgrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace and relname in (${sql.join(tables)})) order by 1`.execute(transaction)
      for (const { name } of rows) await sql`alter table ${sql.table(name)} disable trigger user`.execute(transaction)
      const result = await run()
      for (const { name } of rows) await sql`alter table ${sql.table(name)} enable trigger user`.execute(transaction)
      return result
    },
    isClash,
    // What a value is, breaks or is too large for.
    isOfRow: (error) => error instanceof pg.DatabaseError && /^(?:22|23|54)/.test(error.code ?? ''),
    announce: () => sql`select pg_notify(${CHANNEL}, '')`.execute(database).then(() => {}, () => {}),
    onWork: listener.onWork,
    bytes: async () => (await sql<{ readonly bytes: number }>`select pg_database_size(current_database()) as bytes`.execute(database)).rows[0]?.bytes ?? 0,
    close: async () => {
      await listener.close()
      await database.destroy()
    },
  }
}

/** Statements that let PostgreSQL refuse changing and deleting of a table's rows. */
export const appendOnlyOnPostgres: AppendOnly = (table) => [
  `create function ${table}_refuse() returns trigger language plpgsql as $$ begin raise exception '${table} is append-only'; end $$`,
  `create trigger ${table}_refuses_changes before update or delete on ${table} for each row execute function ${table}_refuse()`,
  `create trigger ${table}_refuses_truncate before truncate on ${table} for each statement execute function ${table}_refuse()`,
]

/** Makes a new connection ready; what it gives is waited for. Webhooks, facts and records are compressed with lz4 where this PostgreSQL has it: its own way takes more time than all else about storing them. */
function prepared(client: pg.ClientBase): unknown {
  // One that is lost between two statements of a transaction belongs to nobody who listens, and would end the process; the next statement fails by itself.
  client.on('error', () => {})
  return client.query(`do $$ begin perform set_config('default_toast_compression', 'lz4', false); exception when others then null; end $$`)
}

function parserOf(oid: number): (value: string) => unknown {
  return oid === INT8 ? Number : pg.types.getTypeParser(oid) as (value: string) => unknown
}

/** Two transactions that waited for each other, or that took rows of one repository at once. */
function isClash(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return false
  return error.code === '40P01' || error.code === '40001' || (error.code === '23505' && error.constraint === 'work_held')
}
