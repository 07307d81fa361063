import { sql, type Kysely } from 'kysely'
import type { InstallationChange } from '../flow/ports/store-ports.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { RepositoryRow, Tables } from './schema.ts'
import { inParts } from './text.ts'

/** Notes what is said of an installation. One that is gone loses its work and its repositories; one that rests keeps both until it is there again. */
export async function writeInstallation(database: Kysely<Tables>, { change, installation }: InstallationChange, now: number): Promise<void> {
  const { id, account, suspended } = installation
  const row = { account_id: account.id, login: account.login, kind: account.kind, state: change === 'there' && suspended ? 'suspended' as const : change, changed_at: now }
  await database.insertInto('installations').values({ id, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
  if (change !== 'gone') return
  await database.deleteFrom('work').where('installation_id', '=', id).execute()
  await database.updateTable('repositories').set({ removed_at: now }).where('installation_id', '=', id).where('removed_at', 'is', null).execute()
}

/** Notes repositories as they were last seen; one that had been removed is there again. What one was made from stays, where it is not told now, or told to be nothing by now, as where the template is gone. */
export async function writeRepositories(database: Kysely<Tables>, repositories: readonly HostedRepository[], now: number): Promise<void> {
  for (const repository of [...repositories].sort((one, other) => one.id - other.id)) {
    const { id, template, ...row } = rowOf(repository, now)
    const known = (repository.template ?? null) === null ? sql<string | null>`coalesce(repositories.template, ${template})` : template
    await database.insertInto('repositories').values({ id, template, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet({ ...row, template: known })).execute()
  }
}

/** Notes that an installation no longer reaches repositories, and drops its work on them. One that another installation reaches by now stays there. */
export async function writeRemoval(database: Kysely<Tables>, installationId: number, ids: readonly number[], now: number): Promise<void> {
  for (const part of inParts(ids)) {
    await database.updateTable('repositories').set({ removed_at: now }).where('installation_id', '=', installationId).where('id', 'in', part).execute()
    await database.deleteFrom('work').where('installation_id', '=', installationId).where('repository_id', 'in', part).execute()
  }
}

function rowOf(repository: HostedRepository, now: number): RepositoryRow {
  return {
    id: repository.id, installation_id: repository.installationId, owner_id: repository.ownerId, owner: repository.owner, name: repository.name,
    default_branch: repository.defaultBranch, private: repository.private ? 1 : 0, archived: repository.archived ? 1 : 0, topics: JSON.stringify(repository.topics),
    template: repository.template === undefined ? null : JSON.stringify(repository.template),
    seen_at: now, removed_at: null,
  }
}
