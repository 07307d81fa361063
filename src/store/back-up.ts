import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import Libsql from 'libsql'

/** A backup that was written and looked through, with its size in bytes, or why there is none. */
export type BackedUp =
  | { readonly kind: 'written'; readonly bytes: number }
  | { readonly kind: 'source-missing' | 'target-there' }
  /** SQLite's own words for what is damaged in the copy. */
  | { readonly kind: 'damaged'; readonly says: string }

const LONGEST_WAIT = 30_000

/**
 * Copies a SQLite file as it is at one moment into a new file, readable by its owner alone; others go on reading and writing meanwhile. The copy appears under
 * its name when it is whole and was found sound. Throws where it cannot be read or written; nothing is left then.
 */
export function backUpSqlite(file: string, to: string): BackedUp {
  if (!existsSync(file)) return { kind: 'source-missing' }
  const target = resolve(to)
  if (existsSync(target)) return { kind: 'target-there' }
  const part = `${target}.part`
  try {
    rmSync(part, { force: true })
    closeSync(openSync(part, 'wx', 0o600))
    copyInto(file, part)
    const damage = damageOf(part)
    if (damage !== null) return { kind: 'damaged', says: damage }
    toDisk(part)
    if (existsSync(target)) return { kind: 'target-there' }
    renameSync(part, target)
    toDisk(dirname(target))
    return { kind: 'written', bytes: statSync(target).size }
  } finally {
    rmSync(part, { force: true })
  }
}

function copyInto(file: string, part: string): void {
  const source = new Libsql(file, { timeout: LONGEST_WAIT })
  try {
    source.prepare('vacuum into ?').run([part])
  } finally {
    source.close()
  }
}

function damageOf(part: string): string | null {
  const copy = new Libsql(part)
  try {
    const [first] = copy.prepare('pragma integrity_check').all([]) as { readonly integrity_check: string }[]
    const orphans = copy.prepare('pragma foreign_key_check').all([])
    if (first?.integrity_check !== 'ok') return first?.integrity_check ?? 'it could not be checked'
    return orphans.length === 0 ? null : `${orphans.length} rows refer to rows that are missing`
  } finally {
    copy.close()
  }
}

/** Rests until a file or folder is on the disk. */
function toDisk(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
