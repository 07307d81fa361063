import { courseName } from '../../course/course-name.ts'
import { shownDay } from '../../course/shown-time.ts'
import type { Week } from '../../course/week.ts'
import type { ClassRow, ClassTable } from '../../model/class-table.ts'
import { counted, inWords } from '../gradebook/counted.ts'
import { fitted } from '../text/fit.ts'
import { codeLink, sentence } from '../text/markdown-text.ts'
import { classMarker, peopleText, toLookAt } from './class-comment.ts'

const LONGEST = 65_535

/** What the comment that tells of a week is known by. */
export function digestOf(courseId: string): string {
  return `${courseId} week`
}

/** The comment that tells what moved in a class in a week: who did which steps, and whom the staff may want to look at. No points, in a private repository neither. Every name is escaped; where it grows too long, those behind are counted. */
export function classDigest(table: ClassTable, week: Week): string {
  const { course, place, rows } = table
  const isPrivate = place === 'private'
  const moved = rows.map((row) => ({ row, steps: stepsIn(row, week) })).filter(({ steps }) => steps.length > 0).toSorted((one, other) => other.steps.length - one.steps.length)
  // Who works on no repository yet is a row, too, in a private place.
  const repositories = rows.filter(({ repository }) => !isPrivate || repository !== null)
  const quiet = repositories.filter(({ pushedAt }) => pushedAt === null || pushedAt < week.from).length
  const waiting = rows.filter(({ disputes, stuckSince }) => disputes > 0 || stuckSince !== null)
  const head = (last: string): string => `| ${[isPrivate ? 'Students' : 'Logins', ...isPrivate ? ['Repository'] : [], last, 'Steps'].join(' | ')} |\n|${' --- |'.repeat(isPrivate ? 4 : 3)}\n`
  const line = (row: ClassRow, last: string): string => `| ${[peopleText(row.people, isPrivate), ...isPrivate ? [row.repository === null ? 'none yet' : codeLink(row.repository.name, row.repository.url, 'cell')] : [], last, row.steps === null ? '–' : `${row.steps.done} of ${row.steps.of}`].join(' | ')} |\n`
  const cut = (left: number): string => `\n${left === 1 ? 'One more row is' : `${left} more rows are`} left out.\n`
  const steps = moved.reduce((sum, one) => sum + one.steps.length, 0)
  return fitted([
    `${classMarker(digestOf(course.id), week.number)}\n**${sentence(courseName(course))}**, the week from ${shownDay(week.from, course)} to ${shownDay(week.to, course)}: ${steps === 0 ? 'no step was done' : `${counted(steps, 'step')} ${steps === 1 ? 'was' : 'were'} done in ${moved.length === 1 ? '1 repository' : `${moved.length} repositories`}`}${quiet === 0 ? '' : `; nobody pushed to ${quiet} of ${repositories.length === 1 ? '1 repository' : `${repositories.length} repositories`}`}.\n\n`,
    ...moved.length === 0 ? [] : ['### What moved\n\n', head('Done'), { order: 1, entries: moved.map((one) => line(one.row, inWords(one.steps))), cut }, '\n'],
    ...waiting.length === 0 ? [] : ['### To look at\n\n', head('What'), { order: 2, entries: waiting.map((row) => line(row, toLookAt(row, course))), cut }, '\n'],
    `<sub>Steps by their numbers among the thirteen. A step that was done counts for no grade by itself. Days are those of ${sentence(course.timeZone)}.</sub>\n`,
  ], LONGEST)
}

function stepsIn({ doneAt }: ClassRow, { from, to }: Week): readonly string[] {
  return doneAt.filter(({ at }) => at >= from && at < to).map(({ step }) => step)
}
