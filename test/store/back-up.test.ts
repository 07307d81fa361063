import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Libsql from 'libsql'
import { afterAll, expect, it } from 'vitest'
import { backUp } from '../../src/store/back-up.ts'
import type { StoreSettings } from '../../src/store/backend.ts'
import { openStore } from '../../src/store/open-store.ts'
import { fillStore, readStore } from './every-port.ts'
import { delivery } from './samples.ts'

const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-backup-'))
afterAll(() => { rmSync(folder, { recursive: true }) })
const fresh = (): string => mkdtempSync(join(folder, 'case-'))
const sqlite = (file: string): StoreSettings => ({ kind: 'sqlite', file })

it('a backup that was made while the store is open gives what the store gave at that moment', async () => {
  const data = fresh()
  const store = await openStore({ kind: 'sqlite', file: join(data, 'store.db') })
  await fillStore(store)
  const then = await readStore(store)
  const copy = join(data, 'copy.db')
  const backedUp = await backUp(sqlite(join(data, 'store.db')), copy)
  expect(backedUp).toEqual({ kind: 'written', bytes: statSync(copy).size })
  expect(statSync(copy).mode & 0o077).toBe(0)
  await store.deliveries.add(delivery('later'))
  await store.close()
  const restored = fresh()
  copyFileSync(copy, join(restored, 'store.db'))
  const again = await openStore({ kind: 'sqlite', file: join(restored, 'store.db') })
  expect(await readStore(again)).toEqual(then)
  expect(await again.deliveries.add(delivery('later'))).toBe(true)
  await again.close()
})

it('a backup is never written over a file that is there', async () => {
  const data = fresh()
  await (await openStore({ kind: 'sqlite', file: join(data, 'store.db') })).close()
  writeFileSync(join(data, 'copy.db'), 'mine')
  expect(await backUp(sqlite(join(data, 'store.db')), join(data, 'copy.db'))).toEqual({ kind: 'target-there' })
  expect(readFileSync(join(data, 'copy.db'), 'utf8')).toBe('mine')
})

it('what an earlier backup left that was ended is in nobody\'s way', async () => {
  const data = fresh()
  await (await openStore({ kind: 'sqlite', file: join(data, 'store.db') })).close()
  writeFileSync(join(data, 'copy.db.part'), 'half of it')
  expect(await backUp(sqlite(join(data, 'store.db')), join(data, 'copy.db'))).toMatchObject({ kind: 'written' })
  expect(readdirSync(data).filter((name) => name.startsWith('copy'))).toEqual(['copy.db'])
})

it('a store that is not there is not made', async () => {
  const data = fresh()
  expect(await backUp(sqlite(join(data, 'store.db')), join(data, 'copy.db'))).toEqual({ kind: 'source-missing' })
  expect(readdirSync(data)).toEqual([])
})

it('a copy that is not sound is not kept', async () => {
  const data = fresh()
  const database = new Libsql(join(data, 'store.db'))
  database.exec('pragma foreign_keys = off; create table parents (id integer primary key); create table children (parent integer references parents (id)); insert into children values (7)')
  database.close()
  expect(await backUp(sqlite(join(data, 'store.db')), join(data, 'copy.db'))).toMatchObject({ kind: 'damaged' })
  expect(readdirSync(data).filter((name) => name.startsWith('copy'))).toEqual([])
})

it('a file that is no database gives no backup, and leaves nothing', async () => {
  const data = fresh()
  writeFileSync(join(data, 'store.db'), 'no database at all '.repeat(400))
  await expect(backUp(sqlite(join(data, 'store.db')), join(data, 'copy.db'))).rejects.toThrow('file is not a database')
  expect(existsSync(join(data, 'copy.db'))).toBe(false)
  await expect(backUp(sqlite(join(data, 'store.db')), join(data, 'nowhere', 'copy.db'))).rejects.toThrow('ENOENT')
})
