import type { RosterEntry } from '../model/roster.ts'
import type { PlacedRow } from '../parse/csv-places.ts'
import { cellIn, columnsInWords, isTestStudent, nameKey, numberIn, wordIn, type SheetColumns, type SheetReading, type SheetRow } from './grade-sheet.ts'

/** Whether the names of columns are those that Canvas begins a downloaded gradebook with: `Student, ID` or `LastName, FirstName, ID`, and later `Section`. */
export function isCanvasHeader(header: PlacedRow): boolean {
  return nameColumns(header) > 0 && wordIn(header, nameColumns(header)) === 'ID' && sectionOf(header) > 0
}

/**
 * Reads a gradebook that was downloaded from Canvas: the column of the assignment, found by its id or else its title, and a row for each student. Refuses one whose column is not there, is not certain, cannot be written to, or counts other points than
 * `points`.
 */
export function readCanvasSheet(header: PlacedRow, rows: readonly PlacedRow[], { assignment }: SheetColumns, points: number): SheetReading {
  const found = columnOf(header, assignment)
  if (typeof found === 'string') return { ok: false, line: header.line, says: found }
  const possible = rows.find((row) => wordIn(row, 0).includes('Points Possible'))
  const says = possible === undefined ? null : complaintAboutPoints(wordIn(possible, found), points)
  if (possible !== undefined && says !== null) return { ok: false, line: possible.line, says }
  return {
    ok: true,
    sheet: {
      platform: 'canvas', says: `Taken for a gradebook that was downloaded from Canvas; grades go into the column ${JSON.stringify(wordIn(header, found))}.`,
      rows: rows.filter((row) => row !== possible && isStudent(row, header)).map(readerOf(header, found)), keysOf, remarks: [],
    },
  }
}

function keysOf({ name, platform: { canvasId, sisUserId, sisLoginId } }: RosterEntry): readonly string[] {
  return [canvasId, sisUserId, sisLoginId.toLowerCase(), nameKey(name)]
}

function nameColumns(header: PlacedRow): number {
  if (wordIn(header, 0) === 'Student') return 1
  return wordIn(header, 0) === 'LastName' && wordIn(header, 1) === 'FirstName' ? 2 : 0
}

function sectionOf({ cells }: PlacedRow): number {
  return cells.findIndex((cell) => cell.trim() === 'Section')
}

/** The column of an assignment, or why there is none that is certain. */
function columnOf(header: PlacedRow, { title, canvasId }: SheetColumns['assignment']): number | string {
  const columns = header.cells.map((_, column) => column).slice(sectionOf(header) + 1)
  const isMeant = (column: number): boolean => {
    const name = wordIn(header, column)
    const id = /\((\d{1,20})\)$/.exec(name)?.[1] ?? null
    return canvasId === null ? name === title.trim() || (id !== null && name.slice(0, -id.length - 2).trim() === title.trim()) : id === canvasId
  }
  const meant = columns.filter(isMeant)
  const what = canvasId === null ? `named ${JSON.stringify(title.slice(0, 60))}` : `whose name ends with (${canvasId.slice(0, 20)})`
  const [only] = meant
  if (only !== undefined && meant.length === 1) return only
  if (only !== undefined) return `expected one column ${what}; found ${meant.length}: name the assignment by its id, the number in parentheses`
  return `expected a column ${what} for the assignment; found ${columnsInWords(columns.map((column) => wordIn(header, column))) || 'no assignment'}`
}

function complaintAboutPoints(cell: string, points: number): string | null {
  const possible = numberIn(cell)
  if (cell.includes('(')) return `Canvas marks this column as ${JSON.stringify(cell.slice(0, 60))}: it takes no grades; name an assignment`
  if (possible === null || possible === points) return null
  return `expected ${points} points possible, as the course counts; the assignment in Canvas has ${possible}. Set one of them to the other, and download the file again where it was Canvas`
}

function isStudent(row: PlacedRow, header: PlacedRow): boolean {
  const [name, id] = [wordIn(row, 0), wordIn(row, nameColumns(header))]
  // The row of what is posted by hand has neither; the student for tests is Canvas's own.
  return (name !== '' || id !== '') && !isTestStudent(nameOf(row, header))
}

function nameOf(row: PlacedRow, header: PlacedRow): string {
  return nameColumns(header) === 1 ? wordIn(row, 0) : `${wordIn(row, 1)} ${wordIn(row, 0)}`.trim()
}

function readerOf(header: PlacedRow, column: number): (row: PlacedRow) => SheetRow {
  const names = header.cells.map((cell) => cell.trim())
  const [id = -1, user = -1, login = -1] = ['ID', 'SIS User ID', 'SIS Login ID'].map((name) => names.indexOf(name))
  return (row) => {
    const name = nameOf(row, header)
    const grade = cellIn(row, column)
    return {
      line: row.line, name, keys: [wordIn(row, id), wordIn(row, user), wordIn(row, login).toLowerCase(), nameKey(name)], grade, feedback: null,
      closed: grade?.text.trim() === 'N/A' ? 'Canvas says N/A: the assignment is not given to them' : null,
    }
  }
}
