import { FOREIGN_ROLES } from '../../facts/paths/role.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'

/** Whether a project holds Python of its own, as files or notebooks: without any there is nothing that the checklist could be about. */
export function hasPython(facts: RepositoryFacts): boolean {
  return [...facts.files.values()].some((file) => !FOREIGN_ROLES.has(file.role) && /\.(?:py|ipynb)$/i.test(file.path))
}
