import type { Erased, KnownStudent, StudentExport, StudentRepository } from '../model/kept-student.ts'
import type { AuditEntry } from './store-ports.ts'

export type EraseMode = 'write' | 'preview'

/** What is kept of single people. Where a course is named, only what is of that course counts. */
export type PrivacyStore = {
  /** Those who go by a word: a login, a numeric id on GitHub, an e-mail, a student id, whatever the case of its letters. */
  readonly whoIs: (word: string, courseId: string | null) => Promise<readonly KnownStudent[]>
  /** Courses that run whose staff a student is of. */
  readonly staffIn: (student: KnownStudent, courseId: string | null) => Promise<readonly string[]>
  readonly repositoriesOf: (student: KnownStudent, courseId: string | null) => Promise<readonly StudentRepository[]>
  /** Everything of one student for themselves; nobody else's words are in it. */
  readonly everythingOf: (student: KnownStudent, courseId: string | null) => Promise<StudentExport>
  /**
   * Erases a student, in one transaction with the entry for the audit, which is the one way past what the database keeps for ever. What is theirs alone goes; in what they share with others nobody stands in their place.
   * `preview` tells what would go, and writes nothing. Doing it again finds nobody.
   */
  readonly eraseStudent: (student: KnownStudent, courseId: string | null, mode: EraseMode, audit: AuditEntry) => Promise<Erased>
}
