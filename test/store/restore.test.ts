import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import Libsql from 'libsql'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp } from '../../src/store/back-up.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { migrate } from '../../src/store/migrations/migrate.ts'
import { openBackend } from '../../src/store/open-backend.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { restore } from '../../src/store/restore.ts'
import { ROOT } from '../house/source-files.ts'
import { freshDatabase } from '../support/postgres.ts'
import { fillStore, readStore } from './every-port.ts'
import { decision, delivery, event, mark, NOON, NOTHING } from './samples.ts'

const url = await freshDatabase()
const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-restore-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const fresh = (): string => mkdtempSync(join(folder, 'case-'))

async function run(...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url ?? '' })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const embedded = (): Promise<StoreSettings> => Promise.resolve({ kind: 'sqlite', file: join(fresh(), 'data', 'capstone-coach.db') })
async function postgres(): Promise<StoreSettings> {
  await run('drop schema public cascade', 'create schema public')
  return { kind: 'postgres', url: url ?? '' }
}
const STORES = [['SQLite', embedded] as const, ...url === null ? [] : [['PostgreSQL', postgres] as const]]

async function filledStore(settings: StoreSettings): Promise<Store> {
  const store = await openStore(settings)
  await fillStore(store)
  return store
}

async function readAt(settings: StoreSettings): Promise<object> {
  const store = await openStore(settings)
  try {
    return await readStore(store)
  } finally {
    await store.close()
  }
}

let whole: { readonly file: string; readonly says: object }
beforeAll(async () => {
  const file = join(folder, 'whole.db')
  const settings = await embedded()
  const source = await filledStore(settings)
  await backUp(settings, file)
  whole = { file, says: await readStore(source) }
  await source.close()
})

describe.each(STORES)('a backup of %s', (_name, from) => {
  it('that is taken while all is written all the time is of one moment and whole', async () => {
    const settings = await from()
    const store = await openStore(settings)
    const done: string[] = []
    const over = { isSo: false }
    // Each round is one delivery, what it means in one transaction with its event and its work, and a decision after that.
    const write = async (who: number): Promise<void> => {
      for (let round = 0; !over.isSo; round += 1) {
        const id = `${who}-${String(round).padStart(6, '0')}`
        await store.deliveries.add(delivery(id))
        await store.deliveries.settle(id, { ...NOTHING, events: [event(id)], marks: [mark({ repositoryId: who })] }, NOON)
        await store.decisions.decide(decision(id), { id, at: NOON, actor: 9, action: 'decision.set', subject: 'item health', says: id })
        done.push(id)
      }
    }
    const writing = Promise.all([1, 2, 3].map(write))
    await expect.poll(() => done.length, { timeout: 60_000 }).toBeGreaterThan(20)
    const before = [...done]
    const file = join(fresh(), 'backup.db')
    // The writers go on; of SQLite, which is copied without a pause, before and after the copy.
    expect(await backUp(settings, file)).toMatchObject({ kind: 'written' })
    const count = done.length
    await expect.poll(() => done.length, { timeout: 60_000 }).toBeGreaterThan(count)
    over.isSo = true
    await writing
    await store.close()

    const copy = new Libsql(file)
    const ids = (table: string, column = 'id'): readonly string[] => (copy.prepare(`select ${column} as id from ${table} order by 1`).all([]) as { readonly id: string }[]).map(({ id }) => id)
    expect(copy.prepare('pragma foreign_key_check').all([])).toEqual([])
    const [decisions, events, settled] = [ids('decisions'), ids('events'), ids(`deliveries where result = 'used'`)]
    expect(before.filter((id) => !decisions.includes(id))).toEqual([])
    // Of one transaction all or nothing, and of each writer everything up to its last.
    expect([events, ids('audit')]).toEqual([settled, decisions])
    for (const who of [1, 2, 3]) {
      const own = (all: readonly string[]): readonly string[] => all.filter((id) => id.startsWith(`${who}-`))
      expect(own(ids('deliveries'))).toEqual(Array.from({ length: own(ids('deliveries')).length }, (_, round) => `${who}-${String(round).padStart(6, '0')}`))
      expect(own(events).length - own(decisions).length).toBeLessThanOrEqual(1)
      expect(own(ids('deliveries')).length - own(events).length).toBeLessThanOrEqual(1)
    }
    copy.close()
  }, 180_000)

  it.each(STORES)('gives through every port of a store on %s what was there', async (_to, target) => {
    const settings = await from()
    const store = await filledStore(settings)
    const then = await readStore(store)
    const file = join(fresh(), 'backup.db')
    expect(await backUp(settings, file)).toEqual({ kind: 'written', bytes: statSync(file).size })
    expect([statSync(file).mode & 0o077, existsSync(`${file}-wal`), existsSync(`${file}.part`)]).toEqual([0, false, false])
    await store.close()
    const to = await target()
    const restored = await restore(file, to, false)
    expect(restored).toMatchObject({ kind: 'restored', kept: null })
    expect(await readAt(to)).toEqual(then)
  })
})

