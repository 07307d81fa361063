import type { JournalStore } from '../flow/ports/store-ports.ts'
import { writeAudit } from './audit.ts'
import type { Backend } from './backend.ts'
import { eventsReader, newestEventsReader, pushersReader, writeEvents } from './events.ts'
import { inTransaction } from './transaction.ts'

/** The port of what happened and who changed what, on SQL. */
export function createJournalStore(backend: Backend): JournalStore {
  const { database } = backend
  return {
    addEvents: (events) => inTransaction(backend, (transaction) => writeEvents(transaction, events)),
    eventsOf: eventsReader(database),
    newestEventsOf: newestEventsReader(database),
    pushersOf: pushersReader(database),
    addAudit: (entry) => writeAudit(database, entry),
    audit: (most) => database.selectFrom('audit').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').limit(most).execute(),
    // A repository may have been in another course; the entry of a decision has its id.
    auditOf: (courseId, most) => database.selectFrom('audit').selectAll()
      .where((expression) => expression.or([expression('subject', '=', `course ${courseId}`), expression('id', 'in', expression.selectFrom('decisions').select('id').where('course_id', '=', courseId))]))
      .orderBy('at', 'desc').orderBy('id', 'desc').limit(most).execute(),
  }
}
