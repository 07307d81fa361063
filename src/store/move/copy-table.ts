import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Tables } from '../schema.ts'
import type { Table } from '../tables.ts'

/** How many rows a table holds, and what all of them come to: the same for the same rows in whatever order, on whatever database. */
export type Sum = { readonly rows: number; readonly digest: string }

type Row = Readonly<Record<string, unknown>>

const DIGESTS = 2n ** 256n

/** Adds every row of a table to the same table of another database; gives what was read. */
export function copyTable(from: Kysely<Tables>, to: Kysely<Tables>, table: Table): Promise<Sum> {
  return sumOf(from, table, async (rows) => { await to.insertInto(table.name).values(rows).execute() })
}

/** Reads a whole table, so many rows at a time. */
export async function sumOf(database: Kysely<Tables>, table: Table, use: (rows: readonly Row[]) => Promise<void> = () => Promise.resolve()): Promise<Sum> {
  let count = 0
  let sum = 0n
  for (let rows = await after(database, table, null); rows.length > 0; rows = await after(database, table, rows.at(-1) ?? null)) {
    await use(rows)
    count += rows.length
    // A sum does not depend on the order, which differs between databases: each sorts text in its own way.
    for (const row of rows) sum = (sum + digestOf(row)) % DIGESTS
  }
  return { rows: count, digest: sum.toString(16).padStart(64, '0') }
}

async function after(database: Kysely<Tables>, { name, key, batch }: Table, last: Row | null): Promise<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const beyond = last === null ? sql`` : sql`where (${columns}) > (${sql.join(key.map((column) => last[column]))})`
  return (await sql<Row>`select * from ${sql.table(name)} ${beyond} order by ${columns} limit ${batch}`.execute(database)).rows
}

function digestOf(row: Row): bigint {
  const columns = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))
  return BigInt(`0x${createHash('sha256').update(JSON.stringify(columns)).digest('hex')}`)
}
