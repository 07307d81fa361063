import { courseName } from '../../course/course-name.ts'
import { sumOfPoints } from '../../grade/points.ts'
import type { Gradebook, GradebookRow } from '../../model/gradebook.ts'
import { counted } from './counted.ts'
import { whyNone } from './grade-state.ts'
import { repositoryShown, studentShown } from './gradebook-text.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

/** What a student would gain, as a program reads it: null where there is no grade. */
export type Gain = { readonly student: string; readonly repository: string | null; readonly points: number | null; readonly supposed: number | null; readonly gain: number | null }

/** What each student would gain if something were in place, by two gradebooks of the same students: as it is, and as it would be. */
export function gainsOf(now: Gradebook, supposed: Gradebook): readonly Gain[] {
  return now.rows.map(({ student, repository, grade }, at) => {
    const after = supposed.rows[at]?.grade ?? null
    return { student: student.key, repository: repository?.name ?? null, points: grade?.points ?? null, supposed: after?.points ?? null, gain: grade === null || after === null ? null : sumOfPoints([after.points, -grade.points]) }
  })
}

/** The same for a terminal, a line a student; `about` is what is supposed, by its short name. */
export function gainsText(now: Gradebook, supposed: Gradebook, about: string): string {
  const gains = gainsOf(now, supposed)
  const [names, repositories] = [now.rows.map(({ student }) => studentShown(student)), now.rows.map(({ repository }) => repositoryShown(repository?.name ?? '–'))]
  const [name, repository] = [names, repositories].map((all) => Math.max(0, ...all.map(({ length }) => length)))
  return [
    `${safeForTerminal(courseName(now.course))}: what ${counted(new Set(gains.map(({ student }) => student)).size, 'student')} would have with ${safeForTerminal(about)} in place, by the commits that count\n`,
    ...now.rows.map((row, at) => `  ${(names[at] ?? '').padEnd(name ?? 0)}  ${(repositories[at] ?? '').padEnd(repository ?? 0)}  ${gainWords(row, gains[at])}\n`),
  ].join('')
}

function gainWords(row: GradebookRow, gain: Gain | undefined): string {
  if (row.grade === null || gain === undefined || gain.supposed === null || gain.gain === null) return whyNone(row)
  return gain.gain === 0 ? `${row.grade.points.toFixed(2)} as now` : `${gain.supposed.toFixed(2)}, ${gain.gain.toFixed(2)} more than now`
}
