import type { TreeEntry } from '../../model/repository.ts'
import { roleOfName } from './file-types.ts'
import { folderContents, foldersAbove, splitPath, type FolderContents } from './folders.ts'
import { isGeneratedFile, isGeneratedFolder } from './generated.ts'
import { licensedFolders } from './licensed.ts'
import { isMigration } from './migrations.ts'
import { FOREIGN_ROLES, type Role } from './role.ts'
import { isTestFile, isTestFolder } from './tests.ts'
import { findVendored, isVendoredFolder, isVendoredModule, type Vendored } from './vendored.ts'
import { environmentRoots, isEnvironmentFile, isEnvironmentFolder } from './virtual-environments.ts'

/** What a whole folder is: foreign, for tests, or nothing in particular. */
type FolderRole = 'virtual-environment' | 'vendored' | 'generated' | 'test' | null

type Surroundings = { readonly folders: FolderContents; readonly environments: ReadonlySet<string>; readonly vendored: Vendored; readonly known: Map<string, FolderRole> }

/**
 * Gives every path of a tree its role, seen together: an environment or a vendored package is known by what it holds, not by its name.
 * Time grows with the number of paths: each folder is judged once.
 */
export function classifyPaths(tree: readonly TreeEntry[]): ReadonlyMap<string, Role> {
  const folders = folderContents(tree)
  const surroundings = { folders, environments: environmentRoots(folders), vendored: findVendored(folders), known: new Map<string, FolderRole>([['', null]]) }
  const roles = new Map(tree.map((entry) => [entry.path, roleOf(entry, surroundings)]))
  const taken = licensedFolders(tree, roles)
  if (taken.size > 0) for (const [path, role] of roles) if (!FOREIGN_ROLES.has(role) && foldersAbove(path).some((folder) => taken.has(folder))) roles.set(path, 'vendored')
  return roles
}

function roleOf({ path, size }: TreeEntry, surroundings: Surroundings): Role {
  const { folder, name } = splitPath(path)
  const { folders, environments, vendored } = surroundings
  const around = folderRole(folder, surroundings)
  if (around !== null && around !== 'test') return around
  if (isEnvironmentFile(folder, name, environments)) return 'virtual-environment'
  if (isVendoredModule(folder, name, vendored)) return 'vendored'
  if (isGeneratedFile(folder, name, folders)) return 'generated'
  if (/^\.github\/(?:workflows\/[^/]+\.ya?ml|actions\/.+\.ya?ml)$/.test(path)) return 'workflow'
  if (!name.endsWith('.py')) return roleOfName(folder, name, size)
  if (around === 'test' || isTestFile(name)) return 'test'
  return isMigration(folder, name, folders) ? 'migration' : roleOfName(folder, name, size)
}

function folderRole(folder: string, surroundings: Surroundings): FolderRole {
  const known = surroundings.known.get(folder)
  if (known !== undefined) return known
  // Walked up without recursion: a hostile tree may nest deeper than the stack.
  const pending: string[] = []
  let above = folder
  while (!surroundings.known.has(above)) {
    pending.push(above)
    above = splitPath(above).folder
  }
  let role = surroundings.known.get(above) ?? null
  for (const current of pending.reverse()) {
    role = roleWithin(role, current, surroundings)
    surroundings.known.set(current, role)
  }
  return role
}

function roleWithin(parent: FolderRole, folder: string, { folders, environments, vendored }: Surroundings): FolderRole {
  if (parent !== null && parent !== 'test') return parent
  const { name } = splitPath(folder)
  if (isEnvironmentFolder(folder, environments, folders)) return 'virtual-environment'
  if (isVendoredFolder(folder, vendored)) return 'vendored'
  if (isGeneratedFolder(folder, folders)) return 'generated'
  return parent === 'test' || isTestFolder(folder, name, folders) ? 'test' : null
}
