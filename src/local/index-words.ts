import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from './git.ts'

/** What git's index says of a work tree, each path with the SHA that it was checked out of: files that are as they were then, and those that a sparse checkout leaves out. */
export type IndexWords = { readonly unchanged: ReadonlyMap<string, string>; readonly leftOut: ReadonlyMap<string, string> }

type Entry = { readonly path: string; readonly sha: string; readonly isLeftOut: boolean; readonly size: bigint; readonly seconds: bigint; readonly nanoseconds: bigint }

const NOTHING: IndexWords = { unchanged: new Map(), leftOut: new Map() }
const HEADER = /^(\S) \d+ ([0-9a-f]{40,64}) 0\t([^]*)$/
const STATS = /^ {2}ctime: \d+:\d+\n {2}mtime: (\d+):(\d+)\n {2}dev: \d+\tino: \d+\n {2}uid: \d+\tgid: \d+\n {2}size: (\d+)\tflags: [0-9a-f]+\n/
const TOGETHER = 64

/**
 * Asks git's index which files below a work tree have the size and the time of change that they were checked out with, as git itself tells; no file is read, so
 * that no filter runs. A file that changed when the index was written, or later, is not believed. Nothing is known where git does not answer, or not in this form.
 */
export async function indexWords(folder: string, gitFolder: string): Promise<IndexWords> {
  const written = await lstat(join(gitFolder, 'index'), { bigint: true }).catch(() => null)
  if (written === null) return NOTHING
  const listed = await runGit({ folder: gitFolder, workTree: folder }, ['ls-files', '--stage', '-t', '--debug', '-z'])
  const entries = listed.ok ? entriesOf(listed.output.toString('utf8')) : []
  const unchanged = new Map<string, string>()
  for (let start = 0; start < entries.length; start += TOGETHER) {
    await Promise.all(entries.slice(start, start + TOGETHER).map(async ({ path, sha, size, seconds, nanoseconds }) => {
      const there = await lstat(join(folder, path), { bigint: true }).catch(() => null)
      if (there?.isFile() !== true || there.size !== size || there.mtimeNs >= written.mtimeNs) return
      // Not everything that writes an index knows nanoseconds.
      const since = there.mtimeNs - seconds * 1_000_000_000n
      if (nanoseconds === 0n ? since >= 0n && since < 1_000_000_000n : since === nanoseconds) unchanged.set(path, sha)
    }))
  }
  return { unchanged, leftOut: new Map(entries.filter(({ isLeftOut }) => isLeftOut).map(({ path, sha }) => [path, sha])) }
}

/** What `ls-files --debug` lists; nothing where it has another form, which git leaves open. */
function entriesOf(output: string): readonly Entry[] {
  const entries: Entry[] = []
  const [first = '', ...others] = output.split('\0')
  let header = first
  for (const part of others) {
    const stats = STATS.exec(part)
    if (stats === null) return []
    const [all, seconds = '', nanoseconds = '', size = ''] = stats
    const [, tag, sha = '', path = ''] = HEADER.exec(header) ?? []
    if (tag !== undefined) entries.push({ path, sha, isLeftOut: tag === 'S', size: BigInt(size), seconds: BigInt(seconds), nanoseconds: BigInt(nanoseconds) })
    header = part.slice(all.length)
  }
  return entries
}