describe.each(STORES)('restoring to %s', (name, target) => {
  it('refuses a store that holds rows, and leaves it as it is', async () => {
    const to = await target()
    const there = await openStore(to)
    await there.deliveries.add(delivery('mine'))
    await there.close()
    // An embedded store is looked at by its copy: SQLite keeps the lock of who had it open until its connection is collected.
    const looked = to.kind === 'sqlite' ? copied(to.file) : to
    expect(await restore(whole.file, looked, false)).toEqual({ kind: 'target-holds', tables: ['deliveries'] })
    const after = await openStore(to)
    expect((await after.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['mine'])
    await after.close()
  })

  it('refuses a store that a process has open', async () => {
    const to = await target()
    const there = await openStore(to)
    expect(await restore(whole.file, to, name === 'SQLite')).toEqual({ kind: 'target-in-use' })
    expect(await there.deliveries.add(delivery('mine'))).toBe(true)
    await there.close()
  })

  it('takes a backup of an earlier version forward, and leaves the file as it was', async () => {
    const earlier = join(fresh(), 'earlier.db')
    const [{ database, close }, appendOnly] = openBackend({ kind: 'sqlite', file: earlier }, () => {})
    await migrate(database, appendOnly, NOON, '0001-first')
    await close()
    const writer = new Libsql(earlier)
    writer.exec(`insert into deliveries (id, name, received_at, body, result) values ('then', 'push', ${NOON}, '{}', 'waiting')`)
    const file = join(fresh(), 'backup.db')
    writer.prepare('vacuum into ?').run([file])
    writer.close()
    const bytes = readFileSync(file)
    const to = await target()
    expect(await restore(file, to, false)).toMatchObject({ kind: 'restored' })
    expect(readFileSync(file).equals(bytes)).toBe(true)
    const store = await openStore(to)
    expect((await store.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['then'])
    await store.close()
  })

  it('refuses what is no whole backup of this version, and makes nothing', async () => {
    const data = fresh()
    const [torn, empty, other, later] = ['torn.db', 'empty.db', 'other.db', 'later.db'].map((file) => join(data, file)) as [string, string, string, string]
    copyFileSync(whole.file, torn)
    truncateSync(torn, Math.floor(statSync(whole.file).size / 2))
    writeFileSync(empty, '')
    writeFileSync(other, 'a letter, and no database at all '.repeat(200))
    copyFileSync(whole.file, later)
    const database = new Libsql(later)
    database.exec(`insert into kysely_migration values ('9999-later', '2999-01-01')`)
    database.close()
    const to = await target()
    const kinds = []
    for (const file of [torn, other, empty, later, join(data, 'nowhere.db')]) kinds.push((await restore(file, to, false)).kind)
    expect(kinds).toEqual(['backup-damaged', 'backup-damaged', 'backup-no-store', 'backup-newer', 'backup-missing'])
    if (to.kind === 'sqlite') expect(readdirSync(join(to.file, '..'))).toEqual([])
    expect(readFileSync(whole.file).length).toBe(statSync(whole.file).size)
  })
})

/** A command of the store in a process of its own that is told to end in the middle, when the clock is read; gives by which signal it ended. The clock stands for long enough that others have their turn after it. */
async function endedInTheMiddle(words: string, temporary: string): Promise<unknown> {
  const script = `import { backUp } from './src/store/back-up.ts'
    import { restore } from './src/store/restore.ts'
    const now = () => {
      process.kill(process.pid, 'SIGTERM')
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100)
      return ${NOON}
    }
    await ${words}`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], { cwd: ROOT, env: { ...process.env, TMPDIR: temporary }, stdio: ['ignore', 'ignore', 'inherit'] })
  return (await once(child, 'exit'))[1]
}

