import { FOREIGN_ROLES } from '../paths/role.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

const MOST = 2_000
const LONGEST = 200

/** The paths of the repository's own files, code first: by them it is told whether a module or a file that CI does not find is of the repository. Of a large one not all. */
export function knownPathsOf(facts: RepositoryFacts): readonly string[] {
  const own = [...facts.files.values()].flatMap(({ path, role }) => FOREIGN_ROLES.has(role) || path.length > LONGEST ? [] : [path])
  return [...own.filter((path) => path.endsWith('.py')), ...own.filter((path) => !path.endsWith('.py'))].slice(0, MOST)
}
