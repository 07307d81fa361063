import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FileChanges } from '../git/write-git.ts'

/** The files of a folder, by their paths from it, later folders laid over earlier ones. */
export function filesOf(...folders: readonly string[]): FileChanges {
  return Object.fromEntries(folders.flatMap((folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => {
    const path = join(entry.parentPath, entry.name)
    return [path.slice(folder.length).replaceAll('\\', '/').replace(/^\/+/, ''), new Uint8Array(readFileSync(path))] as const
  })))
}
