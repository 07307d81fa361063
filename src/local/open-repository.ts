import type { Opened, RepositoryReader } from '../flow/ports/repository-port.ts'
import { submoduleGaps } from '../flow/reading/tree-entries.ts'
import type { Gap, Snapshot, TreeEntry } from '../model/repository.ts'
import { listPlainFolder, listWorkTree } from './list-folder.ts'
import { listTree } from './list-tree.ts'
import { locate, nameOfFolder, type Located } from './locate.ts'
import { borrowObjects } from './object-folder.ts'
import { readBlobs } from './read-blobs.ts'
import { identifyFiles, readFiles } from './read-files.ts'
import { readReferences, resolveCommit } from './references.ts'

export type OpenOptions = {
  /** The commit to read: abbreviated SHA, branch or tag. Null reads a work tree or folder as it lies on disk, a bare repository at its HEAD. */
  readonly at: string | null
  /** The time of the snapshot, ISO 8601. */
  readonly takenAt: string
}

/**
 * Opens a repository, or a folder that is none, for reading: nothing is checked out, fetched or run, no hook and no configured program either.
 * What cannot be opened comes back as what is wrong with which path, and what to do.
 */
export async function openRepository(path: string, options: OpenOptions): Promise<Opened> {
  const location = await locate(path)
  if (!location.ok) return location
  const { place } = location
  if (place.kind === 'plain') {
    return options.at === null ? openPlainFolder(path, place.folder, options.takenAt)
      : { ok: false, reason: `${path}: --at needs a git repository, and this folder is none`, hint: 'Give the root of the repository, and its part to judge with --project.' }
  }
  if (place.kind === 'work-tree' && options.at === null) return openWorkTree(path, place, options.takenAt)
  return openCommit(path, place, options.at ?? 'HEAD', options.takenAt)
}

async function openPlainFolder(path: string, folder: string, takenAt: string): Promise<Opened> {
  const { tree, gaps } = await listPlainFolder(folder)
  if (tree.length === 0) return { ok: false, reason: `${path}: the folder holds no files`, hint: 'Check that it is the repository\'s folder.' }
  return { ok: true, reader: diskReader(folder, { name: nameOfFolder(folder), url: null, commit: null, takenAt, defaultBranch: null, branches: [], tree, gaps }) }
}

async function openWorkTree(path: string, place: Located & { readonly kind: 'work-tree' }, takenAt: string): Promise<Opened> {
  const [listing, references] = await Promise.all([listWorkTree(place.folder, place.gitFolder), readReferences({ folder: place.gitFolder }, false)])
  if (!listing.ok) return listing
  if (listing.tree.length === 0) return { ok: false, reason: `${path}: the repository is empty: it holds no files`, hint: 'Add files first, or judge a commit with --at.' }
  return { ok: true, reader: diskReader(place.folder, snapshotOf(place.folder, null, takenAt, references, listing)) }
}

async function openCommit(path: string, place: Exclude<Located, { readonly kind: 'plain' }>, asked: string, takenAt: string): Promise<Opened> {
  const repository = { folder: place.gitFolder }
  const [borrowed, references] = await Promise.all([borrowObjects(repository), readReferences(repository, place.kind === 'bare')])
  if (!borrowed.ok) {
    return borrowed.missing ? { ok: false, reason: 'the git program was not found', hint: 'Install git, then run this again.' }
      : { ok: false, reason: `${path}: git cannot read the repository (${borrowed.says})`, hint: 'Check it with git fsck, or clone it again.' }
  }
  const { objects } = borrowed
  const resolved = await resolveCommit(repository, asked, references, objects.shallow)
  const listing = resolved.ok ? await listTree(objects.place, resolved.commit) : resolved
  if (!resolved.ok || !listing.ok) {
    await objects.remove()
    return listing.ok ? { ok: false, reason: `${path}: the commit cannot be read`, hint: 'Check the repository with git fsck.' } : { ...listing, reason: `${path}: ${listing.reason}` }
  }
  const snapshot = snapshotOf(place.folder, resolved.commit, takenAt, references, listing)
  return {
    ok: true,
    reader: { snapshot, identify: (entries) => Promise.resolve(entries), read: (entries) => readBlobs(objects.place, entries), close: objects.remove },
  }
}

function snapshotOf(folder: string, commit: string | null, takenAt: string, references: Awaited<ReturnType<typeof readReferences>>, { tree, gaps }: { readonly tree: readonly TreeEntry[]; readonly gaps: readonly Gap[] }): Snapshot {
  return { name: references.originName ?? nameOfFolder(folder), url: references.originUrl, commit, takenAt, defaultBranch: references.defaultBranch, branches: references.branches, tree, gaps: [...gaps, ...submoduleGaps(tree)] }
}

function diskReader(folder: string, snapshot: Snapshot): RepositoryReader {
  return { snapshot, identify: (entries) => identifyFiles(folder, entries), read: (entries) => readFiles(folder, entries), close: () => Promise.resolve() }
}
