import type { RosterStore } from '../flow/roster-port.ts'
import type { RosterEntry } from '../model/roster.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import type { RosterRow } from './schema.ts'
import { fromJson } from './text.ts'
import { inTransaction } from './transaction.ts'

/** The port of the lists of students, on SQL. */
export function createRosterStore(backend: Backend): RosterStore {
  const { database } = backend
  return {
    replace: (courseId, entries, audit, now) => inTransaction(backend, async (transaction) => {
      const keys = new Set(entries.map(({ key }) => key))
      const there = await transaction.selectFrom('roster').select('key').where('course_id', '=', courseId).where('left_at', 'is', null).execute()
      for (const { key } of there) if (!keys.has(key)) await transaction.updateTable('roster').set({ left_at: now }).where('course_id', '=', courseId).where('key', '=', key).execute()
      for (const entry of entries) {
        const row = rowOf(courseId, entry, now)
        await transaction.insertInto('roster').values(row)
          .onConflict((conflict) => conflict.columns(['course_id', 'key']).doUpdateSet({ entry: row.entry, person_id: row.person_id, left_at: null })).execute()
      }
      await writeAudit(transaction, audit)
    }),
    // Sorted here, since databases put letters in different orders.
    of: async (courseId) => (await database.selectFrom('roster').selectAll().where('course_id', '=', courseId).where('left_at', 'is', null).execute()).map(entryOf)
      .sort((one, other) => (one.key < other.key ? -1 : 1)),
    found: (courseId, people) => inTransaction(backend, async (transaction) => {
      for (const { key, personId } of people) await transaction.updateTable('roster').set({ person_id: personId }).where('course_id', '=', courseId).where('key', '=', key).where('person_id', 'is', null).execute()
    }),
  }
}

function rowOf(courseId: string, { key, personId, ...entry }: RosterEntry, now: number): RosterRow {
  return { course_id: courseId, key, person_id: personId, entry: JSON.stringify(entry), since: now, left_at: null }
}

function entryOf({ key, person_id: personId, entry }: RosterRow): RosterEntry {
  const kept: Omit<RosterEntry, 'key' | 'personId'> = fromJson(entry)
  return { ...kept, key, personId }
}
