import type { Gap, TreeEntry } from '../../model/repository.ts'
import type { Reading } from '../ports/repository-port.ts'

const LARGEST_FILE = 1024 * 1024
/** Notebooks carry their pictures inside. */
const LARGEST_NOTEBOOK = 8 * 1024 * 1024

/** How many bytes of a file are read, by its path. */
export function sizeCap(path: string): number {
  return path.endsWith('.ipynb') ? LARGEST_NOTEBOOK : LARGEST_FILE
}

/** Why an entry cannot be read, seen without opening it; null where it can. `size` is what is known of it now. */
export function gapBeforeReading(entry: TreeEntry, size: number | null): Gap | null {
  if (entry.mode === 'submodule') return { what: 'submodule', path: entry.path, reason: 'its files are kept in another repository' }
  if (entry.mode === 'symlink') return { what: 'symlink', path: entry.path, reason: 'links are not followed' }
  if (size === null || size <= sizeCap(entry.path)) return null
  return { what: 'large file', path: entry.path, reason: `larger than ${sizeCap(entry.path) / 1024 / 1024} MB` }
}

/** What is known of entries of a commit without asking for their content (gaps, and files of no bytes), and those that must be asked for. */
export function settledBeforeReading(entries: readonly TreeEntry[]): { readonly settled: readonly Reading[]; readonly asked: readonly TreeEntry[] } {
  const settled: Reading[] = []
  const asked: TreeEntry[] = []
  for (const entry of entries) {
    const gap = gapBeforeReading(entry, entry.size)
    if (gap !== null) settled.push({ entry, gap })
    else if (entry.size === 0) settled.push({ entry, bytes: new Uint8Array(0) })
    else asked.push(entry)
  }
  return { settled, asked }
}
