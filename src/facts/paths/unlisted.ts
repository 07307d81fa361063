import type { Gap, TreeEntry } from '../../model/repository.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { classifyPaths } from './classify-paths.ts'
import { FOREIGN_ROLES } from './role.ts'

/** From so many files on, what was seen of a folder tells what the rest of it is. */
const ENOUGH_SEEN = 50

/**
 * The gaps that stand for a folder whose files are not all known, where the project may have files of its own: anything may lie there.
 * An environment is none, and neither is a folder of which enough was seen, all of it data.
 */
export const ownUnlistedFolders = memoise((facts: RepositoryFacts): readonly Gap[] => {
  const unlisted = facts.gaps.filter((gap) => gap.what === 'file list')
  if (unlisted.length === 0) return []
  const inside = (gap: Gap): string => gap.path === '.' ? 'module.py' : `${gap.path}/module.py`
  // A folder's role shows in a file of it, though only its neighbours are known.
  const roles = classifyPaths([...facts.snapshot.tree, ...unlisted.map((gap): TreeEntry => ({ path: inside(gap), mode: 'file', sha: '', size: 1 }))])
  const holdsData = (gap: Gap): boolean => {
    const seen = facts.snapshot.tree.filter(({ path }) => gap.path === '.' || path.startsWith(`${gap.path}/`))
    return seen.length >= ENOUGH_SEEN && seen.every(({ path }) => roles.get(path) === 'data')
  }
  return unlisted.filter((gap) => !FOREIGN_ROLES.has(roles.get(inside(gap)) ?? 'other') && !holdsData(gap))
})
