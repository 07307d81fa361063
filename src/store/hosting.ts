import type { HostingStore } from '../flow/ports/store-ports.ts'
import type { HostedRepository, TemplateOrigin } from '../model/hosting.ts'
import type { Backend } from './backend.ts'
import { writeInstallation, writeRemoval, writeRepositories } from './hosting-writes.ts'
import type { RepositoryRow } from './schema.ts'
import { fromJson } from './text.ts'
import { rowsBy, together } from './together.ts'
import { inTransaction } from './transaction.ts'

/** The port of installations and repositories on SQL. */
export function createHostingStore(backend: Backend): HostingStore {
  const { database } = backend
  const reached = database.selectFrom('repositories').selectAll().where('removed_at', 'is', null).orderBy('id')
  // Those that are no longer reached stand there, too.
  const seen = together(() => '', async (ids: readonly number[]) => rowsBy(await database.selectFrom('repositories').selectAll().where('id', 'in', ids).execute(), ({ id }) => id))
  const told = together(() => '', async (ids: readonly number[]) => rowsBy(await database.selectFrom('installations').select('id').where('id', 'in', ids).execute(), ({ id }) => id))
  return {
    installations: async () => {
      const rows = await database.selectFrom('installations').selectAll().where('state', '!=', 'gone').orderBy('id').execute()
      return rows.map(({ id, account_id, login, kind, state }) => ({ id, account: { id: account_id, login, kind }, suspended: state === 'suspended' }))
    },
    hasInstallation: async (id) => (await told(id)).length > 0,
    saveInstallation: async (change, now) => {
      await inTransaction(backend, (transaction) => writeInstallation(transaction, change, now))
      // What rested may be claimed again.
      if (change.change === 'there') await backend.announce()
    },
    saveRepositories: (repositories, now) => inTransaction(backend, (transaction) => writeRepositories(transaction, repositories, now)),
    repository: async (id) => {
      const [row] = await seen(id)
      return row === undefined || row.removed_at !== null ? null : repositoryOf(row)
    },
    lastSeen: async (id) => {
      const [row] = await seen(id)
      return row === undefined ? null : repositoryOf(row)
    },
    repositoriesOf: async (installationId) => (await reached.where('installation_id', '=', installationId).execute()).map(repositoryOf),
    removeRepositories: (installationId, ids, now) => inTransaction(backend, (transaction) => writeRemoval(transaction, installationId, ids, now)),
  }
}

function repositoryOf(row: RepositoryRow): HostedRepository {
  return {
    id: row.id, installationId: row.installation_id, ownerId: row.owner_id, owner: row.owner, name: row.name, defaultBranch: row.default_branch,
    private: row.private === 1, archived: row.archived === 1, topics: fromJson(row.topics),
    ...row.template === null ? {} : { template: fromJson<TemplateOrigin | null>(row.template) },
  }
}
