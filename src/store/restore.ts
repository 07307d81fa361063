import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { whenLeaving } from '../flow/when-leaving.ts'
import type { StoreSettings } from './backend.ts'
import { migrate } from './migrations/migrate.ts'
import { fillEmpty, type Filled } from './move/move-store.ts'
import { otherVersion } from './move/read-source.ts'
import { appendOnlyOnSqlite, openSqlite } from './sqlite.ts'
import { findPlace, putInPlace, type Place, type PlaceRefusal } from './store-place.ts'
import { saysOf } from './text.ts'
import { BESIDE, damageOf } from './whole-file.ts'

/** What a restoring came to, or why the store is as it was. */
export type Restored =
  /** The rows of each table, all of them read back; `kept` is where the file is that was there before, or null. */
  | { readonly kind: 'restored'; readonly tables: readonly { readonly name: string; readonly rows: number }[]; readonly kept: string | null }
  | { readonly kind: 'backup-missing' | 'backup-no-store' | 'backup-newer' }
  | { readonly kind: 'backup-damaged'; readonly says: string }
  | PlaceRefusal
  | { readonly kind: 'differs'; readonly table: string }

/**
 * Brings a backup into a store on either database: looks through a copy of it for damage, takes that forward to this version, and copies it in one transaction that is compared row by row before it is kept. The backup stays as it is. A store that a process has open,
 * or that holds rows, is refused; `replace` sets the file of an embedded one aside. Throws where something cannot be opened, read or written. The store is as it was until all is restored, and nothing is left beside it, also where the process is told to end.
 */
export async function restore(backup: string, to: StoreSettings, replace: boolean, now: () => number = Date.now): Promise<Restored> {
  if (!existsSync(backup)) return { kind: 'backup-missing' }
  const place = await findPlace(to, replace)
  if ('kind' in place) return place
  const folder = mkdtempSync(join(folderFor(to), 'capstone-coach-restore-'))
  const remain = whenLeaving(() => { rmSync(folder, { recursive: true, force: true }) })
  try {
    const copy = join(folder, 'backup.db')
    for (const part of ['', ...BESIDE]) if (existsSync(`${backup}${part}`)) copyFileSync(`${backup}${part}`, `${copy}${part}`)
    return await restoreCopy(copy, folder, to, place, now)
  } finally {
    remain()
    rmSync(folder, { recursive: true, force: true })
    await place.open?.destroy()
  }
}

/** Beside an embedded store, so that the restored file takes its name at once. */
function folderFor(to: StoreSettings): string {
  if (to.kind === 'postgres') return tmpdir()
  mkdirSync(dirname(to.file), { recursive: true, mode: 0o700 })
  return dirname(to.file)
}

async function restoreCopy(copy: string, folder: string, to: StoreSettings, place: Place, now: () => number): Promise<Restored> {
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
    if (filled.kind !== 'moved') return filled
    // Somebody began to keep a store there meanwhile.
    if (existsSync(to.file) !== place.isThere) return { kind: 'target-in-use' }
    return restoredOf(filled, await putInPlace(file, to.file, place, now))
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
