import type { BeingCounted, ClassStanding } from '../../../model/class-standing.ts'
import type { GradeState } from '../../../model/gradebook.ts'

/** How the grades of a class stand, each with what is told of it. */
export const GRADE_STATES = {
  final: { name: 'Final', says: 'does not change by itself any more' },
  provisional: { name: 'May still change', says: 'its day is not over, proofs still count, or something could not be seen' },
  excused: { name: 'Excused', says: 'from every item' },
  'not-judged': { name: 'Not judged', says: 'a push counts that the App has not judged' },
  'not-seen': { name: 'Not seen', says: 'what counts could not be seen, or nobody has graded what people grade' },
  'nothing-yet': { name: 'Nothing yet', says: 'no push counts so far' },
  'no-repository': { name: 'No repository', says: 'works on none that is known' },
} as const satisfies Readonly<Record<GradeState, { readonly name: string; readonly says: string }>>

/** How many rows of a class stand how, those that were counted, and how many of those who have a grade may see it. */
export type GradesCount = { readonly rows: number; readonly by: Readonly<Record<GradeState, number>>; readonly released: number; readonly held: number; readonly beingCounted: BeingCounted }

/** What was earned, or that nothing was to be; of all others there is nothing to show. */
const IS_GRADE: ReadonlySet<GradeState> = new Set(['final', 'provisional', 'excused'])

/** Counts the grades of a class by what was counted of each repository. */
export function gradesCount({ rows: all, beingCounted }: Pick<ClassStanding, 'rows' | 'beingCounted'>): GradesCount {
  const rows = all.filter(({ repository, standing }) => repository === null || standing !== null)
  const by = { final: 0, provisional: 0, excused: 0, 'not-judged': 0, 'not-seen': 0, 'nothing-yet': 0, 'no-repository': 0 }
  const graded = rows.filter((row) => {
    const state = row.repository === null ? 'no-repository' : row.standing?.gradeState ?? 'nothing-yet'
    by[state] += 1
    return IS_GRADE.has(state)
  })
  const released = graded.filter(({ isReleased }) => isReleased).length
  return { rows: rows.length, by, released, held: graded.length - released, beingCounted }
}
