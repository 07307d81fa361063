import { shownTime, type Calendar } from '../../../course/shown-time.ts'
import type { ClassStanding } from '../../../model/class-standing.ts'
import { OUTCOMES } from '../../../model/criterion.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { marksKey } from '../outcome-cell.ts'
import { pathOf } from '../site-page.ts'
import { beingCountedNote } from './being-counted.ts'
import { classCharts } from './class-charts.ts'
import { classRows } from './class-rows.ts'
import { queryText, ROWS_A_PAGE, rowsAsked, showCounts, SHOWS, SORTS, type ClassQuery, type ClassShow } from './class-query.ts'

export type ClassPageOf = { readonly courseId: string; readonly calendar: Calendar; readonly dueAt: number | null; readonly now: number }

/** The page of a class: who is shown, the table, and the class as a whole. Everything works by links and one form that asks; no scripts. */
export function classPage(standing: ClassStanding, query: ClassQuery, of: ClassPageOf): Html {
  const asked = rowsAsked(standing, query, of.now)
  const pages = Math.max(1, Math.ceil(asked.length / ROWS_A_PAGE))
  const page = Math.min(query.page, pages)
  const counts = showCounts(standing, query, of.now)
  const here = pathOf(of.courseId)
  const students = new Set(standing.rows.map(({ student }) => student.key)).size
  return html`<p class="soft">${counted(students, 'student')}. Points are those of the gradebook${of.dueAt === null ? '' : `; due ${shownTime(of.dueAt, of.calendar)}`}. A row is counted anew after each look at its repository.</p>
${beingCountedNote(standing.beingCounted)}${standing.rows.length === 0 ? html`<p>Nobody is known yet. Import the list of students, or wait until somebody pushed to a repository of the course.</p>
` : html`<nav class="filters" aria-label="Who is shown"><ul>
${(Object.keys(SHOWS) as ClassShow[]).filter((show) => show === 'all' || show === query.show || counts[show] > 0).map((show) => html`<li><a href="${here}${queryText({ ...query, show, page: 1 })}"${show === query.show ? html` aria-current="true"` : null}>${SHOWS[show]} <span class="count">${counts[show]}</span></a></li>
`)}</ul></nav>
${asking(standing, query, here)}<p class="soft" role="status">${asked.length === standing.rows.length ? counted(asked.length, 'row') : `${asked.length} of ${counted(standing.rows.length, 'row')}`}${query.item === '' ? '' : `, those whose item ${titleOf(standing, query.item)} is ${query.outcome ?? 'judged'}`}.</p>
${classRows(asked.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE), standing, of)}${pages === 1 ? null : html`<nav class="pages" aria-label="Pages">${page > 1 ? html`<a class="button" rel="prev" href="${here}${queryText({ ...query, page: page - 1 })}">Before</a> ` : null}<span>Page ${page} of ${pages}</span>${page < pages ? html` <a class="button" rel="next" href="${here}${queryText({ ...query, page: page + 1 })}">Next</a>` : null}</nav>
`}${marksKey(OUTCOMES)}
${stepsKey(standing)}${classCharts(standing, of)}`}`
}

function asking({ rows }: ClassStanding, query: ClassQuery, here: string): Html {
  const sections = [...new Set(rows.map(({ student }) => student.section))].filter((section) => section !== '').toSorted()
  const hidden = ([['show', query.show === 'all' ? '' : query.show], ['item', query.item], ['outcome', query.outcome ?? '']] as const).filter(([, value]) => value !== '')
  return html`<form class="asking" method="get" action="${here}">
<label>Name, login or repository <input type="search" name="search" value="${query.search}"></label>
${sections.length === 0 ? null : html`<label>Section <select name="section"><option value="">all</option>${sections.map((section) => html`<option value="${section}"${section === query.section ? html` selected` : null}>${section}</option>`)}</select></label>
`}<label>Order <select name="sort">${Object.entries(SORTS).map(([sort, name]) => html`<option value="${sort}"${sort === query.sort ? html` selected` : null}>${name}</option>`)}</select></label>
${hidden.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<button>Show</button>
</form>
`
}

/** What the steps of the table's head are called: their names do not fit there. */
function stepsKey({ steps }: ClassStanding): Html {
  return html`<details class="soft"><summary>The steps by their numbers</summary>
<ul class="plain">
${steps.map(({ id, title }) => html`<li>${id.slice('step-'.length)} ${title}</li>
`)}</ul>
</details>
`
}

function titleOf({ items }: ClassStanding, id: string): string {
  return items.find((item) => item.id === id)?.title ?? id
}
