import { minuteOf, type Calendar } from '../../../course/shown-time.ts'
import { capital, counted } from '../../gradebook/counted.ts'
import { summaryOf } from '../../courses/course-preview-words.ts'
import { html, type Html } from '../../text/html.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { formField, gradesNav, type GradesFrame } from './grades-frame.ts'

/** A re-judging, as `rejudgings.read` tells it. */
export type RejudgingShown = { readonly id: string; readonly begun: string; readonly by: { readonly login: string } | null; readonly reason: string; readonly repositories: number; readonly state: 'prepared' | 'applied' | 'undone'; readonly turned: string | null }

type Points = { readonly points: number; readonly of: number } | null
type Side = { readonly outcome: string; readonly points: number }

/** One that has begun, as `rejudgings.begin` tells it: `without` are the students who work on no repository, by their names. */
export type RejudgingBegun = { readonly id: string; readonly repositories: number; readonly unreached: number; readonly without: readonly string[] }

/** What one changes, as `rejudgings.preview` tells it. */
export type RejudgingChange = {
  readonly rejudging: RejudgingShown
  readonly grades: number
  readonly changed: readonly { readonly student: string; readonly repository: string; readonly before: Points; readonly after: Points; readonly items: readonly { readonly id: string; readonly title: string; readonly before: Side; readonly after: Side }[] }[]
  readonly waiting: readonly string[]
  readonly disputes: readonly { readonly repository: string; readonly subject: { readonly kind: string; readonly id: string }; readonly by: { readonly login: string }; readonly at: string; readonly text: string }[]
}

const STATES = { prepared: 'not applied', applied: 'applied', undone: 'undone' } as const

/** The re-judgings of a course, and the form to begin one. */
export function rejudgingsPage(rejudgings: readonly RejudgingShown[], sections: readonly string[], calendar: Calendar, { courseId, formToken, mayChange }: GradesFrame): Html {
  const here = `${pathOf(courseId)}/grades/rejudgings`
  return html`${gradesNav(courseId, '/rejudgings')}<p>Judges repositories again at the commits that count, by the present version and checklist. No grade changes before you have seen what would change and applied it; and it can be undone as a whole.</p>
${mayChange ? html`<form class="writing" method="post" action="${here}">
${formField(formToken)}<label>Whose <select name="whose"><option value="class">all of the course</option>${sections.map((section) => html`<option value="section:${section}">of section ${section}</option>`)}</select></label>
<label>Or some alone: students by key, login, student id or e-mail, repositories by owner/name, with commas between <input type="text" name="students" maxlength="4000"></label>
<label>Reason, for the audit <input type="text" name="reason" maxlength="2000" required></label>
<p><button class="main">Begin</button></p>
</form>
` : html`<p class="soft">Instructors judge again.</p>
`}<section>
<h2>So far</h2>
${rejudgings.length === 0 ? html`<p>Nothing was judged again.</p>` : html`<div class="scrolls" role="region" aria-label="Re-judgings" tabindex="0"><table class="plain">
<thead><tr><th scope="col">Begun</th><th scope="col">State</th><th scope="col" class="number">Repositories</th><th scope="col">By</th><th scope="col">Reason</th></tr></thead>
<tbody>
${rejudgings.map(({ id, begun, state, turned, repositories, by, reason }) => html`<tr><th scope="row"><a href="${here}/${encodeURIComponent(id)}">${minuteOf(begun, calendar)}</a></th><td>${STATES[state]}${turned === null ? '' : ` ${minuteOf(turned, calendar)}`}</td><td class="number">${repositories}</td><td>${by === null ? 'the operator' : by.login}</td><td>${prose(reason)}</td></tr>
`)}</tbody></table></div>`}
</section>`
}

/** What a re-judging that has begun left out, and the way to what it changes. */
export function rejudgingBegunPage({ id, repositories, unreached, without }: RejudgingBegun, { courseId }: GradesFrame): Html {
  return html`${gradesNav(courseId, null)}<p>${repositories === 1 ? '1 repository is' : `${repositories} repositories are`} judged again.</p>
${unreached === 0 ? null : html`<p class="note">The App does not reach ${unreached === 1 ? '1 repository' : `${unreached} repositories`}: left out, and ${unreached === 1 ? 'its grade stays as it is' : 'their grades stay as they are'}.</p>
`}${without.length === 0 ? null : html`<p class="note">${counted(without.length, 'student')} ${without.length === 1 ? 'works' : 'work'} on no repository: ${firstOf(without)}.</p>
`}<p><a class="button" href="${pathOf(courseId)}/grades/rejudgings/${encodeURIComponent(id)}">See what it changes</a></p>
`
}

