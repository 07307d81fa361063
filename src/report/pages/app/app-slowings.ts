import type { AppState } from '../../../model/app-state.ts'
import type { Purpose } from '../../../model/purpose.ts'
import { html, type Html } from '../../text/html.ts'
import { paceWords } from '../../words/pace-words.ts'
import { moment, scrolling, span, type AppPageOf } from './app-words.ts'

/** What waits where a purpose is slowed down; what comes after it waits, too. */
const WAITS: Readonly<Record<Purpose, string>> = {
  answer: 'everything, answers to people too', verdict: 'verdicts and upkeep; answers to people go on', 'first-word': 'first words are left out and upkeep waits; verdicts go on', upkeep: 'upkeep: sweeps, capstone issues, counting, who did what; verdicts go on',
}

/** For which accounts the App asks less of GitHub than it would, since when, why, and until about when. */
export function appSlowings({ slowings, accounts }: AppState, { now }: AppPageOf): Html {
  return html`<section>
<h2>Slowed down</h2>
${slowings.length === 0 ? html`<p>No account is slowed down now, nor was within two minutes.</p>
` : html`<p class="soft">The App asks less of GitHub for these accounts, so that GitHub refuses nothing. What a person waits for goes first, what nobody waits for last. Of all processes together; what is over stays here for two minutes.</p>
${scrolling('Slowed down', ['Account', 'Since', 'What waits', 'Why', 'Until about'], slowings.map(({ installationId, purpose, since, until, reason }) => html`<tr><th scope="row">${accounts.get(installationId) ?? `installation ${installationId}`}</th><td class="when">${moment(since)}</td><td class="says">${WAITS[purpose]}</td><td class="says">${paceWords(reason)}</td><td class="says">${until <= now ? 'it is over' : `${moment(until)}, in ${span(until - now)}`}</td></tr>
`))}`}</section>
`
}
