import type { Kysely } from 'kysely'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { Tables } from './schema.ts'
import { withMarks } from './work-claim.ts'
import { countStates, workByState } from './work-depth.ts'

/** Reads a part of the whole queue: see `WorkStore.queue`. */
export async function readQueue(database: Kysely<Tables>, ...[{ state, most, from }, now]: Parameters<WorkStore['queue']>): ReturnType<WorkStore['queue']> {
  const listed = workByState(database, now).selectAll().where('state', '=', state).limit(most).offset(from)
  const rows = await (state === 'dead' ? listed.orderBy('died_at', 'desc') : listed.orderBy('due_at')).orderBy('id').execute()
  const items = await withMarks(database, rows)
  return {
    ...await countStates(database, now),
    items: items.map(({ id, installationId, repositoryId, target, attempts, reasons }, at) => {
      const { account = null, due_at: dueAt = 0, says = null, died_at: diedAt = null } = rows[at] ?? {}
      return { id, installationId, repositoryId, target, attempts, reasons, account, dueAt, says, diedAt }
    }),
  }
}

/** Reads whose work rests: see `WorkStore.resting`. */
export async function readResting(database: Kysely<Tables>, now: number): ReturnType<WorkStore['resting']> {
  const counted = await workByState(database, now).select(({ fn }) => ['installation_id', 'account', 'account_state', fn.max<number | null>('put_off_until').as('put_off_until'), fn.countAll<number>().as('count')]).where('state', '=', 'resting')
    .groupBy(['installation_id', 'account', 'account_state']).execute()
  const putOff = await database.selectFrom('turns').leftJoin('installations', 'installations.id', 'turns.installation_id').select(['turns.installation_id', 'turns.put_off_until', 'installations.login as account', 'installations.state as account_state'])
    .where('turns.put_off_until', '>', now).execute()
  // One that is put off may have no work just now.
  const idle = putOff.filter((one) => !counted.some((other) => other.installation_id === one.installation_id)).map((one) => ({ ...one, count: 0 }))
  return [...counted, ...idle].map(({ installation_id: installationId, account, account_state: state, put_off_until: until, count }) => ({
    installationId, account, count: Number(count), until: until !== null && until > now ? until : null, isSuspended: state !== null && state !== 'there',
  })).sort((one, other) => other.count - one.count || one.installationId - other.installationId)
}
