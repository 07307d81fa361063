import { html, type Html } from '../../text/html.ts'
import { pathOf } from '../site-page.ts'

/** The pages below Grades, and what they are called. */
const PARTS = { '': 'How they stand', '/fill': 'Fill in a file', '/release': 'Release or hold', '/rejudgings': 'Judge again' } as const
export type GradesPart = keyof typeof PARTS

/** What a page of a course's grades has besides its own: where the course is, what a form has to send back, and whether its reader may change anything. */
export type GradesFrame = { readonly courseId: string; readonly formToken: string; readonly mayChange: boolean }

/** The pages of grades, with the one that is open; null for one below. */
export function gradesNav(courseId: string, part: GradesPart | null): Html {
  return html`<nav class="filters" aria-label="Grades"><ul>
${(Object.keys(PARTS) as GradesPart[]).map((one) => html`<li><a href="${pathOf(courseId)}/grades${one}"${one === part ? html` aria-current="page"` : null}>${PARTS[one]}</a></li>
`)}</ul></nav>
`
}

/** The field without which no form is taken. */
export function formField(formToken: string): Html {
  return html`<input type="hidden" name="form" value="${formToken}">`
}
