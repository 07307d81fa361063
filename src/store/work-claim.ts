import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Kysely, SelectQueryBuilder, Transaction } from 'kysely'
import type { DeadItem, WorkItem } from '../model/work.ts'
import type { Backend } from './backend.ts'
import type { Tables, WorkRow } from './schema.ts'
import { slowedUntil } from './slowed.ts'
import { fromJson, inParts } from './text.ts'
import { inTransaction } from './transaction.ts'

/** By so much, in milliseconds, what a person asked for goes before what is due, and that before what nobody waits for: nothing is overtaken for ever. */
const GOES_BEFORE = 10 * 60_000

/** Holds the next due row of the installation that was served longest ago, what a person waits for first; null where none is due. */
export function claimNext(backend: Backend, now: number, lease: number): Promise<WorkItem | null> {
  return inTransaction(backend, async (transaction) => {
    await endLeases(backend, transaction, now)
    const next = await backend.passOverLocked(candidates(transaction, now)).executeTakeFirst()
    if (next === undefined) return null
    const token = randomUUID()
    // Where another transaction holds a row of the same repository by now, the index `work_held` refuses this, and the claim is made anew.
    const row = await transaction.updateTable('work').set({ token, due_at: now + lease }).where('id', '=', next.id).returningAll().executeTakeFirstOrThrow()
    await takeTurn(transaction, row.installation_id, now)
    const [item] = await withMarks(transaction, [row])
    if (item === undefined) throw new Error(`Work ${row.id} vanished while it was claimed`)
    return { ...item, token }
  })
}

/** Rows of work with what their marks say, in the order of the rows. */
export async function withMarks(database: Kysely<Tables>, rows: readonly WorkRow[]): Promise<readonly Omit<DeadItem, 'says' | 'diedAt'>[]> {
  const marksOf = new Map<string, { readonly at: number; readonly reason: string; readonly again: string | null }[]>(rows.map(({ id }) => [id, []]))
  for (const part of inParts([...marksOf.keys()])) {
    const marks = await database.selectFrom('work_marks').select(['work_id', 'at', 'reason', 'again']).where('work_id', 'in', part).orderBy('seq').execute()
    for (const mark of marks) marksOf.get(mark.work_id)?.push(mark)
  }
  return rows.map((row) => {
    const own = marksOf.get(row.id) ?? []
    return {
      id: row.id, installationId: row.installation_id, repositoryId: row.repository_id, target: fromJson(row.target), seq: row.seq, attempts: row.attempts,
      reasons: [...new Set(own.map((mark) => mark.reason))], again: [...new Set(own.flatMap((mark) => mark.again ?? []))],
      since: own.reduce((first, mark) => Math.min(first, mark.at), own[0]?.at ?? row.due_at),
    }
  })
}

/** A lease that ran out counts as a failure: work that kills its worker each time must not go on for ever. */
async function endLeases(backend: Backend, transaction: Transaction<Tables>, now: number): Promise<void> {
  const ended = await backend.passOverLocked(transaction.selectFrom('work').select('id').where('token', 'is not', null).where('due_at', '<=', now)).execute()
  if (ended.length === 0) return
  await transaction.updateTable('work').set((expression) => ({ token: null, attempts: expression('attempts', '+', 1), says: 'its worker was lost' }))
    .where('id', 'in', ended.map(({ id }) => id)).execute()
}

function candidates(transaction: Transaction<Tables>, now: number): SelectQueryBuilder<Tables, 'work', { readonly id: string }> {
  return transaction.selectFrom('work').select('work.id')
    .where('work.token', 'is', null).where('work.died_at', 'is', null).where('work.due_at', '<=', now)
    .where(sql<boolean>`not exists (select 1 from work held where held.repository_id = work.repository_id and held.token is not null)`)
    .where(sql<boolean>`not exists (select 1 from turns where turns.installation_id = work.installation_id and turns.put_off_until > ${now})`)
    .where(sql<boolean>`coalesce(${slowedUntil(now)}, 0) <= ${now}`)
    .where(sql<boolean>`not exists (select 1 from installations where installations.id = work.installation_id and installations.state <> 'there')`)
    .orderBy(sql`coalesce((select turns.served_at from turns where turns.installation_id = work.installation_id), 0)`)
    .orderBy(sql`work.due_at + work.rank * ${GOES_BEFORE}`).orderBy('work.id').limit(1)
}

/** Puts an installation behind all others, also where several are served within one millisecond. */
async function takeTurn(transaction: Transaction<Tables>, installationId: number, now: number): Promise<void> {
  const last = await transaction.selectFrom('turns').select(({ fn }) => fn.max('served_at').as('served_at')).executeTakeFirst()
  const served_at = Math.max(now, (last?.served_at ?? 0) + 1)
  await transaction.insertInto('turns').values({ installation_id: installationId, served_at, put_off_until: 0 })
    .onConflict((conflict) => conflict.column('installation_id').doUpdateSet({ served_at })).execute()
}