describe.each(STORES)('what is told to end in the middle leaves nothing behind:', (_name, target) => {
  it('a restoring', async () => {
    const [to, temporary] = [await target(), fresh()]
    expect(await endedInTheMiddle(`restore(${JSON.stringify(whole.file)}, ${JSON.stringify(to)}, false, now)`, temporary)).toBe('SIGTERM')
    expect([...readdirSync(temporary), ...to.kind === 'sqlite' ? readdirSync(dirname(to.file)) : []].filter((name) => name.startsWith('capstone-coach'))).toEqual([])
    expect(await restore(whole.file, to, false)).toMatchObject({ kind: 'restored' })
  })
})

it.skipIf(url === null)('what is told to end in the middle leaves nothing behind: a backup of PostgreSQL', async () => {
  const [from, data] = [await postgres(), fresh()]
  await (await filledStore(from)).close()
  expect(await endedInTheMiddle(`backUp(${JSON.stringify(from)}, ${JSON.stringify(join(data, 'backup.db'))}, now)`, data)).toBe('SIGTERM')
  expect(readdirSync(data).filter((name) => name.startsWith('backup'))).toEqual([])
})

it('an embedded store that began to be kept there meanwhile is refused, and left alone', async () => {
  const to = { kind: 'sqlite', file: join(fresh(), 'capstone-coach.db') } as const
  const begun = (): number => {
    writeFileSync(to.file, 'it began')
    return NOON
  }
  expect(await restore(whole.file, to, true, begun)).toEqual({ kind: 'target-in-use' })
  expect([readFileSync(to.file, 'utf8'), readdirSync(dirname(to.file))]).toEqual(['it began', ['capstone-coach.db']])
})

describe('an embedded store that is replaced', () => {
  it('is kept under another name, whole', async () => {
    const used = await embedded()
    const there = await openStore(used)
    await there.deliveries.add(delivery('mine'))
    const file = join(fresh(), 'capstone-coach.db')
    await backUp(used, file)
    await there.close()
    const restored = await restore(whole.file, { kind: 'sqlite', file }, true, () => NOON)
    const kept = restored.kind === 'restored' ? restored.kept ?? '' : ''
    expect(kept).toBe(`${file}.before-2025-11-25T12-00-00-000Z`)
    expect(readdirSync(join(file, '..')).toSorted()).toEqual(['capstone-coach.db', 'capstone-coach.db.before-2025-11-25T12-00-00-000Z'])
    const before = await openStore({ kind: 'sqlite', file: kept })
    expect((await before.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['mine'])
    await before.close()
    expect(await readAt({ kind: 'sqlite', file })).toEqual(whole.says)
  })

  it('is whole under its other name by itself, also where its process was killed', async () => {
    const used = await embedded()
    const there = await openStore(used)
    await there.deliveries.add(delivery('mine'))
    const left = copied(used.kind === 'sqlite' ? used.file : '')
    await there.close()
    const restored = await restore(whole.file, left, true)
    const alone = join(fresh(), 'alone.db')
    copyFileSync(restored.kind === 'restored' ? restored.kept ?? '' : '', alone)
    const before = await openStore({ kind: 'sqlite', file: alone })
    expect((await before.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['mine'])
    await before.close()
  })

  it('may be one that cannot be read', async () => {
    const file = join(fresh(), 'capstone-coach.db')
    writeFileSync(file, 'what is left of it '.repeat(300))
    expect(await restore(whole.file, { kind: 'sqlite', file }, false)).toMatchObject({ kind: 'target-unreadable' })
    expect(await restore(whole.file, { kind: 'sqlite', file }, true)).toMatchObject({ kind: 'restored' })
    expect(await readAt({ kind: 'sqlite', file })).toEqual(whole.says)
  })
})

/** A store by a copy of its file, which nobody of this process has had open. */
function copied(file: string): StoreSettings {
  const copy = join(fresh(), 'copied.db')
  for (const part of ['', '-wal']) if (existsSync(`${file}${part}`)) copyFileSync(`${file}${part}`, `${copy}${part}`)
  return { kind: 'sqlite', file: copy }
}
