import { readCsv } from './read-csv.ts'

/** A student of a course in Canvas, and what its import sees of them. */
export type CanvasUser = { readonly id: number; readonly sisUserId?: string; readonly sisLoginId?: string; readonly name: string }

/** What it takes from one column: for which assignment (an id of null is a new one), out of how many points, and by the id of the student in Canvas; null is no score. */
export type CanvasColumn = { readonly assignment: { readonly id: number | null; readonly title: string }; readonly pointsPossible: string; readonly grades: ReadonlyMap<number, number | 'EX' | null> }

type Assignment = { readonly id: number; readonly title: string }

/**
 * What Canvas's import of a gradebook would take from a file, by its rules: how the header has to begin, that a student is found by ID, then SIS User ID, then SIS Login ID, then name, that a title with a number in parentheses is the
 * assignment of that id where there is one, `Points Possible`, `EX`, and blank or `-` for no score. `unknown` are the rows that it would ask about, by their first cell. Throws where Canvas would refuse.
 */
export function importIntoCanvas(text: string, users: readonly CanvasUser[], assignments: readonly Assignment[], customColumns: readonly string[] = []): { readonly columns: readonly CanvasColumn[]; readonly unknown: readonly string[] } {
  const [header = [], ...rows] = readCsv(text.replace(/^\uFEFF/, ''))
  const section = header.indexOf('Section')
  if (header.length < 4 || header[0] !== 'Student' || header[1] !== 'ID' || section < 2) throw new Error(`Invalid header row: ${header.join('|')}`)
  const at = (row: readonly string[], title: string): string => row[header.indexOf(title)] ?? ''
  const points = rows.find((row) => row[0]?.includes('Points Possible'))
  const students = rows.filter((row) => row !== points && !row.every((cell) => /^\s*(?:Manual Posting.*)?\s*$/i.test(cell))).map((row) => ({
    row,
    user: users.find(({ id }) => id === Number.parseInt(row[1] ?? '', 10))
      ?? users.find(({ sisUserId = '' }) => sisUserId !== '' && sisUserId === at(row, 'SIS User ID'))
      ?? users.find(({ sisLoginId = '' }) => sisLoginId !== '' && sisLoginId === at(row, 'SIS Login ID'))
      ?? users.find((one) => one.name === row[0]),
  }))
  const columns = header.map((_, column) => column).slice(section + 1).filter((column) => !customColumns.includes(header[column] ?? '') && !/(?:Current|Final) Score/.test(header[column] ?? ''))
  return {
    columns: columns.map((column) => ({ assignment: assignmentOf(header[column] ?? '', assignments), pointsPossible: points?.[column] ?? '', grades: new Map(students.flatMap(({ row, user }) => user === undefined ? [] : [[user.id, gradeIn(row[column] ?? '')] as const])) })),
    unknown: students.flatMap(({ row, user }) => user === undefined ? [row[0] ?? ''] : []),
  }
}

function assignmentOf(name: string, assignments: readonly Assignment[]): CanvasColumn['assignment'] {
  const id = /\((\d+)\)$/.exec(name)?.[1]
  return assignments.find((one) => one.id === Number(id)) ?? assignments.find(({ title }) => title === name) ?? { id: null, title: name.replace(/\s*\(\d+\)$/, '') }
}

function gradeIn(cell: string): number | 'EX' | null {
  if (cell.trim() === '' || cell.trim() === '-') return null
  if (cell.trim().toUpperCase() === 'EX') return 'EX'
  if (!/^\d+(?:\.\d+)?$/.test(cell)) throw new Error(`no score: ${cell}`)
  return Number(cell)
}
