import { repositorySeen } from '../class/repository-seen.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { object, OF } from './schemas.ts'

const readRepository = operation({
  id: 'repository.read', about: 'repository', http: null, says: 'One repository in depth: where it stands and why, its grade where that may be seen, its history, what was decided and said, and what happened there.',
  // Pages alone ask for it, in this process: its form is that of `RepositorySeen`.
  input: object({ of: OF }), output: { type: 'object' },
}, async (_, { course, target, scope, parts }) => {
  const repository = target?.repository ?? null
  return repository === null ? refused('not-found', 'no repository is named', 'Name one.', '/of') : done(await repositorySeen(repository, course, scope === 'all' ? 'all' : 'own', parts))
})

/** What pages show of one repository. */
export const REPOSITORY_OPERATIONS: readonly Operation[] = [readRepository]
