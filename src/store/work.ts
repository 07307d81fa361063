import type { Transaction, Updateable } from 'kysely'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { WorkItem } from '../model/work.ts'
import type { Backend } from './backend.ts'
import type { Tables, WorkRow } from './schema.ts'
import { fromJson } from './text.ts'
import { inTransaction } from './transaction.ts'
import { claimNext, withMarks } from './work-claim.ts'
import { workInCourse } from './work-in-course.ts'
import { readDepth } from './work-depth.ts'
import { writeMarks } from './work-marks.ts'
import { readQueue, readResting } from './work-queue.ts'

/** The port of work on SQL. */
export function createWorkStore(backend: Backend): WorkStore {
  const { database } = backend
  return {
    mark: async (marks, now) => {
      await inTransaction(backend, (transaction) => writeMarks(transaction, marks, now))
      await backend.announce()
    },
    claim: (now, lease) => claimNext(backend, now, lease),
    nextDueAt: async (now) => (await database.selectFrom('work').select(({ fn }) => fn.min<number | null>('due_at').as('at')).where('token', 'is', null).where('died_at', 'is', null).where('due_at', '>', now).executeTakeFirst())?.at ?? null,
    renew: async ({ id, token }, now, lease) => {
      const { numUpdatedRows } = await database.updateTable('work').set({ due_at: now + lease }).where('id', '=', id).where('token', '=', token).executeTakeFirst()
      return numUpdatedRows > 0n
    },
    finish: (item) => letGo(backend, item, (laterDueAt) => laterDueAt === null ? null : { due_at: laterDueAt, attempts: 0, says: null }, { forgetMarks: true }),
    putOff: (item, dueAt, reason) => letGo(backend, item, (laterDueAt) => ({ due_at: Math.min(dueAt, laterDueAt ?? dueAt), says: reason })),
    retry: (item, dueAt, says) => letGo(backend, item, (laterDueAt) => ({ due_at: Math.min(dueAt, laterDueAt ?? dueAt), attempts: item.attempts + 1, says })),
    // A mark that came in meanwhile is a later one: it keeps the row alive.
    bury: (item, says, now) => letGo(backend, item, (laterDueAt) => laterDueAt === null ? { died_at: now, says } : { due_at: laterDueAt, attempts: 0, says }),
    putOffInstallation: async (installationId, until) => {
      await database.insertInto('turns').values({ installation_id: installationId, served_at: 0, put_off_until: until })
        .onConflict((conflict) => conflict.column('installation_id').doUpdateSet({ put_off_until: until }).where('turns.put_off_until', '<', until)).execute()
    },
    dead: async (most) => {
      const rows = await database.selectFrom('work').selectAll().where('died_at', 'is not', null).orderBy('died_at', 'desc').orderBy('id').limit(most).execute()
      const items = await withMarks(database, rows)
      return items.map((item, index) => ({ ...item, says: rows[index]?.says ?? '', diedAt: rows[index]?.died_at ?? 0 }))
    },
    requeue: async (id, now) => {
      const all = database.updateTable('work').set({ died_at: null, attempts: 0, due_at: now, says: null }).where('died_at', 'is not', null).returning(['repository_id', 'target'])
      const rows = await (id === null ? all : all.where('id', '=', id)).execute()
      if (rows.length > 0) await backend.announce()
      return rows.map((row) => ({ repositoryId: row.repository_id, target: fromJson(row.target) }))
    },
    queue: (...asked) => readQueue(database, ...asked),
    resting: (now) => readResting(database, now),
    inCourse: (...asked) => workInCourse(database, ...asked),
    atWork: async (now) => new Set((await database.selectFrom('work').select('repository_id').distinct().where('died_at', 'is', null).where((build) => build.or([build('due_at', '<=', now), build('token', 'is not', null)])).execute()).map((row) => row.repository_id)),
    depth: (now) => readDepth(database, now),
  }
}

/**
 * Lets a held row go and changes it as `change` says, from when the first mark since its claim is due (null where none came); null deletes the row.
 * False where the token is not that of the row: another worker took it, or it was dropped.
 */
async function letGo(
  backend: Backend, item: WorkItem, change: (laterDueAt: number | null) => Updateable<WorkRow> | null, options = { forgetMarks: false },
): Promise<boolean> {
  const isLetGo = await inTransaction(backend, async (transaction) => {
    // First the row, so that no mark comes in between.
    const held = await transaction.updateTable('work').set({ token: null }).where('id', '=', item.id).where('token', '=', item.token).returning('id').executeTakeFirst()
    if (held === undefined) return false
    if (options.forgetMarks) await transaction.deleteFrom('work_marks').where('work_id', '=', item.id).where('seq', '<=', item.seq).execute()
    const row = change(await firstLaterDue(transaction, item))
    if (row === null) await transaction.deleteFrom('work').where('id', '=', item.id).execute()
    else await transaction.updateTable('work').set(row).where('id', '=', item.id).execute()
    return true
  })
  // Another row of the same repository may be claimed now.
  if (isLetGo) await backend.announce()
  return isLetGo
}

async function firstLaterDue(transaction: Transaction<Tables>, { id, seq }: WorkItem): Promise<number | null> {
  const later = await transaction.selectFrom('work_marks').select(({ fn }) => fn.min('due_at').as('due_at')).where('work_id', '=', id).where('seq', '>', seq).executeTakeFirst()
  return later?.due_at ?? null
}
