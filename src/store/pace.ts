import { sql, type Transaction } from 'kysely'
import type { PaceStore } from '../flow/ports/pace-port.ts'
import { spend } from '../flow/pace/spend.ts'
import type { Levels } from '../model/pace.ts'
import { rankOf } from '../model/purpose.ts'
import type { Backend } from './backend.ts'
import type { Tables } from './schema.ts'
import { LONGEST_SLOWING } from './slowed.ts'
import { inTransaction } from './transaction.ts'

/** For so long what slowed down once more counts as one and the same, in milliseconds. */
const TOGETHER = 120_000

/** The port of the pace on SQL. */
export function createPaceStore(backend: Backend): PaceStore {
  const { database } = backend
  return {
    spend: (installationId, costs, leave, rates, now) => inTransaction(backend, async (transaction) => {
      // Rows are there, and written to, before they are read: whoever spends at the same time waits for the end of this.
      for (const { measure } of costs.toSorted((one, other) => one.measure < other.measure ? -1 : 1)) {
        await transaction.insertInto('spending').values({ installation_id: installationId, measure, full_at: 0 }).onConflict((conflict) => conflict.columns(['installation_id', 'measure']).doUpdateSet({ full_at: sql<number>`spending.full_at` })).execute()
      }
      const before = await levelsOf(transaction, installationId)
      const { spent, levels } = spend(before, costs, leave, rates, now)
      for (const { measure } of spent.ok ? costs : []) await transaction.updateTable('spending').set({ full_at: Math.ceil(levels[measure] ?? 0) }).where('installation_id', '=', installationId).where('measure', '=', measure).execute()
      return spent
    }),
    levels: (installationId) => levelsOf(database, installationId),
    slow: async ({ installationId, purpose, until, reason }, now) => {
      await database.insertInto('slowings').values({ installation_id: installationId, purpose, rank: rankOf(purpose), since: now, until, reason })
        .onConflict((conflict) => conflict.columns(['installation_id', 'purpose']).doUpdateSet((expression) => {
          const isNotBelieved = expression('slowings.until', '>=', now + LONGEST_SLOWING)
          return {
            reason, until: expression.case().when(expression.or([expression('slowings.until', '<', until), isNotBelieved])).then(until).else(expression.ref('slowings.until')).end(),
            since: expression.case().when(expression.or([expression('slowings.until', '<', now - TOGETHER), isNotBelieved])).then(now).else(expression.ref('slowings.since')).end(),
          }
        })).execute()
    },
    slowings: async (now) => {
      const rows = await database.selectFrom('slowings').selectAll().where('until', '>', now - TOGETHER).where('until', '<', now + LONGEST_SLOWING).orderBy('installation_id').orderBy('rank').execute()
      return rows.map(({ installation_id: installationId, purpose, since, until, reason }) => ({ installationId, purpose, since, until, reason }))
    },
  }
}

async function levelsOf(database: Backend['database'] | Transaction<Tables>, installationId: number): Promise<Levels> {
  const rows = await database.selectFrom('spending').select(['measure', 'full_at']).where('installation_id', '=', installationId).execute()
  return Object.fromEntries(rows.map((row) => [row.measure, row.full_at]))
}
