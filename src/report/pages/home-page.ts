import { courseName, namedCourse } from '../../course/course-name.ts'
import type { Course } from '../../model/course.ts'
import type { CourseRole } from '../../model/role.ts'
import { html } from '../text/html.ts'
import { pathOf, repositoryPath, sitePage, type Reader } from './site-page.ts'

/** A course that somebody is in, and the repositories that they work on there. */
export type HomeCourse = { readonly course: Pick<Course, 'id' | 'title' | 'settings'>; readonly role: Exclude<CourseRole, 'stranger'>; readonly repositories: readonly { readonly id: number; readonly name: string }[] }

/** What `/` shows to somebody who is not signed in; `canSignIn` is whether the App was set up for that. */
export function welcomePage(canSignIn: boolean): string {
  return sitePage({
    title: 'Capstone Coach is running', course: null, reader: null, body: html`<p>It works on GitHub: as the check run Capstone of a commit, and as one comment on a pull request.</p>
${canSignIn ? html`<p>The staff of a course sees its class here, and students their own work.</p>
` : html`<p>Nobody can sign in here: the App has no client id and secret yet (<code>CLIENT_ID</code>, <code>CLIENT_SECRET</code>).</p>
`}<p><a href="/privacy">What is stored here, and for how long</a></p>`,
  })
}

const ROLES = { instructor: 'You are an instructor.', assistant: 'You are an assistant.', participant: 'You work on it.' } as const

/** What `/` shows to somebody who signed in: the courses they are in. */
export function homePage(courses: readonly HomeCourse[], reader: Reader): string {
  return sitePage({
    title: 'Your courses', course: null, reader, body: html`${courses.length === 0 ? html`<p>You are in no course that runs here. Whoever is of the staff stands in the course's file; students are known once they pushed to a repository of the course, or wrote a command there.</p>
` : courses.map(({ course, role, repositories }) => html`<section>
<h2>${role === 'participant' ? courseName(namedCourse(course)) : html`<a href="${pathOf(course.id)}">${courseName(namedCourse(course))}</a>`}</h2>
<p>${ROLES[role]}</p>
${repositories.length === 0 ? null : html`<ul>
${repositories.map((repository) => html`<li><a href="${repositoryPath(course.id, repository.id)}">${repository.name}</a></li>
`)}</ul>
`}</section>
`)}${reader.isOperator ? html`<p>You run this App: <a href="/operations">how it works, over all courses</a></p>
` : null}<p><a href="/privacy">What is stored here, and for how long</a></p>`,
  })
}
