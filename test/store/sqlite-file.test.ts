import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Libsql from 'libsql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { createDeliveryStore } from '../../src/store/deliveries.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { appendOnlyOnSqlite, openSqlite } from '../../src/store/sqlite.ts'
import { appendOnlyContract } from './append-only-contract.ts'
import { storeContract } from './contract.ts'
import { migrationsContract } from './migrations-contract.ts'
import { delivery, mark, NOON, NOTHING } from './samples.ts'
import { playStories } from './work-property.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-store-'))
let files = 0
function freshFile(): string {
  files += 1
  return join(folder, `${files}`, 'store.db')
}
afterAll(() => { rmSync(folder, { recursive: true }) })

storeContract(() => Promise.resolve({ kind: 'sqlite', file: freshFile() }))

function run(file: string, ...statements: readonly string[]): Promise<void> {
  const database = new Libsql(file)
  for (const statement of statements) database.exec(statement)
  database.close()
  return Promise.resolve()
}

describe('migrating', () => {
  const fresh = (): Promise<StoreSettings> => {
    const file = freshFile()
    mkdirSync(dirname(file), { recursive: true })
    return Promise.resolve({ kind: 'sqlite', file })
  }
  migrationsContract(fresh, (settings, ...statements) => run(settings.kind === 'sqlite' ? settings.file : '', ...statements), appendOnlyOnSqlite)
})

describe('append-only', () => {
  const file = freshFile()
  beforeAll(async () => { await (await openStore({ kind: 'sqlite', file })).close() })
  appendOnlyContract(async (sql) => { await run(file, sql) })
})

describe('a file', () => {
  it('keeps what was stored, readable by its owner alone', async () => {
    const file = freshFile()
    const first = await openStore({ kind: 'sqlite', file })
    await first.deliveries.add(delivery('a'))
    expect([file, `${file}-wal`].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0])
    await first.close()
    const second = await openStore({ kind: 'sqlite', file })
    expect(await second.deliveries.waiting(9)).toEqual([delivery('a')])
    await second.close()
  })

  it('is opened by several at once, who all see one schema', async () => {
    const file = freshFile()
    const stores = await Promise.all(Array.from({ length: 5 }, () => openStore({ kind: 'sqlite', file })))
    for (const [index, store] of stores.entries()) await store.deliveries.add(delivery(`${index}`, { receivedAt: NOON + index }))
    expect((await stores[0]?.deliveries.waiting(9))?.map(({ id }) => id)).toEqual(['0', '1', '2', '3', '4'])
    for (const store of stores) await store.close()
  })

  it('is written by two at once, who each see all of it', async () => {
    const file = freshFile()
    const stores = await Promise.all([openStore({ kind: 'sqlite', file }), openStore({ kind: 'sqlite', file })])
    await Promise.all(stores.flatMap(({ deliveries }, who) => Array.from({ length: 30 }, async (_, index) => {
      await deliveries.add(delivery(`${who}/${index}`))
      await deliveries.waiting(1)
      await deliveries.settle(`${who}/${index}`, { ...NOTHING, marks: [mark({ repositoryId: index })] }, NOON)
    })))
    for (const store of stores) {
      expect(await store.deliveries.counts()).toEqual([{ name: 'push', result: 'used', count: 60 }])
      expect(await store.work.depth(NOON)).toMatchObject({ due: 30 })
      await store.close()
    }
  })

  it('that two processes work on loses nothing, and nobody holds a repository twice', async () => {
    const file = freshFile()
    const stores = [await openStore({ kind: 'sqlite', file }), await openStore({ kind: 'sqlite', file })]
    expect(await playStories(stores.map(({ work }) => work), 25)).toBeGreaterThan(0)
    for (const store of stores) await store.close()
  })

  it('whose facts cannot be noted as used gives them all the same, and tells of it', async () => {
    const file = freshFile()
    const troubles: string[] = []
    let now = NOON
    const store = await openStore({ kind: 'sqlite', file }, (says) => { troubles.push(says) }, () => now)
    await store.facts.put('sha shell 1', { facts: null, problems: [] })
    await run(file, `create trigger full before update on facts begin select raise(abort, 'the disk is full'); end`)
    now += 2 * 86_400_000
    expect((await store.facts.get(['sha shell 1'])).size).toBe(1)
    expect(troubles).toEqual(['The use of facts could not be noted'])
    await store.close()
  })

  it('that is full stores exactly what it says it has stored, and goes on once there is room', async () => {
    const file = freshFile()
    await (await openStore({ kind: 'sqlite', file })).close()
    const backend = openSqlite(file)
    const deliveries = createDeliveryStore(backend)
    await sql`pragma max_page_count = 600`.execute(backend.database)
    const ids = Array.from({ length: 40 }, (_, index) => `${index}`)
    const stored: string[] = []
    // Each of them takes 20 pages, and two of three are sent at once.
    for (const [index, id] of ids.entries()) {
      const adding = [id, ...index % 3 === 0 ? [] : [`${id} too`]].map(async (one) => { if (await deliveries.add(delivery(one, { body: 'x'.repeat(80_000) }))) stored.push(one) })
      await Promise.allSettled(adding)
    }
    const kept = async (): Promise<readonly string[]> => (await deliveries.waiting(99)).map(({ id }) => id).toSorted()
    expect(stored.length).toBeGreaterThan(5)
    expect(stored.length).toBeLessThan(40)
    expect(await kept()).toEqual(stored.toSorted())
    await expect(deliveries.add(delivery('full', { body: 'x'.repeat(80_000) }))).rejects.toThrow('full')
    await sql`pragma max_page_count = 100000`.execute(backend.database)
    expect(await deliveries.add(delivery('full'))).toBe(true)
    await backend.close()
  })

  it('that cannot be opened is named', async () => {
    await expect(openStore({ kind: 'sqlite', file: '/dev/null/store.db' })).rejects.toThrow('The SQLite file /dev/null/store.db could not be opened')
  })
})
