import type { Transaction } from 'kysely'
import type { GoneInstallation } from '../../flow/ports/privacy-port.ts'
import type { AuditEntry } from '../../flow/ports/store-ports.ts'
import { writeAudit } from '../audit.ts'
import type { Backend } from '../backend.ts'
import type { Tables } from '../schema.ts'
import { createTally, emptyDeliveries, eraseReleases, eraseRepositories } from './erase-rows.ts'
import { inErasing } from './in-erasing.ts'

/** The installations that have been gone since before a time, and are not erased yet, those that went first in front. */
export async function goneBefore({ database }: Backend, before: number): Promise<readonly GoneInstallation[]> {
  return (await database.selectFrom('installations').select(['id', 'changed_at as goneAt']).where('state', '=', 'gone').where('changed_at', '<', before).orderBy('changed_at').orderBy('id').execute())
}

/** Erases some repositories of a gone installation: see `PrivacyStore.eraseRepositoriesOf`. */
export async function eraseRepositoriesOf(backend: Backend, { id, goneAt }: GoneInstallation, most: number, now: number): Promise<number> {
  let erased = 0
  await inErasing(backend, 'write', createTally(), async (transaction) => {
    erased = 0
    if (!await isGone(transaction, id, goneAt)) return []
    const repositories = (await transaction.selectFrom('repositories').select('id').where('installation_id', '=', id).orderBy('id').limit(most).execute()).map((row) => row.id)
    await eraseRepositories(transaction, repositories, createTally(), now)
    erased = repositories.length
    return []
  })
  return erased
}

/** Erases what is left of a gone installation beside its repositories: see `PrivacyStore.eraseInstallation`. */
export async function eraseInstallation(backend: Backend, { id, goneAt }: GoneInstallation, audit: AuditEntry): Promise<boolean> {
  let isErased = false
  await inErasing(backend, 'write', createTally(), async (transaction) => {
    isErased = false
    const row = await isGone(transaction, id, goneAt)
    if (!row) return []
    const deliveries = await transaction.selectFrom('deliveries').select('id').where('installation_id', '=', id).execute()
    await emptyDeliveries(transaction, deliveries.map((one) => one.id), createTally(), audit.at)
    await transaction.deleteFrom('events').where('installation_id', '=', id).where((build) => build.or([build('repository_id', 'is', null), build('repository_id', 'not in', transaction.selectFrom('repositories').select('id'))])).execute()
    for (const table of ['turns', 'spending', 'slowings'] as const) await transaction.deleteFrom(table).where('installation_id', '=', id).execute()
    await transaction.deleteFrom('installations').where('id', '=', id).execute()
    await eraseCourses(transaction, row.account_id)
    await writeAudit(transaction, audit)
    isErased = true
    return []
  })
  return isErased
}

/** The lists and the staff of an account's courses, and whose grades they showed, go where the account has the App nowhere any more, and no repository elsewhere is in them. */
async function eraseCourses(transaction: Transaction<Tables>, accountId: number): Promise<void> {
  const other = await transaction.selectFrom('installations').select('id').where('account_id', '=', accountId).limit(1).executeTakeFirst()
  if (other !== undefined) return
  for (const { id } of await transaction.selectFrom('courses').select('id').where('account_id', '=', accountId).execute()) {
    if (await transaction.selectFrom('enrolments').select('course_id').where('course_id', '=', id).limit(1).executeTakeFirst() !== undefined) continue
    await transaction.deleteFrom('roster').where('course_id', '=', id).execute()
    await transaction.deleteFrom('course_staff').where('course_id', '=', id).execute()
    await eraseReleases(transaction, id, null, createTally())
  }
}

/** As it was seen to be gone; one that came back since is not. */
function isGone(transaction: Transaction<Tables>, id: number, goneAt: number): Promise<{ readonly account_id: number } | undefined> {
  return transaction.selectFrom('installations').select('account_id').where('id', '=', id).where('state', '=', 'gone').where('changed_at', '=', goneAt).executeTakeFirst()
}
