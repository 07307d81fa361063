import { courseName } from '../../course/course-name.ts'
import { shownDay, type Calendar } from '../../course/shown-time.ts'
import type { ClassRow, ClassTable } from '../../model/class-table.ts'
import { counted, inWords } from '../gradebook/counted.ts'
import { fitted } from '../text/fit.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'

/** GitHub refuses a comment of more than 65,536 characters; in bytes the limit holds for characters too. */
const LONGEST = 65_535
/** So many names stand in a row; a group is smaller. */
const MOST_PEOPLE = 6
const LONGEST_NAME = 80

/** What stands hidden in the first line of the comment that shows a class: one that is written anew has another round. */
export function classMarker(courseId: string, round: number): string {
  return `<!-- capstone-coach:class version:1 course:${courseId} round:${round} -->`
}

/** What stands hidden in the first line of the issue below which the class is shown. */
export function classIssueMarker(courseId: string): string {
  return `<!-- capstone-coach:class-issue version:1 course:${courseId} -->`
}

/** The title that the issue is opened with; one that a person changes stays as they write it. */
export function classIssueTitle(course: string): string {
  return `The class: ${course.slice(0, 200)}`
}

/** What the issue says. The class itself stands in comments, since GitHub keeps earlier texts of an issue, and a comment can be taken away with all of them. */
export function classIssueBody(course: ClassTable['course'], as: 'issue' | 'digest'): string {
  return `${classIssueMarker(course.id)}\nComments below show the class of ${sentence(courseName(course))}: ${as === 'issue' ? 'one table, kept current, once an hour at most and at least once a day' : 'each Monday morning what moved in the week, and what there is to look at'}.\n\n${as === 'issue' ? 'Names and points' : 'Names'} stand there only while this repository is private. Without \`summary\` in the course's file nothing more is written here, and what stands here stays.\n`
}

/** The comment that shows a class as a table, who needs somebody most in front; where it grows too long, those behind are counted. The same table gives the same text. Every name is escaped. */
export function classComment(table: ClassTable, round: number): string {
  const { course, place, rows } = table
  const isPrivate = place === 'private'
  const columns = [isPrivate ? 'Students' : 'Logins', ...isPrivate ? ['Repository'] : [], 'Steps', 'Items', 'Last push', 'To look at', ...isPrivate ? ['Points'] : []]
  return fitted([
    `${classMarker(course.id, round)}\n**${sentence(courseName(course))}**: ${summaryWords(table)}\n\n`,
    rows.length === 0 ? '' : `| ${columns.join(' | ')} |\n|${columns.map(() => ' --- |').join('')}\n`,
    { order: 1, entries: rows.map((row) => rowText(row, table)), cut: (left) => `\n${left === 1 ? 'One more row is' : `${left} more rows are`} left out, with less to look at; \`capstone-coach grades\` shows all.\n` },
    `\n<sub>Steps: of the thirteen. Items: of the checklist, verified on the default branch now. Days are those of ${sentence(course.timeZone)}. ${isPrivate ? 'Points are those of the gradebook, released or not. ' : ''}What waits is listed by ${code('capstone-coach watch')}.</sub>\n`,
  ], LONGEST)
}

function summaryWords({ students, without, rows }: ClassTable): string {
  if (students === 0) return 'nobody is in its list, and nobody works on a repository of it yet.'
  const [stuck, disputes] = [rows.filter(({ stuckSince }) => stuckSince !== null).length, rows.reduce((sum, row) => sum + row.disputes, 0)]
  const told = [
    ...disputes === 0 ? [] : [`${counted(disputes, 'dispute')} ${disputes === 1 ? 'waits' : 'wait'} for an answer`],
    ...stuck === 0 ? [] : [`somebody is stuck in ${stuck === 1 ? '1 repository' : `${stuck} repositories`}`],
    ...without === 0 ? [] : [`${counted(without, 'student')} ${without === 1 ? 'is' : 'are'} in no repository yet`],
  ]
  return `${counted(students, 'student')}${told.length === 0 ? '; nobody is stuck, and no dispute waits' : `; ${inWords(told)}`}.`
}

function rowText({ people, repository, steps, items, pushedAt, points, ...row }: ClassRow, { place, course: calendar }: ClassTable): string {
  const isPrivate = place === 'private'
  const cells = [
    peopleText(people, isPrivate),
    ...isPrivate ? [repository === null ? 'none yet' : codeLink(repository.name, repository.url, 'cell')] : [],
    steps === null ? '–' : `${steps.done} of ${steps.of}`,
    items === null ? '–' : `${items.verified} of ${items.of}`,
    pushedAt === null ? '–' : shownDay(pushedAt, calendar),
    toLookAt(row, calendar),
    ...isPrivate ? [points === null ? '–' : `${points.points.toFixed(2)} of ${points.of.toFixed(2)}`] : [],
  ]
  return `| ${cells.join(' | ')} |\n`
}

/** Who works on a repository, as a cell. A login is code, so that nobody is called by it. */
export function peopleText(people: readonly string[], isPrivate: boolean): string {
  const named = people.filter((one) => one !== '')
  const shown = named.slice(0, MOST_PEOPLE).map((one) => isPrivate ? sentence(one.slice(0, LONGEST_NAME), 'cell') : code(one.slice(0, LONGEST_NAME), 'cell'))
  const left = people.length - shown.length
  return [...shown, ...left === 0 ? [] : [shown.length === 0 ? `${counted(left, 'student')} without a ${isPrivate ? 'name' : 'login'} in the list` : `and ${left} more`]].join(', ')
}

/** What there is to look at in a repository, as a cell; empty where there is nothing. */
export function toLookAt({ stuckSince, disputes, daysLate }: Pick<ClassRow, 'stuckSince' | 'disputes' | 'daysLate'>, calendar: Calendar): string {
  return [
    ...disputes === 0 ? [] : [`${counted(disputes, 'dispute')} ${disputes === 1 ? 'waits' : 'wait'}`],
    ...stuckSince === null ? [] : [`stuck since ${shownDay(stuckSince, calendar)}`],
    ...daysLate === 0 ? [] : [`${counted(daysLate, 'day')} late`],
  ].join('; ')
}
