import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'

/** What lies at a path: a work tree with its git directory, a bare repository, or a folder without one. */
export type Located =
  | { readonly kind: 'work-tree'; readonly folder: string; readonly gitFolder: string }
  | { readonly kind: 'bare'; readonly folder: string; readonly gitFolder: string }
  | { readonly kind: 'plain'; readonly folder: string }

export type Location = { readonly ok: true; readonly place: Located } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** Finds what lies at a path, without asking git and without looking above it: a folder inside a repository is a plain folder. */
export async function locate(path: string): Promise<Location> {
  const asked = resolve(path)
  const folder = await realpath(asked).catch(() => null)
  if (folder === null) return { ok: false, reason: `${path}: there is no such folder`, hint: 'Check the path; it is read from the folder you are in.' }
  const there = await stat(folder).catch(() => null)
  if (there === null) return { ok: false, reason: `${path}: the folder cannot be opened`, hint: 'Check that you may read it.' }
  if (!there.isDirectory()) {
    return { ok: false, reason: `${path}: this is a file, not a folder`, hint: `Give the repository's folder, for example ${dirname(path)}.` }
  }
  if (await isGitFolder(folder)) return { ok: true, place: { kind: 'bare', folder, gitFolder: folder } }
  const gitFolder = await gitFolderOf(folder)
  return { ok: true, place: gitFolder === null ? { kind: 'plain', folder } : { kind: 'work-tree', folder, gitFolder } }
}

/** A name for a repository without an origin: `owner/name` from a folder called so (`owner+name/repo`), else the folder's own. */
export function nameOfFolder(folder: string): string {
  const own = basename(folder) === '.git' ? basename(dirname(folder)) : basename(folder)
  const above = basename(dirname(folder))
  const parts = own === 'repo' ? above.split('+') : []
  return parts.length === 2 && parts.every((part) => part !== '') ? parts.join('/') : own.replace(/\.git$/, '') || 'repository'
}

async function isGitFolder(folder: string): Promise<boolean> {
  const [head, objects, refs] = await Promise.all(['HEAD', 'objects', 'refs'].map((name) => lstat(join(folder, name)).catch(() => null)))
  return head?.isDirectory() === false && objects?.isDirectory() === true && refs?.isDirectory() === true
}

async function gitFolderOf(folder: string): Promise<string | null> {
  const path = join(folder, '.git')
  const there = await stat(path).catch(() => null)
  if (there === null) return null
  if (there.isDirectory()) return path
  if (there.size > 4096) return null
  const pointer = /^gitdir: (.+)/.exec(await readFile(path, 'utf8').catch(() => ''))?.[1]
  return pointer === undefined ? null : resolve(folder, pointer.trim())
}
