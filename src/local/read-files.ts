import { constants } from 'node:fs'
import { open, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { blobSha } from '../flow/reading/blob-sha.ts'
import type { TreeEntry } from '../model/repository.ts'
import type { Reading } from '../flow/ports/repository-port.ts'
import { gapBeforeReading, sizeCap } from '../flow/reading/reading-limits.ts'

const TOGETHER = 16

/** Yields the bytes of files on disk, a few at a time. Links are not followed; what is gone, closed or larger than the cap is a gap. */
export async function* readFiles(folder: string, entries: readonly TreeEntry[]): AsyncGenerator<Reading> {
  for (let start = 0; start < entries.length; start += TOGETHER) {
    yield* await Promise.all(entries.slice(start, start + TOGETHER).map((entry) => readOne(folder, entry)))
  }
}

/** Gives entries the SHA that git would give their content as it lies on disk; one that cannot be read keeps what it had. */
export async function identifyFiles(folder: string, entries: readonly TreeEntry[]): Promise<readonly TreeEntry[]> {
  const identified: TreeEntry[] = []
  for (let start = 0; start < entries.length; start += TOGETHER) {
    identified.push(...await Promise.all(entries.slice(start, start + TOGETHER).map(async (entry) => {
      if (entry.mode === 'symlink') {
        const target = await readlink(join(folder, entry.path), { encoding: 'buffer' }).catch(() => null)
        return target === null ? entry : { ...entry, sha: blobSha(target) }
      }
      const reading = await readOne(folder, entry)
      return 'bytes' in reading ? { ...entry, sha: blobSha(reading.bytes) } : entry
    })))
  }
  return identified
}

async function readOne(folder: string, entry: TreeEntry): Promise<Reading> {
  const before = gapBeforeReading(entry, entry.size)
  if (before !== null) return { entry, gap: before }
  const file = await open(join(folder, entry.path), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch((error: unknown) => reasonOf(error))
  if (typeof file === 'string') return { entry, gap: { what: 'file', path: entry.path, reason: file } }
  try {
    const { size } = await file.stat()
    const gap = gapBeforeReading(entry, size)
    if (gap !== null) return { entry, gap }
    const bytes = new Uint8Array(Math.min(size, sizeCap(entry.path)))
    let at = 0
    while (at < bytes.length) {
      const { bytesRead } = await file.read(bytes, at, bytes.length - at, at)
      if (bytesRead === 0) break
      at += bytesRead
    }
    return { entry, bytes: at === bytes.length ? bytes : bytes.slice(0, at) }
  } catch (error) {
    return { entry, gap: { what: 'file', path: entry.path, reason: reasonOf(error) } }
  } finally {
    await file.close().catch(() => null)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
  return code === 'ENOENT' ? 'it was deleted meanwhile' : code === 'EACCES' || code === 'EPERM' ? 'it may not be read' : `it cannot be read (${code})`
}
