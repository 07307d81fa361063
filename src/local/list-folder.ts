import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MOST_ENTRIES, modeOf, withoutDeepest } from '../flow/reading/tree-entries.ts'
import type { Gap, TreeEntry } from '../model/repository.ts'
import { runGit } from './git.ts'
import type { Listing } from './list-tree.ts'

const DEEPEST = 64
const MOST_SPARSE_GAPS = 1000
/** How many files are looked at together. */
const TOGETHER = 64

/** The files of a work tree as it lies on disk: tracked or neither tracked nor ignored, without those deleted. Their SHA is empty until they are identified. */
export async function listWorkTree(folder: string, gitFolder: string): Promise<Listing> {
  const place = { folder: gitFolder, workTree: folder }
  const [tracked, untracked] = await Promise.all([
    runGit(place, ['ls-files', '--stage', '-t', '-z']),
    runGit(place, ['ls-files', '--others', '--exclude-standard', '-z']),
  ])
  for (const result of [tracked, untracked]) {
    if (!result.ok) {
      return result.missing
        ? { ok: false, reason: 'the git program was not found', hint: 'Install git, then run this again.' }
        : { ok: false, reason: `${folder}: git cannot read the repository (${result.says})`, hint: 'Check it with git status and git fsck.' }
    }
  }
  if (!tracked.ok || !untracked.ok) return { ok: true, tree: [], gaps: [] }
  const submodules = new Map<string, string>()
  const sparse = new Set<string>()
  const paths = new Set<string>()
  for (const line of tracked.output.toString('utf8').split('\0')) {
    const tab = line.indexOf('\t')
    const [tag = '', mode = '', sha = ''] = line.slice(0, Math.max(tab, 0)).split(' ')
    const path = line.slice(tab + 1)
    if (tag === 'S') sparse.add(path)
    if (mode === '160000') submodules.set(path, sha)
    else if (tab > 0) paths.add(path)
  }
  for (const path of untracked.output.toString('utf8').split('\0')) {
    if (path.endsWith('/')) submodules.set(path.slice(0, -1), '')
    else if (path !== '') paths.add(path)
  }
  const entries = await lookAt(folder, [...paths])
  for (const { path } of entries) sparse.delete(path)
  const { tree, gaps } = withoutDeepest(sorted([...entries, ...[...submodules].map(([path, sha]) => ({ path, sha, mode: modeOf('160000'), size: null }))]))
  const left = [...sparse].slice(0, MOST_SPARSE_GAPS).map((path) => ({ what: 'file', path, reason: 'this sparse checkout leaves it out' }))
  return { ok: true, tree, gaps: [...gaps, ...left] }
}

/** The files of a folder that is no repository; what git and package installers keep for themselves is left out, and the folders, by path, that `isEntered` refuses. */
export async function listPlainFolder(folder: string, isEntered: (path: string) => boolean = () => true): Promise<{ readonly tree: readonly TreeEntry[]; readonly gaps: readonly Gap[] }> {
  const paths: string[] = []
  const gaps: Gap[] = []
  const pending: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }]
  for (let place = pending.pop(); place !== undefined; place = pending.pop()) {
    const { path, depth } = place
    const children = await readdir(join(folder, path), { withFileTypes: true }).catch(() => null)
    if (children === null || depth > DEEPEST || paths.length > MOST_ENTRIES) {
      gaps.push({ what: 'folder', path, reason: children === null ? 'it cannot be opened' : 'there are too many files or folders' })
      continue
    }
    for (const child of children) {
      const below = path === '' ? child.name : `${path}/${child.name}`
      if (child.isDirectory() && child.name !== '.git' && child.name !== 'node_modules' && isEntered(below)) pending.push({ path: below, depth: depth + 1 })
      if (child.isFile() || child.isSymbolicLink()) paths.push(below)
    }
  }
  return { tree: sorted(await lookAt(folder, paths)), gaps }
}

/** Asks the disk about every path; what is not a file or link, or lies behind a linked folder, is left out. */
async function lookAt(folder: string, paths: readonly string[]): Promise<readonly TreeEntry[]> {
  const entries: TreeEntry[] = []
  const isReal = new Map<string, Promise<boolean>>([['', Promise.resolve(true)]])
  const isRealFolder = (path: string): Promise<boolean> => {
    const known = isReal.get(path)
    if (known !== undefined) return known
    const above = path.slice(0, Math.max(path.lastIndexOf('/'), 0))
    const answer = isRealFolder(above).then(async (real) => real && (await lstat(join(folder, path)).catch(() => null))?.isDirectory() === true)
    isReal.set(path, answer)
    return answer
  }
  for (let start = 0; start < paths.length; start += TOGETHER) {
    await Promise.all(paths.slice(start, start + TOGETHER).map(async (path) => {
      if (!await isRealFolder(path.slice(0, Math.max(path.lastIndexOf('/'), 0)))) return
      const there = await lstat(join(folder, path)).catch(() => null)
      if (there === null || !(there.isFile() || there.isSymbolicLink())) return
      const mode = there.isSymbolicLink() ? 'symlink' : (there.mode & 0o100) === 0 ? 'file' : 'executable'
      entries.push({ path, mode, sha: '', size: there.size })
    }))
  }
  return entries
}

function sorted(tree: readonly TreeEntry[]): readonly TreeEntry[] {
  return tree.toSorted((left, right) => left.path < right.path ? -1 : left.path > right.path ? 1 : 0)
}
