import type { Kysely } from 'kysely'
import type { AuditEntry } from '../flow/ports/store-ports.ts'
import type { Tables } from './schema.ts'

/** Appends an entry to the audit; one whose id is there already changes nothing. */
export async function writeAudit(database: Kysely<Tables>, entry: AuditEntry): Promise<void> {
  await database.insertInto('audit').values(entry).onConflict((conflict) => conflict.column('id').doNothing()).execute()
}
