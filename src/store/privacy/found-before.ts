import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { KnownStudent } from '../../model/kept-student.ts'
import type { Tables } from '../schema.ts'
import { TABLES } from '../tables.ts'
import { OF_REPOSITORY } from './erase-rows.ts'
import { changesOf, rowsNaming, type Columns, type Row } from './naming-rows.ts'
import type { Names } from './names.ts'

/** The keys of rows that name somebody, by table: of repositories where they did nothing, and of webhooks. */
export type FoundBefore = ReadonlyMap<keyof Tables, readonly Row[]>

const ANYBODY = { id: -1, login: 'nobody' }

/**
 * Looks through the whole store for rows that name somebody where nothing leads to them, before anything is changed: that takes long in a large one, and nobody waits for it meanwhile. What comes in after it is of repositories
 * where they do something, which are looked through again.
 */
export async function foundBefore(database: Kysely<Tables>, student: KnownStudent, names: Names, columns: Columns, ofCourse: RawBuilder<unknown>): Promise<FoundBefore> {
  const elsewhere = sql`not ${whereIn(await knownTo(database, student))}`
  const found = new Map<keyof Tables, readonly Row[]>()
  for (const table of [...OF_REPOSITORY, 'deliveries'] as const) {
    const keys: Row[] = []
    const where = table === 'deliveries' ? sql`1 = 1` : sql`${elsewhere} and ${ofCourse}`
    for await (const row of rowsNaming(database, table, columns, names, where)) if (changesOf(row, columns(table), names, ANYBODY) !== null) keys.push(keyOf(table, row))
    found.set(table, keys)
  }
  return found
}

/** The repositories in which somebody did, said or decided something, owns or works on. */
export async function knownTo(database: Kysely<Tables>, { ids }: KnownStudent): Promise<readonly number[]> {
  if (ids.length === 0) return []
  const people = sql.join(ids)
  const { rows } = await sql<{ readonly id: number | null }>`select repository_id as id from events where actor_id in (${people}) union select repository_id from participants where person_id in (${people})
    union select repository_id from statements where actor in (${people}) union select repository_id from decisions where actor in (${people}) union select id from repositories where owner_id in (${people})`.execute(database)
  return rows.flatMap(({ id }) => id ?? [])
}

/** The rows of some repositories, and of none. */
export function whereIn(repositories: readonly number[]): RawBuilder<unknown> {
  return repositories.length === 0 ? sql`(repository_id is null)` : sql`(repository_id is null or repository_id in (${sql.join(repositories)}))`
}

/** The row of a key as it is now; undefined where it is gone. */
export async function rowOf(database: Kysely<Tables>, table: keyof Tables, key: Row): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${sql.join(Object.entries(key).map(([column, value]) => sql`${sql.ref(column)} = ${value}`), sql` and `)}`.execute(database)
  return rows[0]
}

function keyOf(table: keyof Tables, row: Row): Row {
  return Object.fromEntries((TABLES.find(({ name }) => name === table)?.key ?? []).map((column) => [column, row[column]]))
}
