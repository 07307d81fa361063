import { composeServicesOf } from '../containers/compose.ts'
import { memoise } from '../memoise.ts'
import { normalPath, pathExists, type RepositoryFacts } from '../repository-facts.ts'

/**
 * The folder of the service that the student's own file names: what a compose service of that name is built from, else a folder of that name in the project
 * or the repository. Null where no service is named or none is there.
 */
export const namedServiceOf = memoise((facts: RepositoryFacts): string | null => {
  const name = facts.capstone?.service?.name
  if (name === undefined) return null
  const composed = composeServicesOf(facts).find((service) => service.name === name && service.build !== null)?.build?.context
  return composed ?? [`${facts.project}/${name}`, name].map(normalPath).find((folder) => pathExists(facts, folder) && !facts.files.has(folder)) ?? null
})
