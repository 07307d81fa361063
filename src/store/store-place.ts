import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { sql, type Kysely } from 'kysely'
import type { StoreSettings } from './backend.ts'
import type { Tables } from './schema.ts'
import { openSqliteAlone } from './sqlite.ts'
import { tablesWithRows } from './tables.ts'
import { saysOf } from './text.ts'
import { BESIDE, toDisk } from './whole-file.ts'

/** What is where an embedded store is to be: nothing, or a file, which nobody else can open for as long as it is open here; one that cannot be read is not. */
export type Place = { readonly isThere: boolean; readonly open: Kysely<Tables> | null }

/** Why nothing is restored there. */
export type PlaceRefusal =
  | { readonly kind: 'target-in-use' }
  | { readonly kind: 'target-unreadable'; readonly says: string }
  | { readonly kind: 'target-holds'; readonly tables: readonly string[] }

/** What is where a store is to be restored, or why none may be. What is open is to be closed. */
export async function findPlace(to: StoreSettings, replace: boolean): Promise<Place | PlaceRefusal> {
  // PostgreSQL is looked at when it is written to: nothing is set aside there.
  if (to.kind === 'postgres' || !existsSync(to.file)) return { isThere: false, open: null }
  try {
    const open = openSqliteAlone(to.file)
    if (open === null) return { kind: 'target-in-use' }
    const held = await tablesWithRows(open, 'sqlite')
    if (replace || held.length === 0) return { isThere: true, open }
    await open.destroy()
    return { kind: 'target-holds', tables: held }
  } catch (error) {
    // One that cannot be read is what a backup is for, and it is set aside as any other.
    return replace ? { isThere: true, open: null } : { kind: 'target-unreadable', says: saysOf(error) }
  }
}

/** Gives a whole file the name of the store, and that which had it another one, which it gives back. Wherever it ends, the name is that of a whole store. */
export async function putInPlace(file: string, store: string, { isThere, open }: Place, now: () => number): Promise<string | null> {
  toDisk(file)
  const kept = isThere ? `${store}.before-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}` : null
  // Then all of it is in the file, and nothing of it beside that.
  if (open !== null) await sql`pragma wal_checkpoint(truncate)`.execute(open)
  if (kept !== null) keepAs(kept, store)
  // What is beside a file belongs to it alone: it goes with it, and none is left for the new one.
  for (const part of BESIDE.filter((one) => existsSync(`${store}${one}`))) {
    if (kept === null) rmSync(`${store}${part}`)
    else renameSync(`${store}${part}`, `${kept}${part}`)
  }
  renameSync(file, store)
  toDisk(dirname(store))
  return kept
}

/** Gives a file a second name; where the disk has no such thing, to a copy of it. */
function keepAs(name: string, file: string): void {
  try {
    linkSync(file, name)
  } catch {
    copyFileSync(file, name)
  }
}
