import { existsSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { openRepository } from '../local/open-repository.ts'
import type { RepositoryReader } from '../flow/ports.ts'
import type { TreeEntry } from '../model/repository.ts'

/**
 * The commit that a project's files are of, or null and why they are of none: a file of the commit that is gone or holds something else, but for those in the
 * folder `without`. The repository may begin above the project. Files are compared as they are read, since `git status` would run the filters that the
 * repository's own settings name.
 */
export async function commitOf(folder: string, without: string): Promise<{ readonly commit: string | null; readonly says: string | null }> {
  const top = repositoryAbove(folder)
  if (top === null) return { commit: null, says: 'this is no git repository' }
  const committed = await openRepository(top, { at: 'HEAD', takenAt: '' })
  if (!committed.ok) return { commit: null, says: committed.reason }
  try {
    const onDisk = await openRepository(top, { at: null, takenAt: '' })
    if (!onDisk.ok) return { commit: null, says: onDisk.reason }
    try {
      const changed = await firstChanged(committed.reader, onDisk.reader, `${relative(top, without).split(sep).join('/')}/`)
      return changed === null ? { commit: committed.reader.snapshot.commit, says: null } : { commit: null, says: `${changed} differs from the commit` }
    } finally {
      await onDisk.reader.close()
    }
  } finally {
    await committed.reader.close()
  }
}

async function firstChanged(committed: RepositoryReader, onDisk: RepositoryReader, without: string): Promise<string | null> {
  const own = committed.snapshot.tree.filter(({ path, mode }) => isFile(mode) && !path.startsWith(without))
  const paths = new Set(own.map(({ path }) => path))
  const identified = await onDisk.identify(onDisk.snapshot.tree.filter(({ path, mode }) => isFile(mode) && paths.has(path)))
  const there = new Map(identified.map(({ path, sha }) => [path, sha]))
  return own.find(({ path, sha }) => there.get(path) !== sha)?.path ?? null
}

function isFile(mode: TreeEntry['mode']): boolean {
  return mode === 'file' || mode === 'executable'
}

function repositoryAbove(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at
    if (dirname(at) === at) return null
  }
}
