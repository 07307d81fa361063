import { courseName } from '../../course/course-name.ts'
import { shownTime, type Calendar } from '../../course/shown-time.ts'
import type { Gradebook, GradebookRow, RepositoryGrade } from '../../model/gradebook.ts'
import { counted } from './counted.ts'
import { cleanLine } from '../text/clean-text.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

const LONGEST_NAME = 40
const LONGEST_REPOSITORY = 50

/** A gradebook for a terminal, a line each: who, points of points, when the commit that counts was pushed (in the course's zone), how late, what was decided, is not graded yet or could not be seen, whether it may still change, and whether the student may see it. */
export function gradebookText({ course, points, rows }: Gradebook, calendar: Calendar): string {
  if (rows.length === 0) return `${safeForTerminal(courseName(course))}: nobody is in the list of the course, and nobody works on a repository of it yet.\n`
  const names = rows.map(({ student }) => studentShown(student))
  const repositories = rows.map(({ repository }) => repositoryShown(repository?.name ?? '–'))
  const [name, repository] = [names, repositories].map((all) => Math.max(...all.map(({ length }) => length)))
  return [
    `${safeForTerminal(courseName(course))}: ${counted(new Set(rows.map(({ student }) => student.key)).size, 'student')}, ${counted(points, 'point')} for the whole checklist; times of ${calendar.timeZone}\n`,
    ...rows.map((row, at) => `  ${(names[at] ?? '').padEnd(name ?? 0)}  ${(repositories[at] ?? '').padEnd(repository ?? 0)}  ${gradeWords(row, calendar)}\n`),
  ].join('')
}

/** A student as a line of a gradebook calls them: by the name of the list, else by the login. */
export function studentShown({ name, login, key }: GradebookRow['student']): string {
  return safeForTerminal(cleanLine(name === '' ? login || key : name, LONGEST_NAME))
}

/** A repository as a line of a gradebook names it. */
export function repositoryShown(name: string): string {
  return safeForTerminal(cleanLine(name, LONGEST_REPOSITORY))
}

function gradeWords({ repository, grade, unjudged, isReleased }: GradebookRow, calendar: Calendar): string {
  if (repository === null) return 'in no repository yet'
  const notJudged = unjudged === undefined ? [] : [`${unjudged.slice(0, 7)} ${grade === null ? 'counts' : 'may be the best'} and was never judged`]
  if (grade === null) return notJudged[0] ?? 'nothing counts yet'
  return [`${grade.points.toFixed(2)} of ${grade.of.toFixed(2)}`, `${grade.commit.slice(0, 7)} of ${shownTime(grade.pushedAt, calendar)}`, ...besides(grade), ...notJudged, isReleased ? 'released' : 'held'].join(', ')
}

function besides({ daysLate, deduction, items, isProvisional }: RepositoryGrade): readonly string[] {
  const of = (source: 'decided' | 'excused' | 'not-graded'): number => items.filter((item) => item.source === source).length
  const unseen = items.filter(({ source, outcome }) => source === 'automatic' && outcome === 'unknown').length
  return [
    ...(daysLate === 0 ? [] : [`${counted(daysLate, 'day')} late${deduction === 0 ? '' : ` (−${deduction.toFixed(2)})`}`]),
    ...(of('decided') === 0 ? [] : [`${of('decided')} decided`]), ...(of('excused') === 0 ? [] : [`${of('excused')} excused`]), ...(of('not-graded') === 0 ? [] : [`${of('not-graded')} not graded yet`]), ...(unseen === 0 ? [] : [`${unseen} could not be seen`]),
    ...(isProvisional ? ['may still change'] : []),
  ]
}
