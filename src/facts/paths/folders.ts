import type { TreeEntry } from '../../model/repository.ts'

/** The names of the files that lie directly in each folder; the root is `''`. */
export type FolderContents = ReadonlyMap<string, ReadonlySet<string>>

/** Groups a tree by folder; folders that hold only folders are left out. */
export function folderContents(tree: readonly TreeEntry[]): FolderContents {
  const folders = new Map<string, Set<string>>()
  for (const { path } of tree) {
    const { folder, name } = splitPath(path)
    const names = folders.get(folder)
    if (names === undefined) folders.set(folder, new Set([name]))
    else names.add(name)
  }
  return folders
}

/** The folder of a path (`''` for the root) and its last part. */
export function splitPath(path: string): { readonly folder: string; readonly name: string } {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? { folder: '', name: path } : { folder: path.slice(0, slash), name: path.slice(slash + 1) }
}

/** Joins a folder (`''` for the root) and a name. */
export function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** The folders a path lies in, the outermost first; at most fifty, so that a hostile path costs no more than a long one. */
export function foldersAbove(path: string): readonly string[] {
  const folders: string[] = []
  for (let cut = path.indexOf('/'); cut > 0 && folders.length < 50; cut = path.indexOf('/', cut + 1)) folders.push(path.slice(0, cut))
  return folders
}
