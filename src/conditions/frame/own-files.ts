import { FOREIGN_ROLES } from '../../facts/paths/role.ts'
import type { RepositoryFacts, RepositoryFile } from '../../facts/repository-facts.ts'
import { CAPSTONE_FILE } from '../../model/capstone-file.ts'

/** The files that a condition may be met in: the project's own, without links, and without the file in which a student asks. */
export function ownFiles(facts: RepositoryFacts): readonly RepositoryFile[] {
  return [...facts.files.values()].filter(({ path, role, mode }) => !FOREIGN_ROLES.has(role) && (mode === 'file' || mode === 'executable') && path !== CAPSTONE_FILE)
}
