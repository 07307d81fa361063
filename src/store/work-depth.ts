import { sql, type Kysely, type SelectQueryBuilder } from 'kysely'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { QueueState } from '../model/work.ts'
import type { Tables, WorkRow } from './schema.ts'
import { slowedUntil } from './slowed.ts'

type Stated = WorkRow & { readonly put_off_until: number | null; readonly account: string | null; readonly account_state: Tables['installations']['state'] | null; readonly state: QueueState | 'waits' }

/** What was slowed down so short a while ago, in milliseconds, is let through one by one. */
const SLOWED_LATELY = 120_000

/**
 * All work with the state that it is in, and what is known of its installation. That of an installation which is put off, slowed down, suspended or gone rests: it is not expected to move. What only waits to look whether somebody is stuck, for the end of the
 * hours for proofs, or to show the class anew, is no work yet.
 */
export function workByState(database: Kysely<Tables>, now: number): SelectQueryBuilder<Tables & { readonly queued: Stated }, 'queued', object> {
  const slowed = slowedUntil(now)
  const stated = database.selectFrom('work').leftJoin('turns', 'turns.installation_id', 'work.installation_id').leftJoin('installations', 'installations.id', 'work.installation_id')
    .selectAll('work').select(['installations.login as account', 'installations.state as account_state'])
    .select(sql<number | null>`case when coalesce(${slowed}, 0) > coalesce(turns.put_off_until, 0) then ${slowed} else turns.put_off_until end`.as('put_off_until'))
    .select(sql<Stated['state']>`case
      when work.died_at is not null then 'dead'
      when work.token is not null and work.due_at > ${now} then 'held'
      when work.due_at > ${now} and (work.target_key in ('stuck', 'count') or work.target_key like 'class %') then 'waits'
      when coalesce(turns.put_off_until, 0) > ${now} or coalesce(${slowed}, 0) > ${now - SLOWED_LATELY} or coalesce(installations.state, 'there') <> 'there' then 'resting'
      when work.due_at <= ${now} then 'due' else 'later' end`.as('state'))
  return database.selectFrom(stated.as('queued'))
}

/** How much work there is in each state, and since when the oldest is due. */
export async function countStates(database: Kysely<Tables>, now: number): Promise<{ readonly counts: Readonly<Record<QueueState, number>>; readonly oldestDueAt: number | null }> {
  const rows = await workByState(database, now).select(({ fn }) => ['state', fn.countAll<number>().as('count'), fn.min<number | null>('due_at').as('oldest')]).groupBy('state').execute()
  const of = (state: QueueState): number => Number(rows.find((row) => row.state === state)?.count ?? 0)
  return { counts: { dead: of('dead'), due: of('due'), held: of('held'), resting: of('resting'), later: of('later') }, oldestDueAt: rows.find(({ state }) => state === 'due')?.oldest ?? null }
}

/** How much work there is: see `WorkStore.depth`. */
export async function readDepth(database: Kysely<Tables>, now: number): ReturnType<WorkStore['depth']> {
  const { counts: { dead, due, held, resting, later }, oldestDueAt } = await countStates(database, now)
  return { due, later: later + resting, held, dead, oldestDueAt }
}
