import { ROWS_A_PAGE, type AppQuery, type AppState } from '../../../model/app-state.ts'
import { QUEUE_STATES, type QueuedWork, type QueueState, type RestingInstallation } from '../../../model/work.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { failuresOf, workKind } from '../../words/work-words.ts'
import { prose } from '../prose.ts'
import { appPath } from './app-query.ts'
import { againButton, grouped, moment, numbers, pagesNav, repositoryWords, scrolling, span, type AppPageOf } from './app-words.ts'

const STATES: Readonly<Record<QueueState, { readonly name: string; readonly when: string; readonly none: string; readonly says: string }>> = {
  dead: { name: 'Given up', when: 'Given up', none: 'Nothing was given up.', says: 'It failed eight times, or trying again alone does not help. A push or a command on the same branch or pull request brings it back, too.' },
  due: { name: 'Due', when: 'Due since', none: 'Nothing is due.', says: 'Workers take these up in turn, one account after the other.' },
  held: { name: 'At work', when: 'Held until', none: 'Nothing is worked on just now.', says: 'A worker holds each of these, and renews that for as long as it works. Where it is lost, another one takes the work up then.' },
  resting: { name: 'Resting', when: 'Due', none: 'No account has to wait.', says: 'Their account waits: for GitHub\'s limit, since the App slows itself down before it, for a moment after GitHub failed, or while the App is suspended or uninstalled there.' },
  later: { name: 'Later', when: 'Due', none: 'Nothing waits for its time.', says: 'These wait for their time: for CI to end, for the pause after a failure, or for their turn in a sweep.' },
}
const LONGEST = 300

/** What is to be done in all courses: how much in each state, a page of one state, and whose work rests. */
export function appQueue({ queue: { counts, oldestDueAt, items }, resting, names }: AppState, query: AppQuery, of: AppPageOf): Html {
  const { name, when, none, says } = STATES[query.queue]
  const tries = of.mayBringBack && query.queue === 'dead'
  return html`<section id="queue">
<h2>Queue</h2>
<p>${oldestDueAt === null ? 'Nothing is due.' : `The oldest has been due for ${span(of.now - oldestDueAt)}.`}</p>
<nav class="filters" aria-label="The queue by its states"><ul>
${QUEUE_STATES.map((state) => html`<li><a href="${appPath({ ...query, queue: state, page: 1 }, 'queue')}"${state === query.queue ? html` aria-current="true"` : null}>${STATES[state].name} <span class="count">${grouped(counts[state])}</span></a></li>
`)}</ul></nav>
${items.length === 0 ? html`<p>${query.page === 1 ? none : 'Nothing is on this page.'}</p>
` : html`<p class="soft">${says}</p>
${tries && counts.dead > 1 ? againButton('work', 'all', `Try all ${grouped(counts.dead)} again`, '', of) : null}${scrolling(`Queue: ${name}`, ['Repository', 'What', 'Why', numbers('Failed'), when, 'What it says', ...tries ? ['Try again'] : []], items.map((one) => row(one, names, tries ? of : null)))}`}${pagesNav('Pages of the queue', query.page, counts[query.queue], ROWS_A_PAGE, (page) => appPath({ ...query, page }, 'queue'))}${resting.length === 0 ? null : restingTable(resting, of)}</section>
`
}

function row({ id, repositoryId, target, reasons, attempts, dueAt, diedAt, says }: QueuedWork, names: AppState['names'], button: AppPageOf | null): Html {
  const failures = failuresOf({ attempts, diedAt })
  const [name, what] = [repositoryWords(repositoryId, names), workKind(target)]
  return html`<tr><th scope="row">${name}</th><td>${what}</td><td>${prose(reasons.join(', '), LONGEST)}</td><td class="number">${failures === 0 ? '–' : counted(failures, 'time')}</td><td class="when">${moment(diedAt ?? dueAt)}</td><td class="says">${prose(says ?? '', LONGEST)}</td>${button === null ? null : html`<td>${againButton('work', id, 'Try again', `${what} of ${name}`, button)}</td>`}</tr>
`
}

function restingTable(resting: readonly RestingInstallation[], { now }: AppPageOf): Html {
  return html`<h3>Accounts that wait</h3>
${scrolling('Accounts that wait', ['Account', 'Until', numbers('Work that waits')], resting.map(({ installationId, account, until, isSuspended, count }) => html`<tr><th scope="row">${account ?? `installation ${installationId}`}</th><td>${isSuspended ? 'the App is suspended or uninstalled there' : until === null ? '–' : `${moment(until)}, in ${span(until - now)}`}</td><td class="number">${grouped(count)}</td></tr>
`))}`
}
