import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import Libsql from 'libsql'

/** What SQLite keeps beside a file while it is open, or leaves there where its process was killed. */
export const BESIDE = ['-wal', '-shm'] as const

/** What is damaged in a SQLite file that nobody writes to, in a few words; null where it is sound. Throws where it is no SQLite file. */
export function damageOf(file: string): string | null {
  const copy = new Libsql(file)
  try {
    const [first] = copy.prepare('pragma integrity_check').all([]) as { readonly integrity_check: string }[]
    const orphans = copy.prepare('pragma foreign_key_check').all([])
    if (first?.integrity_check !== 'ok') return first?.integrity_check ?? 'it could not be checked'
    return orphans.length === 0 ? null : `${orphans.length} rows refer to rows that are missing`
  } finally {
    copy.close()
  }
}

/** Removes a SQLite file with all that is beside it, where any of it is there. */
export function removeFile(file: string): void {
  for (const part of ['', ...BESIDE]) rmSync(`${file}${part}`, { force: true })
}

/** Rests until a file or folder is on the disk. */
export function toDisk(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
