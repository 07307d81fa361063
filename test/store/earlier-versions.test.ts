import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoreSettings } from '../../src/store/backend.ts'
import { migrate, migrationNames } from '../../src/store/migrations/migrate.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore } from '../../src/store/open-store.ts'
import { TABLES } from '../../src/store/tables.ts'
import { freshDatabase } from '../support/postgres.ts'
import { fillStore, readStore } from './every-port.ts'
import { NOON } from './samples.ts'

type Row = Readonly<Record<string, unknown>>

const url = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-earlier-'))
let files = 0
const embedded = (): Promise<StoreSettings> => Promise.resolve({ kind: 'sqlite', file: join(folder, `${(files += 1)}.db`) })
async function postgres(): Promise<StoreSettings> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  await client.query('drop schema public cascade; create schema public')
  await client.end()
  return { kind: 'postgres', url: url ?? '' }
}

/** All rows of a store of today in which every port has written, by table; and what it gives to read. */
const today: { readonly rows: Map<string, readonly Row[]>; says: Readonly<Record<string, unknown>> } = { rows: new Map(), says: {} }
beforeAll(async () => {
  const settings = await embedded()
  const store = await openStore(settings)
  await fillStore(store)
  today.says = { ...await readStore(store) }
  const [{ database, close }] = openBackend(settings, () => {})
  for (const { name } of TABLES) today.rows.set(name, (await sql<Row>`select * from ${sql.table(name)}`.execute(database)).rows)
  await close()
  await store.close()
})
afterAll(() => { rmSync(folder, { recursive: true }) })

/** What the App gives to read of an earlier store otherwise than of one of today: what that version did not know yet. */
const NEWER: Readonly<Record<string, readonly string[]>> = {
  '0002-uses-of-facts': [], '0003-courses': ['staff'], '0004-probes': ['probes'], '0005-readings': ['reading', 'alike'], '0006-decisions': ['traces', 'decided', 'said'], '0007-deployments': ['deployments'], '0008-roster': ['roster'],
  '0009-checklists': ['checklists'], '0010-assistants': [], '0011-tokens': ['tokens'], '0012-counted': ['counted', 'judgement', 'rejudgings'], '0013-releases': ['releases'], '0014-gists': ['gists'],
  '0015-contributions': ['contributions'], '0016-templates': [], '0017-standings': ['standings'], '0018-watch-notes': ['watchNotes'], '0019-set-aside': [], '0020-wrong-verdicts': ['wrong'], '0021-grade-states': ['standings'],
  '0022-operators': ['operators'], '0023-held': [], '0024-standing-forms': ['standings'], '0025-pace': ['pace'],
}

/** Where each repository stands is counted from other rows: a version emptied it, so that all of it is counted anew. */
const isEmptied = (name: string, last: string): boolean => name === 'standings' && last < '0021-grade-states'

describe.each([['SQLite', embedded] as const, ...url === null ? [] : [['PostgreSQL', postgres] as const]])('%s', (_name, fresh) => {
  it.each(migrationNames())('as the version left it that had %s last keeps every row, and is read as one of today', async (last) => {
    const settings = await fresh()
    const [backend, appendOnly] = openBackend(settings, () => {})
    const { database } = backend
    await migrate(database, appendOnly, NOON, last)
    const tables = new Map((await database.introspection.getTables()).map(({ name, columns }) => [name, columns.map((column) => column.name)]))
    const written = new Map<string, readonly Row[]>()
    for (const { name } of TABLES) {
      const columns = tables.get(name)
      if (columns === undefined) continue
      const rows = (today.rows.get(name) ?? []).map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))
      written.set(name, rows)
      for (const row of rows) await database.insertInto(name).values(row).execute()
    }
    await migrate(database, appendOnly, NOON)
    for (const [name, rows] of written) {
      const columns = tables.get(name) ?? []
      const after = (await sql<Row>`select ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(name)}`.execute(database)).rows
      expect([name, sorted(after)]).toEqual([name, isEmptied(name, last) ? [] : sorted(rows)])
    }
    await backend.close()
    const store = await openStore(settings, undefined, () => NOON)
    const says: Readonly<Record<string, unknown>> = { ...await readStore(store) }
    await store.close()
    const names = migrationNames()
    const unknown = names.slice(names.indexOf(last) + 1).flatMap((name) => NEWER[name] ?? [])
    const kept = Object.keys(today.says).filter((key) => !unknown.includes(key))
    expect(Object.fromEntries(kept.map((key) => [key, says[key]]))).toEqual(Object.fromEntries(kept.map((key) => [key, today.says[key]])))
  }, 120_000)
})

function sorted(rows: readonly Row[]): readonly string[] {
  return rows.map((row) => JSON.stringify(Object.entries(row).toSorted(([one], [other]) => (one < other ? -1 : 1)))).toSorted()
}
