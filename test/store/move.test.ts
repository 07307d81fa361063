import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StoreSettings } from '../../src/store/backend.ts'
import { moveStore } from '../../src/store/move/move-store.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/open-store.ts'
import { tableNames, TABLES } from '../../src/store/tables.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { freshDatabase } from '../support/postgres.ts'
import { recordOf } from '../support/records.ts'
import { fillStore, readStore } from './every-port.ts'
import { delivery, NOON } from './samples.ts'

const url = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-move-'))
let files = 0
const freshFile = (): string => join(folder, `${(files += 1)}.db`)
const sqlite = (file = freshFile()): StoreSettings => ({ kind: 'sqlite', file })

let filled: { readonly store: Store; readonly file: string }
beforeAll(async () => {
  const file = freshFile()
  filled = { store: await openStore({ kind: 'sqlite', file }), file }
  await fillStore(filled.store)
})
afterAll(async () => {
  await filled.store.close()
  rmSync(folder, { recursive: true })
})

/** The filled store as an App leaves it that was killed: nobody has it open, and its latest writes are beside the file. */
function leftBehind(): string {
  const file = freshFile()
  for (const part of ['', '-wal']) if (existsSync(`${filled.file}${part}`)) copyFileSync(`${filled.file}${part}`, `${file}${part}`)
  return file
}

