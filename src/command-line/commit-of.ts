import { existsSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { blobSha } from '../flow/reading/blob-sha.ts'
import type { RepositoryReader } from '../flow/ports/repository-port.ts'
import { indexWords } from '../local/index-words.ts'
import { locate } from '../local/locate.ts'
import { openRepository } from '../local/open-repository.ts'
import { rewrittenPaths } from '../local/rewritten-paths.ts'
import type { TreeEntry } from '../model/repository.ts'

/**
 * The commit that a project's files are of, or null and why they are of none: a file of the commit that is gone or holds something else, or of which that cannot
 * be told, but for those in the folder `without`. The repository may begin above the project. What git's index knows to be unchanged, or left out of a sparse
 * checkout, is; other files are compared as they are read (ends of lines of another system are no difference), since `git status` would run the filters that the
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
      const says = await firstChange(top, committed.reader, onDisk.reader, `${relative(top, without).split(sep).join('/')}/`)
      return says === null ? { commit: committed.reader.snapshot.commit, says: null } : { commit: null, says }
    } finally {
      await onDisk.reader.close()
    }
  } finally {
    await committed.reader.close()
  }
}

/** What keeps the files from being the commit's, in words: one that surely differs, else one of which it cannot be told; null where there is none. */
async function firstChange(top: string, committed: RepositoryReader, onDisk: RepositoryReader, without: string): Promise<string | null> {
  const located = await locate(top)
  const gitFolder = located.ok && located.place.kind === 'work-tree' ? located.place.gitFolder : null
  const { unchanged, leftOut } = gitFolder === null ? { unchanged: new Map(), leftOut: new Map() } : await indexWords(top, gitFolder)
  const there = new Map(onDisk.snapshot.tree.filter(isFile).map((entry) => [entry.path, entry]))
  const asked = new Map<string, TreeEntry>()
  for (const entry of committed.snapshot.tree) {
    const { path, sha } = entry
    if (!isFile(entry) || path.startsWith(without)) continue
    if (there.has(path) ? unchanged.get(path) !== sha : leftOut.get(path) !== sha) asked.set(path, entry)
  }
  const gone = [...asked.keys()].find((path) => !there.has(path))
  if (gone !== undefined) return `${gone} differs from the commit`
  const [other, unread]: [string[], string[]] = [[], []]
  for await (const reading of onDisk.read([...asked.keys()].flatMap((path) => there.get(path) ?? []))) {
    const { path } = reading.entry
    if (!('bytes' in reading)) unread.push(path)
    else if (!isOf(reading.bytes, asked.get(path)?.sha ?? '')) other.push(path)
  }
  const rewritten = gitFolder === null || other.length === 0 ? new Set<string>() : await rewrittenPaths(top, gitFolder, other)
  const surely = other.find((path) => !rewritten.has(path))
  if (surely !== undefined) return `${surely} differs from the commit`
  const [unsure] = [...other, ...unread]
  return unsure === undefined ? null : `whether ${unsure} differs from the commit cannot be told here; commit it if git status lists it, then run this again`
}

function isOf(bytes: Uint8Array, sha: string): boolean {
  const algorithm = sha.length === 64 ? 'sha256' : 'sha1'
  return blobSha(bytes, algorithm) === sha || blobSha(withoutReturns(bytes), algorithm) === sha
}

/** The same with each CR LF as LF. */
function withoutReturns(bytes: Uint8Array): Uint8Array {
  return bytes.filter((byte, at) => byte !== 13 || bytes[at + 1] !== 10)
}

function isFile({ mode }: TreeEntry): boolean {
  return mode === 'file' || mode === 'executable'
}

function repositoryAbove(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at
    if (dirname(at) === at) return null
  }
}
