import type { RepositoryFacts } from '../repository-facts.ts'
import type { CiAction, CiCommand } from './ci-command.ts'
import { NO_BRANCH } from './scenario.ts'

/** What lets a step run that no branch of the repository starts, as advice; null where something else keeps it from running. */
export function branchRemedyOf(facts: RepositoryFacts, { inactive, workflow }: CiCommand | CiAction): string | null {
  if (inactive?.startsWith(NO_BRANCH) !== true) return null
  const branch = facts.snapshot.defaultBranch ?? facts.snapshot.branches[0]
  return `Let a branch of this repository start ${workflow}: add ${branch === undefined ? 'its name' : `\`${branch}\``} to the branches under \`on:\`, or rename the branch to what stands there.`
}
