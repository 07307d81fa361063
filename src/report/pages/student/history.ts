import { shownTime } from '../../../course/shown-time.ts'
import type { ChangeSeen, JudgedSeen, RepositorySeen } from '../../../model/repository-seen.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { OUTCOME_MARKS } from '../../words/outcome-words.ts'
import { evidenceLine } from '../evidence-line.ts'
import { commitLink, prose } from '../prose.ts'
import type { StudentPageOf } from './student-of.ts'

const MOST_CHANGES = 12

/** The judged commits of the default branch, the newest in front: what changed from one to the next, and what shows it. */
export function historyList({ history, repository }: RepositorySeen, of: StudentPageOf): Html {
  if (history.length === 0) return html``
  return html`<section aria-labelledby="history">
<h2 id="history">History</h2>
<p class="soft">${history.length === 1 ? 'One commit' : `The newest ${history.length} commits`} of the default branch, as the App itself judged ${history.length === 1 ? 'it' : 'them'}.</p>
<ol class="log">
${history.map((one) => judged(one, repository.url, of))}</ol>
</section>
`
}

function judged({ commit, at, inPlace, of, changes, otherMeasure }: JudgedSeen, url: string | null, { calendar }: StudentPageOf): Html {
  return html`<li><p><strong>${commitLink(commit, url)}</strong> <span class="soft">${shownTime(at, calendar)}, ${inPlace} of ${counted(of, 'item')} in place</span></p>
${otherMeasure ? html`<p class="soft">The checklist or the checks were others before, so a change may come from them.</p>
` : null}${changes === null ? null : changes.length === 0 ? html`<p>No outcome changed.</p>
` : html`<ul>
${changes.slice(0, MOST_CHANGES).map((change) => changeLine(change, { url, commit }))}${changes.length > MOST_CHANGES ? html`<li>and ${changes.length - MOST_CHANGES} more</li>
` : null}</ul>
`}</li>
`
}

function changeLine({ title, before, outcome, found, place }: ChangeSeen, repository: { readonly url: string | null; readonly commit: string }): Html {
  if (outcome === 'unknown') return html`<li><strong>${title}</strong> could not be seen; before it was ${before}. Nothing is held against it.</li>\n`
  return html`<li><strong>${title}</strong>: ${before === 'unknown' ? 'could not be seen before, now' : `from ${before} to`} ${OUTCOME_MARKS[outcome]} ${outcome}. ${prose(found, 300)}${place === null ? null : html` (${evidenceLine(place, repository)})`}</li>
`
}
