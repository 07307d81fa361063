import { ROWS_A_PAGE, type AppQuery, type AppState } from '../../../model/app-state.ts'
import { html, type Html } from '../../text/html.ts'
import { barChart } from '../charts/bars.ts'
import { prose } from '../prose.ts'
import { appPath } from './app-query.ts'
import { againButton, grouped, moment, numbers, pagesNav, repositoryWords, scrolling, span, type AppPageOf } from './app-words.ts'

const HOUR = 3_600_000
const HOURS = 24
const LONGEST = 300
/** What becomes of a webhook, and how that is called. */
const RESULTS = { used: 'Used', ignored: 'Not needed', 'set-aside': 'Not understood', held: 'Held', waiting: 'Waiting' } as const

/** The webhooks of the last day: when they came, by event and what became of them; and those that could not be understood. */
export function appDeliveries(state: AppState, query: AppQuery, of: AppPageOf): Html {
  const { heard: { since, newestAt, deliveries }, settings } = state
  const sum = (some: AppState['heard']['deliveries']): number => some.reduce((total, { count }) => total + count, 0)
  const events = [...new Set(deliveries.map(({ name }) => name))].map((name) => ({ name, own: deliveries.filter((one) => one.name === name) })).sort((one, other) => sum(other.own) - sum(one.own) || (one.name < other.name ? -1 : 1))
  return html`<section>
<h2>Webhooks</h2>
<p>${newestAt === null ? 'None has come yet' : `The last one came at ${moment(newestAt)}, ${span(of.now - newestAt)} ago`}${settings.publicUrl === null ? '; the App runs in pull mode, where none come.' : '.'} One whose signature is wrong is not kept: see what arrived at this process, below.</p>
${deliveries.length === 0 ? html`<p class="soft">None came in the last ${HOURS} hours.</p>
` : html`<div class="hours">${barChart(`Webhooks in the last ${HOURS} hours, by the hour (UTC)`, Array.from({ length: HOURS }, (_, hour) => ({ label: new Date(since + hour * HOUR).toISOString().slice(11, 13), count: sum(deliveries.filter((one) => one.hour === hour)) })), { every: 3, unit: 'webhooks' })}</div>
<p class="soft">A webhook is held until it is known whose installation it came by, and what its repository was made from.</p>
${scrolling('Webhooks by event', ['Event', numbers('Came'), ...Object.values(RESULTS).map(numbers)], events.map(({ name, own }) => html`<tr><th scope="row"><code>${name}</code></th><td class="number">${grouped(sum(own))}</td>${Object.keys(RESULTS).map((result) => html`<td class="number">${grouped(sum(own.filter((one) => one.result === result)))}</td>`)}</tr>
`))}`}</section>
${deadLetters(state, query, of)}`
}

function deadLetters({ aside: { count, deliveries }, names }: AppState, query: AppQuery, of: AppPageOf): Html {
  return html`<section id="aside">
<h2>Dead letters${count === 0 ? null : html` <span class="count soft">${grouped(count)}</span>`}</h2>
${deliveries.length === 0 ? html`<p>${count === 0 ? 'Every webhook that is kept could be understood.' : 'Nothing is on this page.'}</p>
` : html`<p class="soft">GitHub sent something that the App could not understand. The next look at the repository reads its state anew; when something was pushed may be missing. Trying again helps once a version runs that understands it. What was understood and could not be done is above, as given up.</p>
${of.mayBringBack && count > 1 ? againButton('delivery', 'all', `Try all ${grouped(count)} again`, '', of) : null}${scrolling('Dead letters', ['Delivery', 'Event', 'Repository', 'Came', 'Why', ...of.mayBringBack ? ['Try again'] : []], deliveries.map(({ id, name, action, repositoryId, receivedAt, says }) => html`<tr><th scope="row"><code>${id}</code></th><td>${name}${action === null ? null : `, ${action}`}</td><td>${repositoryWords(repositoryId, names)}</td><td class="when">${moment(receivedAt)}</td><td class="says">${prose(says, LONGEST)}</td>${of.mayBringBack ? html`<td>${againButton('delivery', id, 'Try again', `delivery ${id}`, of)}</td>` : null}</tr>
`))}`}${pagesNav('Pages of dead letters', query.aside, count, ROWS_A_PAGE, (page) => appPath({ ...query, aside: page }, 'aside'))}</section>
`
}
