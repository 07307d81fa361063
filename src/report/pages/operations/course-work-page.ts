import { shownTime, type Calendar } from '../../../course/shown-time.ts'
import type { CourseWork, QueuedItem } from '../../../model/work.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { failuresOf, workWords } from '../../words/work-words.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'

/** `mayBringBack` is whether the reader may bring back what was given up. */
export type CourseWorkPageOf = { readonly courseId: string; readonly calendar: Calendar; readonly formToken: string; readonly mayBringBack: boolean }

const STATES = { dead: 'Given up', held: 'Being worked on', due: 'Due', later: 'Failed, and tried again later' } as const
const EXPLAINED = { dead: 'The App tried several times, or trying again alone does not help. A push or a command on the same branch or pull request brings it back, too.', held: null, due: 'A worker takes these up in turn.', later: 'Nothing is to be done: the App tries these again by itself.' } as const
const LONGEST = 300

/** The page that tells a course's staff how the App works on its repositories: what was given up, with why and a button to try again; what waits; and webhooks that were set aside. */
export function courseWorkPage({ work, aside, names, most }: CourseWork, of: CourseWorkPageOf): Html {
  const states = (Object.keys(STATES) as QueuedItem['state'][]).map((state) => [state, work.filter((one) => one.state === state)] as const).filter(([, all]) => all.length > 0)
  return html`<p class="soft">How the App works on the repositories of this course. What it does elsewhere, quotas of GitHub and faults are for whoever runs it.${work.length === most ? ` The first ${most} of the queue are shown.` : ''}</p>
${states.length === 0 ? html`<p>Nothing waits, and nothing was given up.</p>
` : states.map(([state, all]) => html`<section>
<h2>${STATES[state]} <span class="small soft">${counted(all.length, 'piece')} of work</span></h2>
${EXPLAINED[state] === null ? null : html`<p class="soft">${EXPLAINED[state]}</p>
`}<div class="scrolls" role="region" aria-label="${STATES[state]}" tabindex="0"><table>
<thead><tr><th scope="col">Repository</th><th scope="col">What</th><th scope="col">${state === 'dead' ? 'Given up' : 'Due'}</th><th scope="col">Failed</th><th scope="col">Why</th>${state === 'dead' && of.mayBringBack ? html`<th scope="col">Try again</th>` : null}</tr></thead>
<tbody>
${all.map((one) => row(one, names, of))}</tbody>
</table></div>
</section>
`)}${aside.length === 0 ? null : html`<section>
<h2>Webhooks that were set aside <span class="small soft">${counted(aside.length, 'webhook')}</span></h2>
<p class="soft">GitHub sent something that the App could not understand. The next look at the repository reads its state anew; when something was pushed may be missing. Tell whoever runs the App.</p>
<div class="scrolls" role="region" aria-label="Webhooks that were set aside" tabindex="0"><table>
<thead><tr><th scope="col">Repository</th><th scope="col">Event</th><th scope="col">Came</th><th scope="col">Why</th></tr></thead>
<tbody>
${aside.map(({ repositoryId, name, action, receivedAt, says }) => html`<tr><th scope="row">${repository(repositoryId, names, of)}</th><td>${name}${action === null ? '' : `, ${action}`}</td><td>${shownTime(receivedAt, of.calendar)}</td><td>${prose(says, LONGEST)}</td></tr>
`)}</tbody>
</table></div>
</section>
`}`
}

function row({ id, repositoryId, target, state, attempts, dueAt, says, diedAt }: QueuedItem, names: CourseWork['names'], of: CourseWorkPageOf): Html {
  const what = cleanLine(workWords(target), LONGEST)
  const failures = failuresOf({ attempts, diedAt })
  return html`<tr><th scope="row">${repository(repositoryId, names, of)}</th><td>${what}</td><td>${shownTime(diedAt ?? dueAt, of.calendar)}</td><td class="number">${failures === 0 ? '–' : counted(failures, 'time')}</td><td>${prose(says ?? '', LONGEST)}</td>${state !== 'dead' || !of.mayBringBack ? null : html`<td><form method="post" action="${pathOf(of.courseId)}/operations/again"><input type="hidden" name="form" value="${of.formToken}"><input type="hidden" name="work" value="${id}"><button>Try again<span class="unseen">: ${what} of ${nameIn(repositoryId, names)}</span></button></form></td>`}</tr>
`
}

function repository(id: number, names: CourseWork['names'], { courseId }: CourseWorkPageOf): Html {
  return html`<a href="${pathOf(courseId)}/repositories/${id}">${nameIn(id, names)}</a>`
}

function nameIn(id: number, names: CourseWork['names']): string {
  return names.get(id) ?? `repository ${id}`
}
