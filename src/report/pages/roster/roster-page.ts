import type { RosterEntry } from '../../../model/roster.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { pathOf } from '../site-page.ts'
import { rosterForm, type RosterFrame } from './roster-import.ts'

/** The list of a course, as `roster.read` tells it. */
export type RosterShown = {
  readonly students: readonly { readonly student: RosterEntry; readonly repositories: readonly string[] }[]
  readonly others: readonly { readonly login: string; readonly repository: string }[]
}

/** Who is shown, and which page of them, counted from 1. */
export type RosterQuery = { readonly show: 'all' | 'without'; readonly page: number }

const ROWS = 200

/** Reads a query; what is not understood is left out. */
export function readRosterQuery(query: URLSearchParams): RosterQuery {
  return { show: query.get('show') === 'without' ? 'without' : 'all', page: Math.max(1, Math.min(10_000, Math.floor(Number(query.get('page') ?? 1)) || 1)) }
}

/** The list of a course: who is in it and where each was found, who works and is not in it, and the form that brings in a new one. */
export function rosterPage({ students, others }: RosterShown, query: RosterQuery, frame: RosterFrame): Html {
  const without = students.filter(({ repositories }) => repositories.length === 0)
  const asked = query.show === 'without' ? without : students
  const pages = Math.max(1, Math.ceil(asked.length / ROWS))
  const page = Math.min(query.page, pages)
  const here = `${pathOf(frame.courseId)}/roster`
  const addressOf = (at: RosterQuery): string => `${here}${queryText(at)}`
  return html`${students.length === 0 ? html`<p>The course has no list of students: everybody counts who works on a repository of it. With a list, grades carry names and the ids of the learning platform, and sections can be told apart.</p>
` : html`<p>${counted(students.length, 'student')}, ${students.length - without.length} of them found in a repository.</p>
<nav class="filters" aria-label="Who is shown"><ul>
<li><a href="${addressOf({ show: 'all', page: 1 })}"${query.show === 'all' ? html` aria-current="true"` : null}>Everybody <span class="count">${students.length}</span></a></li>
<li><a href="${addressOf({ show: 'without', page: 1 })}"${query.show === 'without' ? html` aria-current="true"` : null}>In no repository <span class="count">${without.length}</span></a></li>
</ul></nav>
${table(asked.slice((page - 1) * ROWS, page * ROWS))}${pages === 1 ? null : html`<nav class="pages" aria-label="Pages">${page > 1 ? html`<a class="button" rel="prev" href="${addressOf({ ...query, page: page - 1 })}">Before</a> ` : null}<span>Page ${page} of ${pages}</span>${page < pages ? html` <a class="button" rel="next" href="${addressOf({ ...query, page: page + 1 })}">Next</a>` : null}</nav>
`}`}${others.length === 0 ? null : html`<section>
<h2>Work on a repository and are not in the list</h2>
<ul>
${others.map(({ login, repository }) => html`<li>${login} on ${repository}</li>
`)}</ul>
</section>
`}${rosterForm(frame)}`
}

function table(rows: RosterShown['students']): Html {
  return html`<div class="scrolls" role="region" aria-label="The list" tabindex="0"><table class="plain">
<caption class="unseen">The list</caption>
<thead><tr><th scope="col">Student</th><th scope="col">Login</th><th scope="col">Section</th><th scope="col">Student id</th><th scope="col">E-mail</th><th scope="col">Found in</th></tr></thead>
<tbody>
${rows.map(({ student, repositories }) => html`<tr><th scope="row">${student.name || student.login || student.key}</th><td>${student.login || '–'}</td><td>${student.section || '–'}</td><td>${student.studentId || '–'}</td><td>${student.email || '–'}</td><td>${repositories.length > 0 ? repositories.join(', ') : student.login === '' && student.personId === null ? 'no login on GitHub is known' : 'in no repository yet'}</td></tr>
`)}</tbody></table></div>
`
}

function queryText({ show, page }: RosterQuery): string {
  const words = new URLSearchParams({ ...show === 'all' ? {} : { show }, ...page === 1 ? {} : { page: String(page) } })
  return words.size === 0 ? '' : `?${words.toString()}`
}
