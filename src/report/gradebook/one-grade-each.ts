import type { GradebookRow } from '../../model/gradebook.ts'
import { inWords } from './counted.ts'
import { platformGrade } from './grade-state.ts'

/** A student with the row that counts for them; `unclear` says why no grade can be taken from it, null where one can. */
export type StudentRow = { readonly row: GradebookRow; readonly unclear: string | null }

/**
 * One row a student, in their order, for files that hold one grade each. Who works on several repositories has the grade that they have in one of them, or alike in all; where the grades differ none is chosen, since nobody said which one counts.
 */
export function oneGradeEach(rows: readonly GradebookRow[]): readonly StudentRow[] {
  const students = new Map<string, GradebookRow[]>()
  for (const row of rows) {
    const known = students.get(row.student.key)
    if (known === undefined) students.set(row.student.key, [row])
    else known.push(row)
  }
  return [...students.values()].flatMap((theirs) => {
    const graded = theirs.filter(({ grade }) => platformGrade(grade).kind !== 'none')
    const [row] = graded.length > 0 ? graded : theirs
    if (row === undefined) return []
    const differ = new Set(graded.map(wordOf)).size > 1
    return [{ row, unclear: differ ? `has different grades in several repositories (${inWords(graded.map((one) => `${one.repository?.name ?? 'one'}: ${wordOf(one)}`))}), and which one counts is not said` : null }]
  })
}

function wordOf({ grade }: GradebookRow): string {
  const found = platformGrade(grade)
  return found.kind === 'points' ? String(found.points) : 'excused'
}