/** What a re-judging changes: who, by how much, by which items, which disputes wait there; and the next thing to do. */
export function rejudgingPage(change: RejudgingChange, names: ReadonlyMap<string, string>, calendar: Calendar, frame: GradesFrame): Html {
  const { rejudging: { begun, state, turned, repositories, reason, by }, grades, changed, waiting, disputes } = change
  return html`${gradesNav(frame.courseId, null)}<p>Begun ${minuteOf(begun, calendar)} by ${by === null ? 'the operator' : by.login}, ${repositories === 1 ? '1 repository' : `${repositories} repositories`}, ${STATES[state]}${turned === null ? '' : ` ${minuteOf(turned, calendar)}`}${reason === '' ? null : html`: ${prose(reason)}`}</p>
${waiting.length === 0 ? null : html`<p class="note" role="status">${waiting.length === 1 ? '1 repository is' : `${waiting.length} repositories are`} not judged yet: ${firstOf(waiting)}. Reload this page in a while.</p>
`}<p><strong>${grades === 0 ? 'Nobody works on a repository of it.' : `${capital(summaryOf({ changed, of: grades }, state === 'applied' ? 'changed' : 'supposed'))}.`}</strong></p>
${changed.length === 0 ? null : html`<div class="scrolls" role="region" aria-label="Grades that change" tabindex="0"><table class="plain">
<caption class="unseen">Grades that change</caption>
<thead><tr><th scope="col">Student</th><th scope="col">Repository</th><th scope="col" class="number">Before</th><th scope="col" class="number">After</th><th scope="col" class="number">By</th><th scope="col">Items</th></tr></thead>
<tbody>
${changed.map((one) => html`<tr><th scope="row">${names.get(one.student) ?? one.student}</th><td>${one.repository}</td><td class="number">${pointsWords(one.before)}</td><td class="number">${pointsWords(one.after)}</td><td class="number">${difference(one.before, one.after)}</td><td>${itemsShown(one.items)}</td></tr>
`)}</tbody></table></div>
`}${disputes.length === 0 ? null : html`<section>
<h2>Disputes that nobody answered, where a grade changes</h2>
<ul>
${disputes.map(({ repository, subject, by: author, at, text }) => html`<li>${repository}, ${subject.kind === 'item' ? '' : `${subject.kind} `}${subject.id}, by ${author.login} on ${minuteOf(at, calendar)}: ${prose(text, 400)}</li>
`)}</ul>
</section>
`}${turning(change, frame)}`
}

function turning({ rejudging: { id, state }, waiting, disputes }: RejudgingChange, { courseId, formToken, mayChange }: GradesFrame): Html | null {
  if (!mayChange) return html`<p class="soft">Instructors apply and undo it.</p>`
  const here = `${pathOf(courseId)}/grades/rejudgings/${encodeURIComponent(id)}`
  const reason = html`${formField(formToken)}<label>Reason, for the audit <input type="text" name="reason" maxlength="2000" required></label>
`
  if (state === 'applied') {
    return html`<form class="writing" method="post" action="${here}/undo">
${reason}<p><button>Undo it</button> <span class="soft">Grades are then as they would be without it.</span></p>
</form>`
  }
  if (waiting.length > 0) return null
  return html`<form class="writing" method="post" action="${here}/apply">
${reason}${disputes.length === 0 ? null : html`<label>These disputes <select name="disputes" required><option value="">say what becomes of them</option><option value="keep">stay open</option><option value="close">are closed with the reason</option></select></label>
`}<p><button class="main">${state === 'undone' ? 'Apply it again' : 'Apply it'}</button></p>
</form>`
}

function firstOf(names: readonly string[]): string {
  return `${names.slice(0, 20).join(', ')}${names.length > 20 ? ` and ${names.length - 20} more` : ''}`
}

function itemsShown(items: RejudgingChange['changed'][number]['items']): Html {
  const shown = items.map(({ title, before, after }) => html`${title}: ${before.outcome === after.outcome ? after.outcome : `${before.outcome} → ${after.outcome}`}, ${before.points.toFixed(2)} → ${after.points.toFixed(2)}`)
  if (shown.length <= 2) return html`${shown.map((one, at) => html`${at === 0 ? null : html`<br>`}${one}`)}`
  return html`<details><summary>${counted(shown.length, 'item')}</summary><ul>${shown.map((one) => html`<li>${one}</li>`)}</ul></details>`
}

function pointsWords(points: Points): string {
  return points === null ? 'nothing counts' : `${points.points.toFixed(2)} of ${points.of.toFixed(2)}`
}

function difference(before: Points, after: Points): string {
  const by = (after?.points ?? 0) - (before?.points ?? 0)
  return by === 0 ? '0.00' : `${by > 0 ? '+' : '−'}${Math.abs(by).toFixed(2)}`
}
