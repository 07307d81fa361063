import type { GradebookRow } from '../../model/gradebook.ts'
import type { RosterEntry } from '../../model/roster.ts'
import { counted } from './counted.ts'
import { gradeState } from './grade-state.ts'

/** What a grade file is told besides the gradebook. */
export type GradeFileOptions = {
  /** What the learning platform calls the work. `canvasId` is the number of the assignment in Canvas, as its address has it; null where there is none yet. */
  readonly assignment: { readonly title: string; readonly canvasId: string | null }
  /** In milliseconds since 1970; null where the course has no such day. */
  readonly dueAt: number | null
  /** Which of its names Moodle is to know everybody by; null takes the one that most students have. */
  readonly moodleIdentity: MoodleIdentity | null
  /** Whether the file begins with the mark of UTF-8, without which some spreadsheets show names wrong. */
  readonly withBom: boolean
}

/** The columns by which Moodle's import of grades finds people. */
export type MoodleIdentity = 'username' | 'email' | 'idnumber'

/**
 * What a file could not hold, or what to know before it is used: of one student (`student` is their key) or of the whole file (null), and at a line of a file that was filled in (else null). `says` has text of the course's list in it and
 * is not escaped for any place.
 */
export type GradeFileProblem = { readonly student: string | null; readonly line: number | null; readonly says: string }

export type GradeFile = { readonly text: string; readonly problems: readonly GradeFileProblem[] }

/** A problem of one student, told by their name. */
export function ofStudent(student: RosterEntry, says: string, line: number | null = null): GradeFileProblem {
  return { student: student.key, line, says: `${student.name === '' ? student.key : `${student.name} (${student.key})`}: ${says}` }
}

/** A problem of the whole file. */
export function ofFile(says: string): GradeFileProblem {
  return { student: null, line: null, says }
}

/** What to know of a file that does not show which of its grades are provisional. */
export function stillChanging(rows: readonly GradebookRow[]): readonly GradeFileProblem[] {
  const count = rows.filter((row) => gradeState(row) === 'provisional').length
  return count === 0 ? [] : [ofFile(`${counted(count, 'grade')} in it ${count === 1 ? 'is' : 'are'} provisional and may still change`)]
}

/** That nobody has anything that a learning platform could find them by (`known` says of each whether they have), and what to do. */
export function nobodyKnown(known: readonly boolean[], platform: 'Canvas' | 'Moodle'): readonly GradeFileProblem[] {
  return known.length === 0 || known.includes(true) ? [] : [ofFile(`nobody is in it, since ${platform} could find nobody: import a list of students that has what ${platform} knows them by, or have a file filled in that comes from ${platform}`)]
}

/** The lines of a file as one text, with the mark of UTF-8 where it is asked for. */
export function fileText(lines: readonly string[], { withBom }: Pick<GradeFileOptions, 'withBom'>): string {
  return `${withBom ? '\uFEFF' : ''}${lines.join('')}`
}
