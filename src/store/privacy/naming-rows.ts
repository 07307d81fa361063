import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { Tables } from '../schema.ts'
import { TABLES } from '../tables.ts'
import { traces, withoutPerson, type Names, type Nobody } from './names.ts'

export type Row = Readonly<Record<string, unknown>>

/** Columns that hold the numeric id of a person. */
const PEOPLE = ['actor', 'actor_id', 'person_id']

/** Reads the tables of a database as they are, so that no column of a later one is forgotten. */
export type Columns = (table: keyof Tables) => { readonly texts: readonly string[]; readonly people: readonly string[] }

/** Looks up which columns each table has. */
export async function columnsOf(database: Kysely<Tables>): Promise<Columns> {
  const tables = new Map((await database.introspection.getTables()).map(({ name, columns }) => [name, columns]))
  return (table) => {
    const columns = tables.get(table) ?? []
    return { texts: columns.filter(({ dataType }) => dataType.toLowerCase() === 'text').map(({ name }) => name), people: columns.map(({ name }) => name).filter((name) => PEOPLE.includes(name)) }
  }
}

/** The rows of a table that may name somebody, so many at a time; `where` narrows them down. What is found is to be looked at: a word may be part of another. */
export async function* rowsNaming(database: Kysely<Tables>, table: keyof Tables, columns: Columns, names: Names, where: RawBuilder<unknown> = sql`1 = 1`): AsyncGenerator<Row> {
  const { texts, people } = columns(table)
  const ids = [...names.ids]
  const hits = [
    ...ids.length === 0 ? [] : people.map((column) => sql`${sql.ref(column)} in (${sql.join(ids)})`),
    // SQLite folds the letters of ASCII by itself, PostgreSQL is told to.
    ...texts.flatMap((column) => traces(names).map((piece) => sql`lower(${sql.ref(column)}) like ${`%${likely(piece)}%`} escape '!'`)),
  ]
  if (hits.length === 0) return
  const { key, batch } = TABLES.find(({ name }) => name === table) ?? { key: [], batch: 1 }
  const order = sql.join(key.map((column) => sql.ref(column)))
  let last: Row | null = null
  for (;;) {
    const beyond: RawBuilder<unknown> = last === null ? sql`1 = 1` : sql`(${order}) > (${sql.join(key.map((column) => last?.[column]))})`
    const { rows }: { readonly rows: readonly Row[] } = await sql<Row>`select * from ${sql.table(table)} where ${where} and ${beyond} and (${sql.join(hits, sql` or `)}) order by ${order} limit ${batch}`.execute(database)
    yield* rows
    last = rows.at(-1) ?? null
    if (rows.length < batch) return
  }
}

/** What of a row has to change so that it names somebody no more; null where it does not name them. */
export function changesOf(row: Row, { texts, people }: ReturnType<Columns>, names: Names, nobody: Nobody): Row | null {
  const changes: Record<string, unknown> = {}
  for (const column of people) if (typeof row[column] === 'number' && names.ids.has(row[column])) changes[column] = nobody.id
  for (const column of texts) {
    const before = row[column]
    if (typeof before !== 'string') continue
    const after = column === 'login' || column === 'actor_login' ? loginOf(before, names, nobody) : withoutPerson(before, names, nobody)
    if (after !== before) changes[column] = after
  }
  return Object.keys(changes).length === 0 ? null : changes
}

/** Changes one row, which is found by its key as it was. */
export async function changeRow(database: Kysely<Tables>, table: keyof Tables, row: Row, changes: Row): Promise<void> {
  const key = TABLES.find(({ name }) => name === table)?.key ?? []
  const sets = Object.entries(changes).map(([column, value]) => sql`${sql.ref(column)} = ${value}`)
  await sql`update ${sql.table(table)} set ${sql.join(sets)} where ${sql.join(key.map((column) => sql`${sql.ref(column)} = ${row[column]}`), sql` and `)}`.execute(database)
}

function loginOf(login: string, names: Names, nobody: Nobody): string {
  return names.logins.some((one) => one.toLowerCase() === login.toLowerCase()) ? nobody.login : login
}

/** For `like`: small letters of ASCII; what is not ASCII is small in one database and not in the other, so anything may stand there. */
function likely(piece: string): string {
  return piece.replaceAll(/[%_!]/g, '!$&').replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase()).replaceAll(/[^ -~]/gu, '_')
}
