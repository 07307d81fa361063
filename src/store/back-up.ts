import { closeSync, existsSync, openSync, renameSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Libsql from 'libsql'
import { whenLeaving } from '../flow/when-leaving.ts'
import type { StoreSettings } from './backend.ts'
import { fillEmpty, type Filled } from './move/move-store.ts'
import { readPostgres, type SourceRefusal } from './move/read-source.ts'
import { damageOf, removeFile, toDisk } from './whole-file.ts'

/** A backup that was written and looked through, with its size in bytes, or why there is none. */
export type BackedUp =
  | { readonly kind: 'written'; readonly bytes: number }
  | { readonly kind: 'source-missing' | 'target-there' }
  /** SQLite's own words for what is damaged in the copy. */
  | { readonly kind: 'damaged'; readonly says: string }
  /** Why PostgreSQL is not read. */
  | { readonly kind: 'source'; readonly refusal: SourceRefusal }
  /** What was written of a table of PostgreSQL is not what was read. */
  | { readonly kind: 'differs'; readonly table: string }

const LONGEST_WAIT = 30_000

/**
 * Copies a store as it is at one moment into a new SQLite file, readable by its owner alone; others go on reading and writing meanwhile. The file is of the same
 * form whichever database the store is on, so that it can be restored to either, and needs no program of PostgreSQL. It appears under its name when it is
 * whole and was found sound. Throws where the store cannot be read or the file not be written; nothing is left then, nor where the process is told to end.
 */
export async function backUp(settings: StoreSettings, to: string, now: () => number = Date.now): Promise<BackedUp> {
  if (settings.kind === 'sqlite' && !existsSync(settings.file)) return { kind: 'source-missing' }
  const target = resolve(to)
  if (existsSync(target)) return { kind: 'target-there' }
  const part = `${target}.part`
  const remain = whenLeaving(() => { removeFile(part) })
  try {
    removeFile(part)
    closeSync(openSync(part, 'wx', 0o600))
    const refused = settings.kind === 'sqlite' ? copySqlite(settings.file, part) : refusalOf(await readPostgres(settings.url, (source) => fillEmpty(source, { kind: 'sqlite', file: part }, now, true)))
    if (refused !== null) return refused
    const damage = damageOf(part)
    if (damage !== null) return { kind: 'damaged', says: damage }
    toDisk(part)
    if (existsSync(target)) return { kind: 'target-there' }
    renameSync(part, target)
    toDisk(dirname(target))
    return { kind: 'written', bytes: statSync(target).size }
  } finally {
    remain()
    removeFile(part)
  }
}

function refusalOf(copied: Filled | SourceRefusal): BackedUp | null {
  if (typeof copied === 'string') return { kind: 'source', refusal: copied }
  if (copied.kind === 'differs') return copied
  if (copied.kind !== 'moved') throw new Error('the new file for the backup was written by somebody else')
  return null
}

function copySqlite(file: string, part: string): null {
  const source = new Libsql(file, { timeout: LONGEST_WAIT })
  try {
    source.prepare('vacuum into ?').run([part])
    return null
  } finally {
    source.close()
  }
}
