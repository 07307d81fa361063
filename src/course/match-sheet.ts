import type { GradeSheet, SheetRow } from './grade-sheet.ts'
import type { RosterEntry } from '../model/roster.ts'

/** Whom a downloaded file and the course's list have in common. `why` says whether nothing names them there, or several do and it is not certain which is meant. */
export type MatchedSheet = {
  readonly pairs: ReadonlyMap<RosterEntry, SheetRow>
  readonly students: readonly { readonly student: RosterEntry; readonly why: 'none' | 'several' }[]
  readonly rows: readonly SheetRow[]
}

/**
 * Finds students in a downloaded file by their keys, in the order that the platform has them: the first that names one student and one row, and nobody else. The last key is the name, which counts only where no other key says that it is somebody
 * else. Every student and every row is found once at most.
 */
export function matchSheet(students: readonly RosterEntry[], { rows, keysOf }: Pick<GradeSheet, 'rows' | 'keysOf'>): MatchedSheet {
  const keys = new Map(students.map((student) => [student, keysOf(student)]))
  const depth = Math.max(0, ...rows.map((row) => row.keys.length))
  const pairs = new Map<RosterEntry, SheetRow>()
  const taken = new Set<SheetRow>()
  for (let level = 0; level < depth; level += 1) {
    const byKey = grouped(students, (student) => keys.get(student)?.[level] ?? '')
    for (const [key, sameRows] of grouped(rows, (row) => row.keys[level] ?? '')) {
      const [student, ...otherStudents] = byKey.get(key) ?? []
      const [row, ...otherRows] = sameRows
      if (student === undefined || row === undefined || otherStudents.length > 0 || otherRows.length > 0 || pairs.has(student) || taken.has(row)) continue
      if (level === depth - 1 && isSomebodyElse(keys.get(student) ?? [], row.keys)) continue
      pairs.set(student, row)
      taken.add(row)
    }
  }
  const inRows = Array.from({ length: depth }, (_, level) => new Set(rows.map((row) => row.keys[level])))
  const isNamed = (student: RosterEntry): boolean => inRows.some((known, level) => (keys.get(student)?.[level] ?? '') !== '' && known.has(keys.get(student)?.[level]))
  return { pairs, students: students.filter((student) => !pairs.has(student)).map((student) => ({ student, why: isNamed(student) ? 'several' : 'none' })), rows: rows.filter((row) => !taken.has(row)) }
}

function grouped<One>(all: readonly One[], keyOf: (one: One) => string): ReadonlyMap<string, readonly One[]> {
  const groups = new Map<string, One[]>()
  for (const one of all) {
    const key = keyOf(one)
    if (key === '') continue
    const same = groups.get(key)
    if (same === undefined) groups.set(key, [one])
    else same.push(one)
  }
  return groups
}

/** Whether a key other than the name is known of both and differs. */
function isSomebodyElse(one: readonly string[], other: readonly string[]): boolean {
  return one.slice(0, -1).some((key, level) => key !== '' && (other[level] ?? '') !== '' && other[level] !== key)
}
