import type { RosterEntry } from '../../model/roster.ts'

/** The students whom a word names: the one of that key, else those of that login, student id or e-mail; letters in any case. */
export function studentsNamed<Listed extends { readonly entry: RosterEntry }>(word: string, students: readonly Listed[]): readonly Listed[] {
  const asked = word.trim().toLowerCase()
  const byKey = students.filter(({ entry }) => entry.key === asked)
  return byKey.length > 0 ? byKey : students.filter(({ entry }) => namesOf(entry).includes(asked))
}

function namesOf({ login, studentId, email }: RosterEntry): readonly string[] {
  return [login, studentId, email].filter((name) => name !== '').map((name) => name.toLowerCase())
}
