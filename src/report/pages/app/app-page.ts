import { courseName, namedCourse } from '../../../course/course-name.ts'
import type { AppQuery, AppState, CourseRunning } from '../../../model/app-state.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { pathOf } from '../site-page.ts'
import { appDeliveries } from './app-deliveries.ts'
import { appProcess } from './app-process.ts'
import { appQueue } from './app-queue.ts'
import { appSlowings } from './app-slowings.ts'
import { grouped, numbers, scrolling, size, type AppPageOf } from './app-words.ts'

/** What each need of the App is called. */
const NEEDS: Readonly<Record<string, string>> = { database: 'Database', github: 'GitHub', queue: 'Queue' }

/** The page of whoever runs the App: what is in place, what waits and was given up in all courses, what GitHub sent, and what is of the process that answers. */
export function appPage(state: AppState, query: AppQuery, of: AppPageOf): Html {
  const { health, settings, store, courses } = state
  const wrong = health.filter(({ ok }) => !ok).length
  return html`<p class="soft">How the App works, over all courses. What students write, and grades, are nowhere on this page. All times are UTC, and of the moment when the page was opened.</p>
<section>
<h2>Health</h2>
<p${wrong === 0 ? null : html` class="note"`}>${wrong === 0 ? 'Everything is in place.' : `${grouped(wrong)} of ${grouped(health.length)} ${wrong === 1 ? 'is' : 'are'} not in place.`}</p>
<dl>
${health.map(({ name, ok, says }) => html`<div><dt>${NEEDS[name] ?? name}</dt><dd>${ok ? '✔' : '✖'} ${says}</dd></div>
`)}<div><dt>Store</dt><dd>${store.kind === 'sqlite' ? 'embedded (SQLite)' : 'PostgreSQL'}${store.bytes === null ? null : `, ${size(store.bytes)} on disk`}, its tables as of <code>${store.migration}</code></dd></div>
<div><dt>Mode</dt><dd>${settings.publicUrl === null ? `pull mode: without PUBLIC_URL no webhooks come, and repositories are looked at every ${counted(settings.sweepMinutes, 'minute')}` : html`webhooks, at <code>${settings.publicUrl}/webhook</code>`}</dd></div>
</dl>
</section>
${appQueue(state, query, of)}${appSlowings(state, of)}${appDeliveries(state, query, of)}${coursesTable(courses)}${appProcess(state, of)}`
}

function coursesTable(courses: readonly CourseRunning[]): Html {
  return html`<section>
<h2>Courses</h2>
${courses.length === 0 ? html`<p>No course runs.</p>
` : scrolling('Courses', ['Course', numbers('Repositories'), numbers('Work given up'), 'Its own page'], courses.map(({ course, repositories, dead, isStaff }) => html`<tr><th scope="row">${courseName(namedCourse(course))}</th><td class="number">${grouped(repositories)}</td><td class="number">${grouped(dead)}</td><td>${isStaff ? html`<a href="${pathOf(course.id)}/operations">Operations<span class="unseen"> of ${courseName(namedCourse(course))}</span></a>` : 'for its staff'}</td></tr>
`))}</section>
`
}
