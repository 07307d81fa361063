import { courseName, namedCourse } from '../../course/course-name.ts'
import type { Course } from '../../model/course.ts'
import { html, type Html } from '../text/html.ts'
import { documentOf } from '../page.ts'

/** The entries of a course's navigation, in their order, and what they are called. */
export const TAB_NAMES = { class: 'Class', watch: 'Watch list', items: 'Items', grades: 'Grades', roster: 'Roster', course: 'Course', operations: 'Operations' } as const
export type TabName = keyof typeof TAB_NAMES

/** Who reads a page, what a form of theirs has to send back, and whether they run the App. */
export type Reader = { readonly login: string; readonly formToken: string; readonly isOperator: boolean }

/** Of which course a page is, and the tabs that its reader may open: the staff's; students have none. */
export type PageCourse = Pick<Course, 'id' | 'title' | 'settings'> & { readonly tabs: readonly TabName[]; readonly tab: TabName | null }

/** A page of the site, with who is signed in, and where in the course one is. `wide` pages hold tables that need the width. Scrolls nowhere but within its tables; no scripts. */
export function sitePage({ title, body, reader, course, wide = false }: { readonly title: string; readonly body: Html; readonly reader: Reader | null; readonly course: PageCourse | null; readonly wide?: boolean }): string {
  return documentOf(course === null ? title : `${title} · ${courseName(namedCourse(course))}`, html`<a class="skip" href="#main">Skip to the content</a>
<header class="site">
<p class="product"><a href="/">Capstone Coach</a></p>
${course === null ? null : html`<p class="course">${course.tabs.includes('class') ? html`<a href="${pathOf(course.id)}">${courseName(namedCourse(course))}</a>` : courseName(namedCourse(course))}</p>
`}${reader === null ? html`<p class="who"><a class="button" href="/sign-in">Sign in with GitHub</a></p>` : html`<form class="who" method="post" action="/sign-out">${reader.isOperator ? html`<a href="/operations">App operations</a> ` : null}<span>${reader.login}</span> <input type="hidden" name="form" value="${reader.formToken}"><button>Sign out</button></form>`}
</header>
${course === null || course.tabs.length === 0 ? null : html`<nav class="tabs" aria-label="The course"><ul>
${course.tabs.map((tab) => html`<li><a href="${tab === 'class' ? pathOf(course.id) : `${pathOf(course.id)}/${tab}`}"${tab === course.tab ? html` aria-current="page"` : null}>${TAB_NAMES[tab]}</a></li>
`)}</ul></nav>
`}<main id="main" class="${wide ? 'wide' : 'plain'}">
<h1>${title}</h1>
${body}
</main>`)
}

/** The path of the page of one repository in a course. */
export function repositoryPath(courseId: string, repositoryId: number): string {
  return `${pathOf(courseId)}/repositories/${repositoryId}`
}

/** The path of a course's pages. */
export function pathOf(courseId: string): string {
  return `/courses/${encodeURIComponent(courseId)}`
}