async function run(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function postgres(): Promise<StoreSettings> {
  await run('drop schema public cascade', 'create schema public')
  return { kind: 'postgres', url: url ?? '' }
}

async function readAt(settings: StoreSettings): Promise<object> {
  const store = await openStore(settings)
  try {
    return await readStore(store)
  } finally {
    await store.close()
  }
}

describe.each([['SQLite', () => Promise.resolve(sqlite())], ...url === null ? [] : [['PostgreSQL', postgres]] as const] as const)('to %s', (_name, target) => {
  it('gives through every port what the store gave, and leaves that as it was', async () => {
    const [source, to] = [leftBehind(), await target()]
    const moved = await moveStore(sqlite(source), to)
    expect(moved).toMatchObject({ kind: 'moved' })
    const rows = moved.kind === 'moved' ? Object.fromEntries(moved.tables.map(({ name, rows: count }) => [name, count])) : {}
    expect(rows).toMatchObject({ deliveries: 45, assessments: 45, events: 46, facts: 2 })
    expect(Object.keys(rows).filter((name) => rows[name] === 0)).toEqual([])
    const before = await readStore(filled.store)
    expect(await readAt(to)).toEqual(before)
    // SQLite keeps the lock of who moved until its connection is collected: the file is looked at by its copy.
    const copy = freshFile()
    for (const part of ['', '-wal']) if (existsSync(`${source}${part}`)) copyFileSync(`${source}${part}`, `${copy}${part}`)
    expect(await readAt(sqlite(copy))).toEqual(before)
  })

  it('leaves a store there that goes on where the other one stopped', async () => {
    const to = await target()
    await moveStore(sqlite(leftBehind()), to)
    const store = await openStore(to)
    expect(await store.deliveries.add(delivery('d-0'))).toBe(false)
    expect(await store.work.claim(NOON + 60, 1000)).not.toBeNull()
    await expect(store.assessments.add({ id: 'later', repositoryId: 5_000_000_001, commit: 'f'.repeat(40), branch: 'main', isDefaultBranch: true, at: NOON + 99, digest: 'later', record: recordOf([], []) })).resolves.toMatchObject({ id: 'later' })
    expect(await store.assessments.newest(5_000_000_001, 'default-branch')).toMatchObject({ id: 'later' })
    await store.close()
  })

  it('refuses where something is there, and adds nothing to it', async () => {
    const to = await target()
    const there = await openStore(to)
    await there.deliveries.add(delivery('mine'))
    await there.close()
    expect(await moveStore(sqlite(leftBehind()), to)).toEqual({ kind: 'target-holds', tables: ['deliveries'] })
    const after = await openStore(to)
    expect((await after.deliveries.waiting(99)).map(({ id }) => id)).toEqual(['mine'])
    await after.close()
  })

  it('takes a target whose tables are there and empty', async () => {
    const to = await target()
    await (await openStore(to)).close()
    expect(await moveStore(sqlite(leftBehind()), to)).toMatchObject({ kind: 'moved' })
  })
})

describe('a source', () => {
  it('that an App has open is not moved', async () => {
    expect(await moveStore(sqlite(filled.file), sqlite())).toEqual({ kind: 'source', refusal: 'in-use' })
  })

  it('that is not there is not made', async () => {
    const file = freshFile()
    expect(await moveStore(sqlite(file), sqlite())).toEqual({ kind: 'source', refusal: 'missing' })
    expect(existsSync(file)).toBe(false)
  })

  it('that nothing of the App is in is told from one that is', async () => {
    const file = freshFile()
    writeFileSync(file, '')
    expect(await moveStore(sqlite(file), sqlite())).toEqual({ kind: 'source', refusal: 'missing' })
  })

  it.each([['older', `delete from kysely_migration where name not like '0001%'`], ['newer', `insert into kysely_migration values ('9999-later', '2999-01-01')`]])('of an %s version is not moved', async (refusal, statement) => {
    const file = leftBehind()
    const database = new Libsql(file)
    database.exec(statement)
    database.close()
    expect(await moveStore(sqlite(file), sqlite())).toEqual({ kind: 'source', refusal })
  })
})

describe.runIf(url !== null)('PostgreSQL', () => {
  it('is moved back to a file', async () => {
    const there = await postgres()
    await moveStore(sqlite(leftBehind()), there)
    const back = sqlite()
    expect(await moveStore(there, back)).toMatchObject({ kind: 'moved' })
    expect(await readAt(back)).toEqual(await readStore(filled.store))
  })

  it('that an App is connected to is neither moved nor moved to', async () => {
    const there = await postgres()
    const app = await openStore(there)
    expect(await moveStore(there, sqlite())).toEqual({ kind: 'source', refusal: 'in-use' })
    expect(await moveStore(sqlite(leftBehind()), there)).toEqual({ kind: 'target-in-use' })
    await app.close()
  })

  it('that holds a table of somebody else with rows is refused, and no table is made', async () => {
    const there = await postgres()
    await run('create table theirs (a integer)', 'insert into theirs values (1)')
    expect(await moveStore(sqlite(leftBehind()), there)).toEqual({ kind: 'target-holds', tables: ['theirs'] })
    const [{ database, close }] = openBackend(there, () => {})
    expect(await tableNames(database, 'postgres')).toEqual(['theirs'])
    await close()
  })

  it('that changes what is written is found out, and keeps nothing', async () => {
    const there = await postgres()
    await (await openStore(there)).close()
    await run(`create function shorten() returns trigger language plpgsql as $$ begin new.says := 'changed'; return new; end $$`, 'create trigger shorten before insert on audit for each row execute function shorten()')
    expect(await moveStore(sqlite(leftBehind()), there)).toEqual({ kind: 'differs', table: 'audit' })
    const store = await openStore(there)
    expect([await store.journal.audit(9), await store.deliveries.waiting(9)]).toEqual([[], []])
    await store.close()
  })

  it('that fails in the middle keeps nothing', async () => {
    const there = await postgres()
    await (await openStore(there)).close()
    await run(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$`, 'create trigger refuse before insert on audit for each row execute function refuse()')
    await expect(moveStore(sqlite(leftBehind()), there)).rejects.toThrow('the disk is full')
    const store = await openStore(there)
    expect(await store.deliveries.waiting(9)).toEqual([])
    await store.close()
  })
})

it.each([['sqlite', () => Promise.resolve(sqlite())], ...url === null ? [] : [['postgres', postgres]] as const] as const)('every table of a database on %s is moved, told apart by its primary key, and counts no ids by itself', async (kind, fresh) => {
  const settings = await fresh()
  await (await openStore(settings)).close()
  const [{ database, close }] = openBackend(settings, () => {})
  expect((await tableNames(database, kind)).filter((name) => !name.startsWith('kysely_'))).toEqual(TABLES.map(({ name }) => name).sort())
  const tables = await database.introspection.getTables()
  expect(tables.flatMap(({ columns }) => columns.filter(({ isAutoIncrementing }) => isAutoIncrementing))).toEqual([])
  for (const { name, key } of TABLES) {
    const primary = kind === 'sqlite'
      ? sql<{ readonly name: string }>`select name from pragma_table_info(${name}) where pk > 0 order by pk`
      : sql<{ readonly name: string }>`select column_name as name from information_schema.key_column_usage where constraint_name = ${`${name}_pkey`} order by ordinal_position`
    expect([name, ...(await primary.execute(database)).rows.map((row) => row.name)]).toEqual([name, ...key])
  }
  await close()
})
