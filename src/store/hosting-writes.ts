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

/** Notes repositories as they were last seen, of one that stands there several times the last; one that had been removed is there again. What one was made from stays, where it is not told now, or told to be nothing by now, as where the template is gone. */
export async function writeRepositories(database: Kysely<Tables>, repositories: readonly HostedRepository[], now: number): Promise<void> {
  const last = new Map<number, HostedRepository>()
  for (const repository of repositories) last.set(repository.id, { ...repository, ...templateOf(last.get(repository.id), repository) })
  // In one order, so that two transactions never wait for each other.
  for (const part of inParts([...last.values()].sort((one, other) => one.id - other.id), 200)) {
    await database.insertInto('repositories').values(part.map((repository) => rowOf(repository, now))).onConflict((conflict) => conflict.column('id').doUpdateSet((expression) => ({
      ...Object.fromEntries(TOLD.map((column) => [column, expression.ref(`excluded.${column}`)])),
      removed_at: null,
      template: sql<string | null>`coalesce(nullif(excluded.template, 'null'), repositories.template, excluded.template)`,
    }))).execute()
  }
}

const TOLD = ['installation_id', 'owner_id', 'owner', 'name', 'default_branch', 'private', 'archived', 'topics', 'seen_at'] as const

/** What a repository was made from by two that tell of it, the later one first. */
function templateOf(before: HostedRepository | undefined, { template }: HostedRepository): Pick<HostedRepository, 'template'> {
  const told = template ?? before?.template ?? (before?.template === null ? null : template)
  return told === undefined ? {} : { template: told }
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
