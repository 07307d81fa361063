import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { appendOnlyOnPostgres } from '../../src/store/postgres.ts'
import { freshDatabase } from '../support/postgres.ts'
import { appendOnlyContract } from './append-only-contract.ts'
import { storeContract } from './contract.ts'
import { migrationsContract } from './migrations-contract.ts'
import { delivery, mark, NOON } from './samples.ts'
import { playStories } from './work-property.ts'

const url = await freshDatabase()

async function run(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

async function fresh(): Promise<StoreSettings> {
  await run('drop schema public cascade', 'create schema public')
  return { kind: 'postgres', url: url ?? '' }
}

/** An empty store; making the tables anew for each test would take most of the time. */
async function emptied(): Promise<StoreSettings> {
  const emptying = `do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop execute 'delete from ' || name; end loop; end $$`
  await run('set session_replication_role = replica', emptying)
  return { kind: 'postgres', url: url ?? '' }
}

describe.runIf(url !== null)('PostgreSQL', () => {
  beforeAll(async () => { await (await openStore(await fresh())).close() })
  storeContract(emptied)

  describe('migrating', () => { migrationsContract(fresh, (_settings, ...statements) => run(...statements), appendOnlyOnPostgres) })

  describe('append-only', () => {
    appendOnlyContract(run)
    it('tables are not emptied either', async () => { await expect(run('truncate audit')).rejects.toThrow('audit is append-only') })
  })

  it('is opened by several at once, who all see one schema', async () => {
    const settings = await fresh()
    const stores = await Promise.all(Array.from({ length: 6 }, () => openStore(settings)))
    await Promise.all(stores.map((store, index) => store.deliveries.add(delivery(`${index}`))))
    expect(await stores[0]?.deliveries.waiting(9)).toHaveLength(6)
    for (const store of stores) await store.close()
  })

  it('that several processes work on loses nothing, and nobody holds a repository twice', async () => {
    const settings = await emptied()
    const stores = await Promise.all([1, 2, 3].map(() => openStore(settings)))
    expect(await playStories(stores.map(({ work }) => work), 25)).toBeGreaterThan(0)
    for (const store of stores) await store.close()
  })

  it('wakes another process that waits for work', async () => {
    const settings = await fresh()
    const [one, other] = [await openStore(settings), await openStore(settings)]
    let wakes = 0
    let woken = (): void => {}
    const next = (): Promise<void> => new Promise((resolve) => { woken = resolve })
    const listening = next()
    other.onWork(() => {
      wakes += 1
      woken()
    })
    await listening
    const marked = next()
    await one.work.mark([mark()], NOON)
    await marked
    expect(wakes).toBe(2)
    await one.close()
    await other.close()
  })

  it('goes on after every connection was cut, and listens again', async () => {
    const troubles: string[] = []
    const store = await openStore(await fresh(), (says) => { troubles.push(says) })
    let woken = (): void => {}
    const next = (): Promise<void> => new Promise((resolve) => { woken = resolve })
    const listening = next()
    store.onWork(() => { woken() })
    await listening
    const again = next()
    await run('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()')
    await again
    const marked = next()
    await store.work.mark([mark()], NOON)
    await marked
    expect(await store.ready()).toBe(true)
    expect(troubles).toContain('The connection to PostgreSQL that listens for work was lost')
    await store.close()
  })

  it('whose connections are cut while deliveries arrive keeps all that it said it has stored, and takes the others later', async () => {
    const store = await openStore(await emptied())
    const ids = Array.from({ length: 400 }, (_, index) => `${index}`.padStart(3, '0'))
    const stored: string[] = []
    const send = async (from: number): Promise<void> => {
      for (const id of ids.slice(from, from + 40)) await store.deliveries.add(delivery(id)).then(() => { stored.push(id) }, () => {})
    }
    const sent = Promise.all(Array.from({ length: 10 }, (_, sender) => send(40 * sender)))
    for (let cut = 0; cut < 5; cut += 1) await run('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()')
    await sent
    const kept = new Set((await store.deliveries.waiting(999)).map(({ id }) => id))
    expect(stored.filter((id) => !kept.has(id))).toEqual([])
    for (const id of ids) await store.deliveries.add(delivery(id))
    expect((await store.deliveries.waiting(999)).map(({ id }) => id)).toEqual(ids)
    await store.close()
  })

  it('compresses what it keeps in the way that takes least time, where it has that', async () => {
    const settings = await emptied()
    const store = await openStore(settings)
    await store.deliveries.add(delivery('a', { body: JSON.stringify({ text: 'the same again '.repeat(1000) }) }))
    const client = new pg.Client({ connectionString: url ?? '' })
    await client.connect()
    const { rows: [hasIt] } = await client.query<{ readonly count: number }>(`select count(*)::integer as count from pg_settings where name = 'default_toast_compression' and 'lz4' = any (enumvals)`)
    const { rows: [way] } = await client.query<{ readonly way: string }>('select pg_column_compression(body) as way from deliveries')
    expect(way?.way).toBe(hasIt?.count === 1 ? 'lz4' : 'pglz')
    await client.end()
    await store.close()
  })
})

it('that is not there is said, without its password', async () => {
  const opening = openStore({ kind: 'postgres', url: 'postgres://someone:secret@127.0.0.1:1/none' })
  await expect(opening).rejects.toThrow('The database could not be reached: connect ECONNREFUSED')
  await expect(opening).rejects.not.toThrow('secret')
})
