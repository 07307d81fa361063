import { sql, type Kysely } from 'kysely'
import { groupedBy } from '../facts/grouped.ts'
import type { Delivery, DeliveryStore } from '../flow/ports/store-ports.ts'
import type { AsideAnywhere } from '../model/work.ts'
import type { Backend } from './backend.ts'
import { groupCommit, type GroupLimits } from './group-commit.ts'
import type { DeliveryRow, Tables } from './schema.ts'
import { createSettle } from './settlements.ts'
import { inParts } from './text.ts'
import { inTransaction } from './transaction.ts'
import { writeMarks } from './work-marks.ts'

/** What arrives at once is stored by one statement: a commit waits for the disk, and one for each would be some hundreds a second. */
const ADDED: GroupLimits<Delivery> = { most: 100, weightOf: ({ body }) => body.length, mostWeight: 4 * 1024 * 1024 }

/** The port of deliveries on SQL. */
export function createDeliveryStore(backend: Backend): DeliveryStore {
  const { database } = backend
  const settle = createSettle(backend)
  const aside = database.selectFrom('deliveries').select(['id', 'name', 'action', 'repository_id', 'received_at', 'says']).where('result', '=', 'set-aside').orderBy('received_at', 'desc').orderBy('id')
  return {
    add: groupCommit((group) => addAll(database, group), backend.isOfRow, ADDED),
    waiting: async (most) => {
      const rows = await database.selectFrom('deliveries').selectAll().where('result', '=', 'waiting').orderBy('received_at').orderBy('id').limit(most).execute()
      return rows.map(deliveryOf)
    },
    settle: (id, meaning, now) => settle({ id, meaning, now }),
    isRefused: backend.isOfRow,
    hold: async (id, marks, now) => {
      const isHeld = await inTransaction(backend, async (transaction) => {
        const { numUpdatedRows } = await transaction.updateTable('deliveries').set({ result: 'held' }).where('id', '=', id).where('result', '=', 'waiting').executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        await writeMarks(transaction, marks, now)
        return true
      })
      if (isHeld) await backend.announce()
    },
    release: async (which) => {
      const held = database.updateTable('deliveries').set({ result: 'waiting' }).where('result', '=', 'held')
      if ('before' in which) await held.where('received_at', '<', which.before).execute()
      else await ('repositoryId' in which ? held.where('repository_id', '=', which.repositoryId) : held.where('installation_id', '=', which.installationId)).execute()
    },
    setAside: async (id, says, now) => { await settle({ id, says, now }) },
    asideIn: async (courseId, most) => {
      const rows = await aside.where('repository_id', 'in', database.selectFrom('enrolments').select('repository_id').where('course_id', '=', courseId).where('ended_at', 'is', null)).limit(most).execute()
      return rows.map(asideOf).flatMap(({ repositoryId, ...one }) => repositoryId === null ? [] : [{ ...one, repositoryId }])
    },
    aside: async (most, from) => {
      const { count } = await database.selectFrom('deliveries').select(({ fn }) => fn.countAll<number>().as('count')).where('result', '=', 'set-aside').executeTakeFirstOrThrow()
      return { count: Number(count), deliveries: (await aside.limit(most).offset(from).execute()).map(asideOf) }
    },
    takeUp: (id) => inTransaction(backend, async (transaction) => {
      const all = transaction.updateTable('deliveries').set({ result: 'waiting', says: null, settled_at: null }).where('result', '=', 'set-aside').where('body', 'is not', null).returning('name')
      const taken = await (id === null ? all : all.where('id', '=', id)).execute()
      // Each is counted once, as what it comes to in the end.
      for (const [name, rows] of groupedBy(taken, (row) => row.name)) {
        await transaction.updateTable('delivery_counts').set((expression) => ({ count: expression('count', '-', rows.length) })).where('name', '=', name).where('result', '=', 'set-aside').execute()
      }
      return taken.length
    }),
    lately: async (since) => {
      const rows = await database.selectFrom(database.selectFrom('deliveries').select(['name', 'result', sql<number>`cast((received_at - ${since}) / 3600000 as integer)`.as('hour')]).where('received_at', '>=', since).as('heard'))
        .select(({ fn }) => ['name', 'result', 'hour', fn.countAll<number>().as('count')]).groupBy(['name', 'result', 'hour']).execute()
      return rows.map((row) => ({ ...row, count: Number(row.count) })).sort((one, other) => one.hour - other.hour || `${one.name} ${one.result}`.localeCompare(`${other.name} ${other.result}`, 'en'))
    },
    known: async (ids) => {
      const known = new Set<string>()
      for (const part of inParts(ids)) {
        for (const { id } of await database.selectFrom('deliveries').select('id').where('id', 'in', part).execute()) known.add(id)
      }
      return known
    },
    newest: async () => (await database.selectFrom('deliveries').select(({ fn }) => fn.max('received_at').as('at')).executeTakeFirst())?.at ?? null,
    forgetBodies: (before, most) => inTransaction(backend, async (transaction) => {
      const old = transaction.selectFrom('deliveries').select('id').where('received_at', '<', before).where('body', 'is not', null).where('result', 'in', ['used', 'ignored'])
        .orderBy('received_at').limit(most)
      return Number((await transaction.updateTable('deliveries').set({ body: null }).where('id', 'in', old).executeTakeFirst()).numUpdatedRows)
    }),
    forgetSettled: (before, most) => inTransaction(backend, async (transaction) => {
      const old = transaction.selectFrom('deliveries').select('id').where('received_at', '<', before).where('settled_at', '<', before).orderBy('received_at').limit(most)
      return Number((await transaction.deleteFrom('deliveries').where('id', 'in', old).executeTakeFirst()).numDeletedRows)
    }),
    counts: async () => {
      const waiting = await database.selectFrom('deliveries').select(['name', 'result', (expression) => expression.fn.countAll<number>().as('count')])
        .where('result', 'in', ['waiting', 'held']).groupBy(['name', 'result']).execute()
      return [...waiting, ...await database.selectFrom('delivery_counts').select(['name', 'result', 'count']).execute()]
    },
  }
}

/** Stores deliveries in one statement; says of each whether it is new. One that is repeated among them is so the first time. */
async function addAll(database: Kysely<Tables>, deliveries: readonly Delivery[]): Promise<readonly boolean[]> {
  // In one order, so that two processes that are sent the same ones never wait for each other.
  const rows = deliveries.map(rowOf).sort((one, other) => (one.id < other.id ? -1 : Number(one.id > other.id)))
  const added = await database.insertInto('deliveries').values(rows).onConflict((conflict) => conflict.column('id').doNothing()).returning('id').execute()
  const ids = new Set(added.map(({ id }) => id))
  return deliveries.map(({ id }) => ids.delete(id))
}

function rowOf({ id, name, action, installationId, repositoryId, receivedAt, body }: Delivery): DeliveryRow {
  return { id, name, action, installation_id: installationId, repository_id: repositoryId, received_at: receivedAt, body, result: 'waiting', says: null, settled_at: null }
}

function asideOf({ id, name, action, repository_id: repositoryId, received_at: receivedAt, says }: Omit<DeliveryRow, 'installation_id' | 'body' | 'result' | 'settled_at'>): AsideAnywhere {
  return { id, name, action, repositoryId, receivedAt, says: says ?? '' }
}

function deliveryOf(row: DeliveryRow): Delivery {
  return { id: row.id, name: row.name, action: row.action, installationId: row.installation_id, repositoryId: row.repository_id, receivedAt: row.received_at, body: row.body ?? '' }
}
