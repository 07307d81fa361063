import { shownDay, type Calendar } from '../../../course/shown-time.ts'
import type { JudgedSince, WrongVerdictSeen } from '../../../model/wrong-verdict.ts'
import { html, type Html } from '../../text/html.ts'
import { decidingPlaces } from '../../text/places.ts'
import { decidingLines } from '../evidence-line.ts'
import { outcomeWord } from '../outcome-mark.ts'
import { commitLink, prose } from '../prose.ts'
import { pathOf, repositoryPath } from '../site-page.ts'
import { WRONG_SHOWS, wrongQueryText, type WrongQuery, type WrongShow } from './wrong-query.ts'

export type WrongPageOf = { readonly courseId: string; readonly calendar: Calendar }

/** Where the list stands below a course: an item may have any id, so it has no place among the pages of items. */
export const WRONG_PATH = 'wrong-verdicts'

const ROWS_A_PAGE = 100

/** The verdicts that the staff said to be wrong: what the App said and by what, what is right instead, and whether a later judgement says otherwise. */
export function wrongPage(all: readonly WrongVerdictSeen[], query: WrongQuery, of: WrongPageOf): Html {
  const here = `${pathOf(of.courseId)}/${WRONG_PATH}`
  const shown = all.filter((one) => isShown(one, query.show))
  const pages = Math.max(1, Math.ceil(shown.length / ROWS_A_PAGE))
  const page = Math.min(query.page, pages)
  const link = (to: number, rel: 'prev' | 'next', words: string): Html => html`<a class="button" rel="${rel}" href="${here}${wrongQueryText({ ...query, page: to })}">${words}</a>`
  return html`<p><a href="${pathOf(of.courseId)}/items">All items</a></p>
<p>What stands here changes no grade: to change one, decide it on the student's page. An entry is settled once a later judgement says otherwise; nobody has to close it.</p>
${all.length === 0 ? html`<p>Nobody said so of a verdict yet. The form is below each verdict on the page of its item.</p>
` : html`<nav class="filters" aria-label="Which are shown"><ul>
${(Object.keys(WRONG_SHOWS) as WrongShow[]).map((show) => html`<li><a href="${here}${wrongQueryText({ show, page: 1 })}"${show === query.show ? html` aria-current="true"` : null}>${WRONG_SHOWS[show]} <span class="count">${all.filter((one) => isShown(one, show)).length}</span></a></li>
`)}</ul></nav>
<p><a class="button" href="${here}/file">Export all as JSON Lines</a></p>
<p class="soft">One entry a line, with all that the App said: for a test case, or for whoever makes the App. It names repositories and what stands in them.</p>
${shown.length === 0 ? html`<p>None of them is ${query.show}.</p>
` : html`<ul class="verdicts">
${shown.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE).map((one) => html`<li>${entry(one, of)}</li>
`)}</ul>
`}${pages === 1 ? null : html`<nav class="pages" aria-label="Pages">${page > 1 ? link(page - 1, 'prev', 'Before') : null} <span>Page ${page} of ${pages}</span> ${page < pages ? link(page + 1, 'next', 'Next') : null}</nav>
`}`}`
}

function isShown({ since }: WrongVerdictSeen, show: WrongShow): boolean {
  return show === 'all' || (since === null) === (show === 'open')
}

function entry({ repositoryId, repository, item, criterion, said, commit, engine, right, reason, by, at, since }: WrongVerdictSeen, { courseId, calendar }: WrongPageOf): Html {
  return html`<h2><a href="${pathOf(courseId)}/items/${encodeURIComponent(item)}">${said.title}</a> <span class="soft small"><code>${criterion}</code> in <a href="${repositoryPath(courseId, repositoryId)}">${repository.name}</a></span></h2>
<p>The App: ${outcomeWord(said.outcome)}. ${prose(said.found)}${decidingLines(decidingPlaces(said), { url: repository.url, commit })}</p>
<p>Right instead: ${outcomeWord(right)}${reason === '' ? '.' : html`. ${prose(reason)}`}</p>
<p>${stateWords(since, { commit, right, calendar, url: repository.url })}</p>
<p class="soft small">Said by ${by.login} on ${shownDay(at, calendar)}, of ${commitLink(commit, repository.url)} by revision ${engine.revision} of the App's checks</p>
`
}

function stateWords(since: JudgedSince | null, { commit, right, calendar, url }: { readonly commit: string; readonly right: string; readonly calendar: Calendar; readonly url: string | null }): Html {
  if (since === null) return html`<strong>Open.</strong> No later judgement says otherwise.`
  const { outcome, at, engine } = since
  const asSaid = outcome === right ? 'as said to be right' : 'which is neither'
  return since.commit === commit
    ? html`<strong>Settled.</strong> The same commit was judged again on ${shownDay(at, calendar)}, by revision ${engine.revision}: ${outcomeWord(outcome)}, ${asSaid}.`
    : html`<strong>Settled</strong> by another commit, which tells less of the checks: ${commitLink(since.commit, url)}, judged on ${shownDay(at, calendar)} by revision ${engine.revision}, is ${outcomeWord(outcome)}, ${asSaid}.`
}
