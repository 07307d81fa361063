import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { StoreSettings } from './backend.ts'
import { migrate } from './migrations/migrate.ts'
import { fillEmpty, type Filled } from './move/move-store.ts'
import { otherVersion } from './move/read-source.ts'
import { appendOnlyOnSqlite, openSqlite, openSqliteAlone } from './sqlite.ts'
import { tablesWithRows } from './tables.ts'
import { saysOf } from './text.ts'
import { BESIDE, damageOf, removeFile, toDisk } from './whole-file.ts'

/** What a restoring came to, or why the store is as it was. */
export type Restored =
  /** The rows of each table, all of them read back; `kept` is where the file is that was there before, or null. */
  | { readonly kind: 'restored'; readonly tables: readonly { readonly name: string; readonly rows: number }[]; readonly kept: string | null }
  | { readonly kind: 'backup-missing' | 'backup-no-store' | 'backup-newer' | 'target-in-use' }
  | { readonly kind: 'backup-damaged' | 'target-unreadable'; readonly says: string }
  | { readonly kind: 'target-holds'; readonly tables: readonly string[] }
  | { readonly kind: 'differs'; readonly table: string }

/**
 * Brings a backup into a store on either database: looks through a copy of it for damage, takes that forward to this version, and copies it in one transaction that is compared row by row before it is kept. The backup stays as it is. A store that a process has open,
 * or that holds rows, is refused; `replace` sets the file of an embedded one aside. Throws where something cannot be opened, read or written; the store is as it was then.
 */
export async function restore(backup: string, to: StoreSettings, replace: boolean, now: () => number = Date.now): Promise<Restored> {
  if (!existsSync(backup)) return { kind: 'backup-missing' }
  const refused = await refusalOf(to, replace)
  if (refused !== null) return refused
  const folder = mkdtempSync(join(folderFor(to), 'capstone-coach-restore-'))
  try {
    const copy = join(folder, 'backup.db')
    for (const part of ['', ...BESIDE]) if (existsSync(`${backup}${part}`)) copyFileSync(`${backup}${part}`, `${copy}${part}`)
    return await restoreCopy(copy, folder, to, now)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Beside an embedded store, so that the restored file takes its name at once. */
function folderFor(to: StoreSettings): string {
  if (to.kind === 'postgres') return tmpdir()
  mkdirSync(dirname(to.file), { recursive: true, mode: 0o700 })
  return dirname(to.file)
}

async function restoreCopy(copy: string, folder: string, to: StoreSettings, now: () => number): Promise<Restored> {
  const damage = damageIn(copy)
  if (damage !== null) return { kind: 'backup-damaged', says: damage }
  const { database, close } = openSqlite(copy)
  try {
    const version = await otherVersion(database, 'sqlite')
    if (version === 'missing') return { kind: 'backup-no-store' }
    if (version === 'newer') return { kind: 'backup-newer' }
    await migrate(database, appendOnlyOnSqlite, now())
    if (to.kind === 'postgres') return restoredOf(await fillEmpty(database, to, now), null)
    const file = join(folder, 'restored.db')
    const filled = await fillEmpty(database, { kind: 'sqlite', file }, now, true)
    return restoredOf(filled, filled.kind === 'moved' ? putInPlace(file, to.file, now) : null)
  } finally {
    await close()
  }
}

function damageIn(copy: string): string | null {
  try {
    return damageOf(copy)
  } catch (error) {
    return saysOf(error)
  }
}

function restoredOf(filled: Filled, kept: string | null): Restored {
  return filled.kind === 'moved' ? { kind: 'restored', tables: filled.tables, kept } : filled
}

/** Why a store is not restored to; null where it may be. */
async function refusalOf(to: StoreSettings, replace: boolean): Promise<Restored | null> {
  // PostgreSQL is looked at when it is written to: nothing is set aside there.
  if (to.kind === 'postgres' || !existsSync(to.file)) return null
  try {
    const database = openSqliteAlone(to.file)
    if (database === null) return { kind: 'target-in-use' }
    const held = await tablesWithRows(database, 'sqlite').finally(() => { void database.destroy() })
    return replace || held.length === 0 ? null : { kind: 'target-holds', tables: held }
  } catch (error) {
    // One that cannot be read is what a backup is for, and it is set aside as any other.
    return replace ? null : { kind: 'target-unreadable', says: saysOf(error) }
  }
}

/** Gives a whole file the name of the store, and that which had it another one, which it gives back. */
function putInPlace(file: string, store: string, now: () => number): string | null {
  toDisk(file)
  const kept = existsSync(store) ? `${store}.before-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}` : null
  // What is beside a file belongs to it alone: it goes with it, and none is left for the new one.
  if (kept === null) removeFile(store)
  else for (const part of [...BESIDE, '']) if (existsSync(`${store}${part}`)) renameSync(`${store}${part}`, `${kept}${part}`)
  renameSync(file, store)
  toDisk(dirname(store))
  return kept
}
