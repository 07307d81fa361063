import type { RosterEntry } from '../model/roster.ts'
import { readCsvTable, type CsvRow } from '../parse/csv-table.ts'
import { isTestStudent } from './grade-sheet.ts'
import { fieldOf, type RosterField } from './roster-columns.ts'

/** Where a list is wrong: the line from 1, and what was expected. */
export type RosterProblem = { readonly line: number; readonly says: string }

/** `ignored` are the columns that say nothing here, by their names. */
export type RosterReading =
  | { readonly ok: true; readonly entries: readonly RosterEntry[]; readonly ignored: readonly string[] }
  | { readonly ok: false; readonly problems: readonly RosterProblem[] }

const MOST_PROBLEMS = 50
const LONGEST_CELL = 200
const LOGIN = /^[A-Za-z0-9](?:[A-Za-z0-9]|-(?=[A-Za-z0-9])|_(?=[A-Za-z0-9])){0,99}$/
const NUMERIC = /^[1-9]\d{0,14}$/
/** Nobody sees them, and PostgreSQL takes no NUL. A line break or a tab may stand in a quoted cell. */
const CONTROLS = /[^\P{Cc}\t\r\n]/u
const EMAIL = /^[^\s@,;<>"]{1,64}@[^\s@,;<>"]{1,190}$/

/**
 * Reads a course's list of students (CSV; its first row names the columns, in the usual ways). All or nothing: every row that is wrong is told, 50 at most, and then no entry is given. Rows of points, which Canvas puts under
 * its header, and its test student are left out.
 */
export function readRoster(text: string): RosterReading {
  const reading = readCsvTable(text)
  if (!reading.ok) return { ok: false, problems: [{ line: reading.line, says: reading.says }] }
  const [header, ...rows] = reading.table.rows
  if (header === undefined) return wrong(1, 'expected a first row with the names of the columns; the file is empty')
  const fields = header.cells.map(fieldOf)
  const complaint = complaintAboutHeader(header, fields)
  if (complaint !== null) return wrong(header.line, complaint)
  const read = rows.filter((row) => !isOfPlatform(row, fields)).map((row) => rowOf(row, fields))
  // A row that is there twice is told once, by the first thing that it shares.
  const twice = new Map(doubled(read).toReversed().map((one) => [one.line, one]))
  const problems = [...read.flatMap((one) => one.problems), ...twice.values()].toSorted((one, other) => one.line - other.line)
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, MOST_PROBLEMS) }
  if (read.length === 0) return wrong(header.line, 'expected a row for each student below the names of the columns; there is none')
  return { ok: true, entries: read.map(({ entry }) => entry), ignored: header.cells.filter((_, at) => fields[at] === null && header.cells[at]?.trim() !== '') }
}

function wrong(line: number, says: string): RosterReading {
  return { ok: false, problems: [{ line, says }] }
}

function complaintAboutHeader({ cells }: CsvRow, fields: readonly (RosterField | null)[]): string | null {
  const twice = fields.find((field, at) => field !== null && fields.indexOf(field) !== at)
  if (twice !== undefined && twice !== null) return `expected each column once; ${cells.filter((_, at) => fields[at] === twice).map((cell) => `"${cell}"`).join(' and ')} say the same`
  if (!fields.some((field) => field === 'login' || field === 'studentId' || field === 'email')) return 'expected a column with the login on GitHub ("github"), the student id ("student id") or the e-mail ("email"); there is none of these names in the first row'
  return null
}

/** Canvas's row with the points that are possible, and the student that it makes for tests. */
function isOfPlatform({ cells }: CsvRow, fields: readonly (RosterField | null)[]): boolean {
  const first = cells[0]?.trim() ?? ''
  const cell = (field: RosterField): string => cells[fields.indexOf(field)]?.trim() ?? ''
  return /^points possible$/i.test(first) || isTestStudent(cell('name') || `${cell('firstName')} ${cell('lastName')}`) || cells.every((cell) => cell.trim() === '')
}

type ReadRow = { readonly line: number; readonly entry: RosterEntry; readonly problems: readonly RosterProblem[] }

function rowOf({ line, cells }: CsvRow, fields: readonly (RosterField | null)[]): ReadRow {
  const cell = (field: RosterField): string => cells[fields.indexOf(field)]?.trim() ?? ''
  const [login, email, studentId, personId] = [cell('login').replace(/^@/, ''), cell('email'), cell('studentId'), cell('personId')]
  const joined = [cell('firstName'), cell('lastName')].filter((part) => part !== '').join(' ')
  const entry: RosterEntry = {
    key: (studentId || email || login).toLowerCase(), name: cell('name') || joined, email, studentId, section: cell('section'), login, personId: NUMERIC.test(personId) ? Number(personId) : null,
    platform: { canvasId: cell('canvasId'), sisUserId: cell('sisUserId'), sisLoginId: cell('sisLoginId'), moodleUser: cell('moodleUser'), idNumber: cell('idNumber') },
  }
  const says = [
    ...(cells.length > fields.length && cells.slice(fields.length).some((extra) => extra.trim() !== '') ? [`expected ${fields.length} cells as in the first row; found ${cells.length}`] : []),
    ...(entry.key === '' ? ['expected a student id, an e-mail or a login on GitHub; this row has none of them'] : []),
    ...(login !== '' && !LOGIN.test(login) ? [`expected the login of a person on GitHub, such as octo-ana; found ${JSON.stringify(login.slice(0, 60))}`] : []),
    ...(email !== '' && !EMAIL.test(email) ? [`expected an e-mail address; found ${JSON.stringify(email.slice(0, 60))}`] : []),
    ...(personId !== '' && !NUMERIC.test(personId) ? [`expected the numeric id of a person on GitHub; found ${JSON.stringify(personId.slice(0, 60))}`] : []),
    ...(cells.some((one) => one.includes('\ufffd')) ? ['expected text in UTF-8; found signs that are none (save the list as "CSV UTF-8")'] : []),
    ...(cells.some((one) => CONTROLS.test(one)) ? ['expected text alone; found control characters, which nobody sees'] : []),
    ...(cells.some((one) => one.length > LONGEST_CELL) ? [`expected cells of at most ${LONGEST_CELL} characters`] : []),
  ]
  return { line, entry, problems: says.map((one) => ({ line, says: one })) }
}

/** Rows that name somebody whom a row above names already: by the key, the e-mail, the login or the numeric id. */
function doubled(rows: readonly ReadRow[]): readonly RosterProblem[] {
  return ([['student id, e-mail or login', ({ key }) => key], ['e-mail', ({ email }) => email.toLowerCase()], ['login', ({ login }) => login.toLowerCase()], ['numeric id', ({ personId }) => personId?.toString() ?? '']] as const satisfies readonly (readonly [string, (entry: RosterEntry) => string])[])
    .flatMap(([what, of]) => {
      const seen = new Map<string, number>()
      return rows.flatMap(({ line, entry }) => {
        const value = of(entry)
        const above = value === '' ? undefined : seen.get(value)
        if (above === undefined) {
          seen.set(value, line)
          return []
        }
        return [{ line, says: `expected everybody once; line ${above} has the same ${what} (${JSON.stringify(value)})` }]
      })
    })
}
