import type { RosterEntry } from '../model/roster.ts'
import type { CellPlace, PlacedRow } from '../parse/csv-places.ts'

/** A cell of a downloaded file: where it stands in the text, and what it says. */
export type SheetCell = { readonly place: CellPlace; readonly text: string }

/** One student in a downloaded file. `keys` are what the platform knows them by, in the order of the platform, the name last; empty where it is not known. */
export type SheetRow = {
  readonly line: number
  readonly name: string
  readonly keys: readonly string[]
  /** Null where the row ends before that column, or the file has none. */
  readonly grade: SheetCell | null
  readonly feedback: SheetCell | null
  /** Why the platform takes no grade here; null where it does. */
  readonly closed: string | null
}

/** A file that a teacher downloaded from a learning platform to fill in grades. */
export type GradeSheet = {
  readonly platform: 'canvas' | 'moodle'
  /** What it is taken for, in a sentence. */
  readonly says: string
  readonly rows: readonly SheetRow[]
  /** What a student of the course's list is found by, in the order of the rows' keys. */
  readonly keysOf: (student: RosterEntry) => readonly string[]
  /** What to know of the file before it is used. */
  readonly remarks: readonly string[]
}

export type SheetReading = { readonly ok: true; readonly sheet: GradeSheet } | SheetRefusal

export type SheetRefusal = { readonly ok: false; readonly line: number; readonly says: string }

/** What the columns are called that are to be filled in. */
export type SheetColumns = {
  /** The assignment in Canvas: its number there goes before its title. */
  readonly assignment: { readonly title: string; readonly canvasId: string | null }
  /** The names of Moodle's columns where its words are not English; null for `Grade` and `Feedback comments`. */
  readonly gradeColumn: string | null
  readonly feedbackColumn: string | null
}

/** The cell of a row in a column; null where the row has none. */
export function cellIn({ cells, places }: PlacedRow, column: number): SheetCell | null {
  const [text, place] = [cells[column], places[column]]
  return text === undefined || place === undefined ? null : { text, place }
}

/** What a cell says, without blanks around it; empty where there is none. */
export function wordIn({ cells }: PlacedRow, column: number): string {
  return cells[column]?.trim() ?? ''
}

/** A name as it is compared: `Kovac, Ana` is `Ana Kovac`. */
export function nameKey(name: string): string {
  const plain = name.normalize('NFC').replace(/\s+/g, ' ').trim()
  const comma = plain.indexOf(',')
  return comma < 0 ? plain : `${plain.slice(comma + 1).trim()} ${plain.slice(0, comma).trim()}`.trim()
}

/** A number as learning platforms write it, with a dot or a comma; null for anything else. */
export function numberIn(text: string): number | null {
  return /^\d{1,9}(?:[.,]\d{1,9})?$/.test(text.trim()) ? Number(text.trim().replace(',', '.')) : null
}

/** Names of columns as a sentence shows them, the first few. */
export function columnsInWords(names: readonly string[]): string {
  const most = 12
  const shown = names.filter((name) => name.trim() !== '').map((name) => JSON.stringify(name.trim().slice(0, 60)))
  return `${shown.slice(0, most).join(', ')}${shown.length > most ? ` and ${shown.length - most} more` : ''}`
}

/** Whether a name is that of the student whom Canvas makes in each course for tests. */
export function isTestStudent(name: string): boolean {
  return /^(?:student, test|test student)$/i.test(name)
}
