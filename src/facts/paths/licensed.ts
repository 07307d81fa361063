import type { TreeEntry } from '../../model/repository.ts'
import { foldersAbove, splitPath } from './folders.ts'
import { FOREIGN_ROLES, type Role } from './role.ts'

const LICENCE = /^(?:un)?(?:licen[cs]e|copying)(?:\.(?:md|txt|rst))?$/i

/**
 * The folders below the root that carry a licence of their own, other than the root's: somebody else's code that was taken over whole.
 * Such a folder holds Python, and less than half of the repository's own: a project that was started inside a larger repository stays one.
 * A licence that stands in several places is how a project marks its parts. Nothing is told where the root has no licence or a content is not known yet.
 */
export function licensedFolders(tree: readonly TreeEntry[], roles: ReadonlyMap<string, Role>): ReadonlySet<string> {
  const licences = tree.filter(({ path, sha }) => sha !== '' && LICENCE.test(splitPath(path).name) && !isForeign(roles.get(path)))
  const ofRoot = new Set(licences.filter(({ path }) => !path.includes('/')).map(({ sha }) => sha))
  const below = licences.filter(({ path }) => path.includes('/'))
  if (ofRoot.size === 0 || below.length === 0) return new Set()
  const folders = new Set(below.map(({ path }) => splitPath(path).folder))
  const own = new Set(below.filter(({ sha }) => ofRoot.has(sha) || standsApart(below.filter((other) => other.sha === sha))).map(({ path }) => splitPath(path).folder))
  const { all, inside } = pythonIn(tree, roles, folders)
  return new Set([...folders].filter((folder) => { const count = inside.get(folder) ?? 0; return !own.has(folder) && count > 0 && count * 2 < all }))
}

/** Whether the same licence lies in folders that are not inside one another. */
function standsApart(same: readonly TreeEntry[]): boolean {
  const [first, ...others] = same.map(({ path }) => `${splitPath(path).folder}/`).toSorted((left, right) => left.length - right.length)
  return first !== undefined && others.some((other) => !other.startsWith(first))
}

/** How many Python files of its own the repository has, and each of the folders. */
function pythonIn(tree: readonly TreeEntry[], roles: ReadonlyMap<string, Role>, folders: ReadonlySet<string>): { readonly all: number; readonly inside: ReadonlyMap<string, number> } {
  const inside = new Map<string, number>()
  let all = 0
  for (const { path } of tree) {
    if (!path.endsWith('.py') || isForeign(roles.get(path))) continue
    all += 1
    for (const folder of foldersAbove(path)) if (folders.has(folder)) inside.set(folder, (inside.get(folder) ?? 0) + 1)
  }
  return { all, inside }
}

function isForeign(role: Role | undefined): boolean {
  return role === undefined || FOREIGN_ROLES.has(role)
}
