import { courseName, namedCourse } from '../../course/course-name.ts'
import type { CheckRunContent } from '../../model/check-run.ts'
import type { CourseChange, PreviewedCourse } from '../../model/course-preview.ts'
import type { Course, CoursePart } from '../../model/course.ts'
import { withChecklistRows } from '../courses/checklist-change-words.ts'
import { againWords, summaryOf, toAskRows } from '../courses/course-preview-words.ts'
import { courseChangeRows, courseRows, shownCourse, type CourseRow } from '../courses/course-words.ts'
import { counted, listed } from '../gradebook/counted.ts'
import { fitted } from '../text/fit.ts'
import { sentence } from '../text/markdown-text.ts'
import { plainLine } from '../text/plain-line.ts'

/** A mistake in a file of the repository, at its line. */
export type CourseProblem = { readonly path: string; readonly line: number; readonly column: number; readonly says: string }

/** What GitHub takes of a summary at most is 65,535 bytes. */
const LONGEST = 60_000
const MOST_TOLD = 50
/** The longest title with the longest term. */
const MOST_TITLE = 190
/** So many names stand in a line, and so many characters of them, so that how many more there are is never cut off. */
const MOST_NAMES = 20
const LONGEST_NAMES = 850
const LONGEST_MESSAGE = 2_000

/** What is told on the default branch of a course that counts. */
export function courseRun(course: Course): CheckRunContent {
  return run('success', `${plainLine(courseName(namedCourse(course)), MOST_TITLE)} is in force`, [`${sentence(`This is the course as the App has it, known there as ${course.id}.`)}\n\n`], courseRows(shownCourse(course)))
}

/** What is told of a file with mistakes: each at its line, and that what runs goes on. */
export function brokenCourseRun(problems: readonly CourseProblem[], where: 'stays' | 'none-runs' | 'pull-request'): CheckRunContent {
  const follows = { stays: 'The course goes on as it was.', 'none-runs': 'No course is taken from it.', 'pull-request': 'Merged like this, it would leave the course as it is.' }[where]
  const lines = problems.map(({ path, line, column, says }) => `- ${sentence(`${path}:${line}:${column}`)}: ${sentence(says)}\n`)
  const annotations = problems.slice(0, MOST_TOLD).map(({ path, line, says }) => ({ path, startLine: line, endLine: line, level: 'failure' as const, title: 'Course', message: plainLine(says, LONGEST_MESSAGE) }))
  const title = `${counted(problems.length, 'mistake')} in the course`
  return { ...run('failure', title, [`${follows}\n\n`, { order: 1, entries: lines, cut: (left) => `- and ${left} more\n` }], []), annotations }
}

/** What is told where a file of the operator says which course the organization has. */
export function unheardCourseRun(): CheckRunContent {
  return run('neutral', 'The course comes from a file of the operator', ['Whoever runs Capstone Coach has a file for the course of this organization, which goes before this one. Nothing of this one counts.\n'], [])
}

/**
 * What a pull request would change. Persons and their points are told nowhere here, and where everybody may read it, neither are names of repositories nor grades: `course --preview` of whoever runs the App tells them. Of a fork's pull request nothing is
 * previewed (null).
 */
export function previewedCourseRun(courses: readonly PreviewedCourse[] | null, place: 'private' | 'public' | 'fork'): CheckRunContent {
  if (courses === null || place === 'fork') return run('success', 'The course can be read', ['The file has no mistakes. What it would change is shown on pull requests from branches of this repository.\n'], [])
  if (courses.length === 0) return run('success', 'Nothing would change', ['The course would stay as it is in force.\n'], [])
  const [title] = courses.map(({ change }) => titleOf(change))
  return run('success', title ?? '', ['Nothing of this counts before it is merged.\n\n'], courses.flatMap((course) => rowsOf(course, place)), courses.some(({ change }) => change.kind === 'kept') ? 'what would change' : 'what would hold')
}

function titleOf(change: CourseChange): string {
  const title = plainLine(courseName(namedCourse(change.kind === 'added' ? change.after : change.before)), MOST_TITLE)
  return change.kind === 'added' ? `${title} would begin` : change.kind === 'ended' ? `${title} would end, and let all its repositories go` : `${title} would change`
}

function rowsOf({ change, takenIn, letGo, toPractice, toCount, toAsk, grades, checklist }: PreviewedCourse, place: 'private' | 'public'): readonly CourseRow[] {
  const rows = change.kind === 'added' ? courseRows(shownCourse(change.after)) : change.kind === 'kept' ? courseChangeRows(shownCourse(change.before), shownCourse(change.after), toldParts(change)) : []
  const repositories = (label: string, names: readonly string[]): readonly CourseRow[] => names.length === 0 ? [] : [{ label, says: `${names.length === 1 ? '1 repository' : `${names.length} repositories`}${place === 'public' ? '' : `: ${namesOf(names)}`}` }]
  return [
    ...withChecklistRows(rows, checklist), ...repositories('taken in', takenIn), ...repositories('let go', letGo), ...repositories('count no more', toPractice), ...repositories('count again', toCount), ...toAskRows(toAsk),
    ...place === 'public' || grades === null ? [] : [{ label: 'points', says: summaryOf(grades) }],
    ...checklist === null ? [] : [{ label: 'judged again', says: place === 'public' ? 'no grade whose hours are over changes by this' : againWords(checklist.grades) }],
  ]
}

function namesOf(names: readonly string[]): string {
  const most = names.slice(0, MOST_NAMES).findLastIndex((_, at, some) => some.slice(0, at + 1).join(', ').length <= LONGEST_NAMES) + 1
  return listed(names, most)
}

/** That the words stand at another commit is told by the commit itself. */
function toldParts({ before, after, parts }: Extract<CourseChange, { readonly kind: 'kept' }>): readonly CoursePart[] {
  return before.origin.kind === 'repository' && after.origin.kind === 'repository' ? parts.filter((part) => part !== 'origin') : parts
}

type Parts = Parameters<typeof fitted>[0]

function run(conclusion: 'success' | 'neutral' | 'failure', title: string, parts: Parts, rows: readonly CourseRow[], holds = 'what holds'): CheckRunContent {
  const table = rows.length === 0 ? [] : [`| setting | ${holds} |\n| --- | --- |\n`, { order: 2, entries: rows.map(({ label, says }) => `| ${sentence(label, 'cell')} | ${sentence(says, 'cell')} |\n`), cut: (left: number) => `| | and ${counted(left, 'line')} more |\n` }]
  return { status: 'completed', conclusion, title, summary: fitted([...parts, ...table], LONGEST), text: '', detailsUrl: null, annotations: [], actions: [] }
}
