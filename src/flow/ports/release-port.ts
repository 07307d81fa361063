import type { ReleaseWord } from '../../model/release.ts'
import type { AuditEntry } from './store-ports.ts'

/** What was said of whose grades are shown: append-only. */
export type ReleaseStore = {
  /** Adds a word with its entry for the audit in one transaction; one that is there already (by id) changes nothing and gives false. */
  readonly say: (word: ReleaseWord, audit: AuditEntry) => Promise<boolean>
  /** Every word of a course, by time, then by id. */
  readonly of: (courseId: string) => Promise<readonly ReleaseWord[]>
}
