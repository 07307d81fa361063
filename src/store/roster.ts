import type { RosterStore } from '../flow/ports/roster-port.ts'
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
      const all = await transaction.selectFrom('roster').selectAll().where('course_id', '=', courseId).execute()
      const left = new Map(all.flatMap((row) => row.left_at === null ? [] : [[row.key, entryOf(row)]]))
      for (const { key, left_at: leftAt } of all) if (leftAt === null && !keys.has(key)) await transaction.updateTable('roster').set({ left_at: now }).where('course_id', '=', courseId).where('key', '=', key).execute()
      for (const entry of entries) {
        const row = rowOf(courseId, { ...entry, personId: entry.personId ?? idOfReturned(entry, left.get(entry.key), entries) }, now)
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

/** The numeric id of somebody who had left the list, where it names the same login again, and nobody else by either. */
function idOfReturned({ key, login }: RosterEntry, before: RosterEntry | undefined, entries: readonly RosterEntry[]): number | null {
  if (before === undefined || before.personId === null || login === '' || login.toLowerCase() !== before.login.toLowerCase()) return null
  const isAnothers = entries.some((one) => one.key !== key && (one.personId === before.personId || one.login.toLowerCase() === login.toLowerCase()))
  return isAnothers ? null : before.personId
}

function rowOf(courseId: string, { key, personId, ...entry }: RosterEntry, now: number): RosterRow {
  return { course_id: courseId, key, person_id: personId, entry: JSON.stringify(entry), since: now, left_at: null }
}

function entryOf({ key, person_id: personId, entry }: RosterRow): RosterEntry {
  const kept: Omit<RosterEntry, 'key' | 'personId'> = fromJson(entry)
  return { ...kept, key, personId }
}
