import type { GradebookRow } from '../model/gradebook.ts'
import type { Grading } from '../model/grading.ts'
import type { ReleaseScope, ReleaseWord } from '../model/release.ts'
import type { RosterEntry } from '../model/roster.ts'

type Student = Pick<RosterEntry, 'key' | 'section'>

/** Whether a student of this section is in the one that is named; who is in none is in no section. */
export function isInSection(section: string, named: string): boolean {
  return named.trim() !== '' && section.trim() === named.trim()
}

/** Whether a word about grades is about a student, by the section in which they are now; who is in none is in no section. */
export function isCovered({ key, section }: Student, scope: ReleaseScope): boolean {
  switch (scope.kind) {
    case 'class': return true
    case 'section': return isInSection(section, scope.section)
    case 'student': return key === scope.key
  }
}

/**
 * The word that holds for a student: of all that cover them the newest, whichever scope it has, so that holding the class holds also who was released alone before. Of two of one moment the one that holds grades back. Null where nobody said
 * anything about them.
 */
function wordOn(student: Student, words: readonly ReleaseWord[]): ReleaseWord | null {
  return words.filter(({ scope }) => isCovered(student, scope)).reduce<ReleaseWord | null>((newest, one) => newest === null || one.at > newest.at || (one.at === newest.at && one.says === 'held') ? one : newest, null)
}

/** Of what was said about the grades of sections the newest word on each of these: where nobody is in one any more, it holds for nobody. */
export function wordsOnSections(sections: readonly string[], words: readonly ReleaseWord[]): readonly ReleaseWord[] {
  return sections.flatMap((section) => words.filter(({ scope }) => scope.kind === 'section' && isInSection(section, scope.section)).toSorted((one, other) => one.at - other.at).at(-1) ?? [])
}

/**
 * The word since which a student may see their grade: the first that released it and was not held again since, so that releasing what is shown already begins nothing. Null where it is held, or is shown by what the course's file says.
 */
export function releasedBy(student: Student, words: readonly ReleaseWord[], { release }: Pick<Grading, 'release'>): ReleaseWord | null {
  const own = words.filter(({ scope }) => isCovered(student, scope)).toSorted((one, other) => one.at - other.at || Number(one.says === 'held') - Number(other.says === 'held'))
  const lastHeld = own.findLastIndex(({ says }) => says === 'held')
  return lastHeld < 0 && release === 'at-once' ? null : own[lastHeld + 1] ?? null
}

/** Whether a student may see their grade: by the word that holds for them, else by what the course's file says. */
export function isReleased(student: Student, words: readonly ReleaseWord[], { release }: Pick<Grading, 'release'>): boolean {
  return (wordOn(student, words)?.says ?? (release === 'at-once' ? 'released' : 'held')) === 'released'
}

/** Whether a repository shows its grade, by the rows of the gradebook that are of it: it is the grade of all who work on it, so each of them has to be released; where nobody of the list does, it shows none. */
export function isShownBy(rows: readonly Pick<GradebookRow, 'isReleased'>[]): boolean {
  return rows.length > 0 && rows.every(({ isReleased: released }) => released)
}
