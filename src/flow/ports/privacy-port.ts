import type { Erased, KnownStudent, StudentExport, StudentRepository } from '../../model/kept-student.ts'
import type { AuditEntry } from './store-ports.ts'

export type EraseMode = 'write' | 'preview'

/** An installation that is gone, and since when. */
export type GoneInstallation = { readonly id: number; readonly goneAt: number }

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
  /** Empties texts of people (what participants said, reasons of decisions, re-judgings and releases, notes on the watch list, and why a verdict is said to be wrong) that were written before a time in courses that ended or closed before it, `most` at a time; what was said and decided stays. Gives how many. */
  readonly emptyTexts: (before: number, most: number) => Promise<number>
  /** Installations that have been gone since before a time; a suspended one is not gone. */
  readonly goneBefore: (before: number) => Promise<readonly GoneInstallation[]>
  /** Erases everything of some repositories of an installation, `most` at a time, unless it is back. Gives how many. */
  readonly eraseRepositoriesOf: (installation: GoneInstallation, most: number, now: number) => Promise<number>
  /** Erases what is left of an installation beside its repositories, with its entry for the audit: its webhooks and events; the lists and staff of its account's courses, unless the account has the App elsewhere or they have repositories of others. False where it is back. */
  readonly eraseInstallation: (installation: GoneInstallation, audit: AuditEntry) => Promise<boolean>
}
