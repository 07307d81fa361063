import { classifyPaths } from '../../src/facts/paths/classify-paths.ts'
import { FOREIGN_ROLES } from '../../src/facts/paths/role.ts'
import { openRepository } from '../../src/local/open-repository.ts'

/** Opens a repository at a commit; throws where that cannot be done. */
export async function opened(path, at) {
  const result = await openRepository(path, { at, takenAt: '2026-01-05T10:00:00.000Z' })
  if (!result.ok) throw new Error(`${result.reason}\n${result.hint}`)
  return result.reader
}

/** The files that the project wrote itself: what both the grade and its floor look at. */
export function ownEntries(tree) {
  const roles = classifyPaths(tree)
  return tree.filter((entry) => (entry.mode === 'file' || entry.mode === 'executable') && !FOREIGN_ROLES.has(roles.get(entry.path)) && roles.get(entry.path) !== 'data')
}
