import { minuteOf } from '../../../course/shown-time.ts'
import type { Course } from '../../../model/course.ts'
import type { May, OperationId } from '../../../model/role.ts'
import { counted } from '../../gradebook/counted.ts'
import { courseRows, shownCourse, type CourseRow } from '../../courses/course-words.ts'
import { html, type Html } from '../../text/html.ts'
import { pathOf } from '../site-page.ts'

const PARTS = { '': 'What is in force', '/preview': 'Preview a change', '/tokens': 'Tokens of the API' } as const
export type CoursePart = keyof typeof PARTS

const NEEDS: Readonly<Record<CoursePart, OperationId>> = { '': 'course.read', '/preview': 'course.preview', '/tokens': 'tokens.read' }

/** The pages of the course, with the one that is open; those that their reader may not open are left out. */
export function courseNav(courseId: string, part: CoursePart, may: May): Html {
  return html`<nav class="filters" aria-label="The course as it is set up"><ul>
${(Object.keys(PARTS) as CoursePart[]).filter((one) => may(NEEDS[one])).map((one) => html`<li><a href="${pathOf(courseId)}/course${one}"${one === part ? html` aria-current="page"` : null}>${PARTS[one]}</a></li>
`)}</ul></nav>
`
}

/** What `course.read` tells besides what the course says. */
export type CourseCounts = { readonly since: string | null; readonly origin: { readonly kind: 'file' | 'repository' | 'default'; readonly repository: string | null; readonly commit: string | null }; readonly repositories: { readonly counted: number; readonly practising: number }; readonly students: number; readonly isListed: boolean }

/** What is in force in a course, since when, and where it is written. */
export function coursePage(course: Course, { since, origin, repositories: { counted: counting, practising }, students, isListed }: CourseCounts, may: May): Html {
  const has = `${counting === 1 ? '1 repository' : `${counting} repositories`}${practising === 0 ? '' : `, and ${practising} for practice`}; ${isListed ? `${counted(students, 'student')} in the list` : `no list of students, and ${students === 1 ? '1 person works' : `${students} people work`} on them`}`
  const at = since === null ? 'in force' : `${minuteOf(since, course.settings)} in ${course.settings.timeZone}`
  return html`${courseNav(course.id, '', may)}${rowsTable('What is in force', [
    { label: 'id', says: course.id }, { label: 'in force since', says: at }, { label: 'written in', says: whereOf(origin) }, { label: 'has', says: has }, ...courseRows(shownCourse(course)),
  ])}
<p class="soft">${origin.kind === 'repository' ? 'A push to the default branch of that repository counts at once.' : 'It is changed in its file, and counts once the App is started again.'} What the file can say stands in docs/course.md of the App${may('course.preview') ? html`, and with each key beside <a href="${pathOf(course.id)}/course/preview">the preview of a change</a>` : null}.</p>`
}

/** Rows of what is said about a course, as a table. */
export function rowsTable(caption: string, rows: readonly CourseRow[]): Html {
  return html`<div class="scrolls" role="region" aria-label="${caption}" tabindex="0"><table class="plain said">
<caption class="unseen">${caption}</caption>
<tbody>
${rows.map(({ label, says }) => html`<tr><th scope="row">${label}</th><td>${says}</td></tr>
`)}</tbody></table></div>`
}

function whereOf({ kind, repository, commit }: CourseCounts['origin']): string {
  switch (kind) {
    case 'file': return 'a file of COURSE_FILES, as it was when the App was started last'
    case 'repository': return `${repository ?? ''} at ${(commit ?? '').slice(0, 7)}, capstone.yml`
    case 'default': return 'no file: it was made for the one account that has the App installed'
  }
}
