import type { RosterEntry } from '../../model/roster.ts'
import type { AuditEntry } from './store-ports.ts'

/** The lists of students of courses. */
export type RosterStore = {
  /** Puts a list in the place of what was known, with its entry for the audit in one transaction: all of it or nothing. Who is not in it any more has left; what was decided and judged of them stays, and so does the numeric id of who comes back by the same login. */
  readonly replace: (courseId: string, entries: readonly RosterEntry[], audit: AuditEntry, now: number) => Promise<void>
  /** Who is in the list now, by key. */
  readonly of: (courseId: string) => Promise<readonly RosterEntry[]>
  /** Notes the numeric ids of people that were found by their logins; keys that the list does not have, or has with a numeric id, are passed over. */
  readonly found: (courseId: string, people: readonly { readonly key: string; readonly personId: number }[]) => Promise<void>
}
