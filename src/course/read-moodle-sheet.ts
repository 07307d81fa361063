import type { RosterEntry } from '../model/roster.ts'
import type { PlacedRow } from '../parse/csv-places.ts'
import { cellIn, columnsInWords, nameKey, numberIn, wordIn, type SheetColumns, type SheetReading, type SheetRow } from './grade-sheet.ts'
import { fieldOf } from './roster-columns.ts'

/** How Moodle names a participant in its own words: `Participant 41`, `Teilnehmer/in41`. */
const PARTICIPANT = /^(\D{3,60}?)\s*\d{1,15}$/

/** Behind how many columns no address of e-mail is looked for. */
const MOST_COLUMNS = 50

/** Whether a table is a worksheet for offline grading, in any language: its first column has the same word with a number behind it in every row. */
export function isMoodleSheet(header: PlacedRow, rows: readonly PlacedRow[]): boolean {
  const words = new Set(rows.map((row) => PARTICIPANT.exec(wordIn(row, 0))?.[1] ?? null))
  return header.cells.length > 2 && rows.length > 0 && words.size === 1 && !words.has(null)
}

/**
 * Reads a worksheet for offline grading that was downloaded from Moodle: its columns of grade and feedback, by their English names or those that are given, and a row for each participant. Refuses one without the column of grades, with one that
 * is given and not there, or whose highest grade is not `points`.
 */
export function readMoodleSheet(header: PlacedRow, rows: readonly PlacedRow[], columns: SheetColumns, points: number): SheetReading {
  const grade = columnNamed(header, columns.gradeColumn ?? 'Grade')
  const feedback = columnNamed(header, columns.feedbackColumn ?? 'Feedback comments')
  const missing = grade < 0 ? columns.gradeColumn ?? 'Grade' : feedback < 0 ? columns.feedbackColumn : null
  if (missing !== null) return { ok: false, line: header.line, says: `expected a column ${JSON.stringify(missing.slice(0, 60))} in this worksheet of Moodle, or the name that it has there; found ${columnsInWords(header.cells)}` }
  if (grade === feedback || grade === 0 || feedback === 0) return { ok: false, line: header.line, says: 'expected a column for grades and another one for feedback, behind the first column' }
  const maximum = columnNamed(header, 'Maximum grade')
  const other = rows.find((row) => (numberIn(wordIn(row, maximum)) ?? points) !== points)
  if (other !== undefined) return { ok: false, line: other.line, says: `expected ${points} as the highest grade, as the course counts; the assignment in Moodle has ${wordIn(other, maximum)}. Set one of them to the other, and download the worksheet again where it was Moodle` }
  return {
    ok: true,
    sheet: {
      platform: 'moodle', says: `Taken for a worksheet for offline grading that was downloaded from Moodle; grades go into the column ${JSON.stringify(wordIn(header, grade))}${feedback < 0 ? '' : `, feedback into ${JSON.stringify(wordIn(header, feedback))}`}.`,
      rows: rows.map(readerOf(header, rows, grade, feedback)), keysOf, remarks: feedback < 0 ? ['the worksheet has no column "Feedback comments", so only grades are filled in'] : [],
    },
  }
}

function keysOf({ name, email, platform }: RosterEntry): readonly string[] {
  return [email.toLowerCase(), platform.idNumber, nameKey(name)]
}

function columnNamed({ cells }: PlacedRow, name: string): number {
  return cells.findIndex((cell) => cell.trim().toLowerCase() === name.trim().toLowerCase())
}

function readerOf(header: PlacedRow, rows: readonly PlacedRow[], grade: number, feedback: number): (row: PlacedRow) => SheetRow {
  const fields = header.cells.map(fieldOf)
  const addresses = header.cells.slice(0, MOST_COLUMNS).findIndex((_, column) => isAddresses(rows.map((row) => wordIn(row, column))))
  const email = fields.indexOf('email') < 0 ? addresses : fields.indexOf('email')
  // Behind the identifier comes the name, whatever its column is called; a worksheet of a blind marking has neither.
  const name = fields.indexOf('name') < 0 && email === 2 ? 1 : fields.indexOf('name')
  const idNumber = fields.indexOf('idNumber')
  const changeable = columnNamed(header, 'Grade can be changed')
  return (row) => ({
    line: row.line, name: wordIn(row, name) || wordIn(row, 0), keys: [wordIn(row, email).toLowerCase(), wordIn(row, idNumber), nameKey(wordIn(row, name))],
    grade: cellIn(row, grade), feedback: cellIn(row, feedback), closed: wordIn(row, changeable).toLowerCase() === 'no' ? 'Moodle says that their grade cannot be changed' : null,
  })
}

/** Whether a column holds addresses of e-mail alone, at least one. */
function isAddresses(cells: readonly string[]): boolean {
  const filled = cells.filter((cell) => cell !== '')
  return filled.length > 0 && filled.every((cell) => /^[^\s@]{1,100}@[^\s@]{1,200}$/.test(cell))
}
