import type { AppState, LogGroup, QuotaHeard } from '../../../model/app-state.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { prose } from '../prose.ts'
import { grouped, moment, numbers, scrolling, span, type AppPageOf } from './app-words.ts'

const LONGEST = 500

/** What is of the process alone that answers: since when it runs, what arrived at it, its sweeps, what it heard of limits, and its last warnings and errors. */
export function appProcess({ process: { version, node, host, pid, startedAt, arrivals, quotas, sweep, log }, accounts, settings }: AppState, of: AppPageOf): Html {
  const { stored, repeated, refused, failed, lastRefusedAt } = arrivals
  return html`<section>
<h2>This process</h2>
<p class="soft">From here on all is of the process that answered this page. Where several share the work, each has its own numbers, at its own <code>/metrics</code>, and its own log.</p>
<dl>
<div><dt>Version</dt><dd>${version}, on Node ${node}</dd></div>
<div><dt>Runs since</dt><dd>${moment(startedAt)}, for ${span(of.now - startedAt)}</dd></div>
<div><dt>Where</dt><dd>process ${pid} on ${host}, with ${counted(settings.workers, 'worker')}</dd></div>
<div><dt>Webhooks</dt><dd>${grouped(stored)} stored, ${grouped(repeated)} known already, ${grouped(refused)} refused${lastRefusedAt === null ? '' : ` (the last at ${moment(lastRefusedAt)})`}, ${grouped(failed)} not stored for a fault</dd></div>
<div><dt>Sweep</dt><dd>${sweep.lastAt === null ? 'none has ended yet' : `the last ended at ${moment(sweep.lastAt)}`}; ${sweep.nextAt === null ? 'none is to come' : `the next begins at ${moment(sweep.nextAt)}`} (every ${counted(settings.sweepMinutes, 'minute')})</dd></div>
</dl>
<h3>GitHub's limits</h3>
${quotas.length === 0 ? html`<p>GitHub has told none yet.</p>
` : html`<p class="soft">As GitHub told them last. The App slows itself down before a limit is used up (“Slowed down” above); where one is used up all the same, the work of that account rests until it starts anew.</p>
${scrolling('GitHub\'s limits', ['Account', 'Limit', numbers('Left'), 'Starts anew', 'Told'], quotas.map((one) => quotaRow(one, accounts, of)))}`}
<h3>Warnings and errors</h3>
<p class="soft">The last hundred lines of the log from a warning up, those that say the same as one. The log itself has their causes.${settings.logLevel === 'error' ? ' LOG_LEVEL is error: warnings are not written.' : ''}</p>
${log.length === 0 ? html`<p>There was none.</p>
` : scrolling('Warnings and errors', ['Level', 'What', numbers('Times'), 'Last', 'About'], log.map(logRow))}</section>
`
}

function quotaRow({ installationId, resource, remaining, limit, resetAt, at }: QuotaHeard, accounts: AppState['accounts'], { now }: AppPageOf): Html {
  const account = installationId === null ? 'the App itself' : accounts.get(installationId) ?? `installation ${installationId}`
  const isOver = resetAt !== null && resetAt <= now
  return html`<tr><th scope="row">${account}</th><td><code>${resource}</code></td><td class="number">${grouped(remaining)} of ${grouped(limit)} <meter class="left" min="0" max="${Math.max(1, limit)}" low="${Math.round(limit / 10)}" optimum="${Math.max(1, limit)}" value="${remaining}" aria-label="Left of ${resource} for ${account}"></meter></td><td class="says">${resetAt === null ? '–' : isOver ? `at ${moment(resetAt)}: whole again since` : `${moment(resetAt)}, in ${span(resetAt - now)}`}</td><td class="when">${moment(at)}</td></tr>
`
}

function logRow({ level, says, fault, ids, count, lastAt }: LogGroup): Html {
  return html`<tr><td>${level === 'error' ? 'error' : 'warning'}</td><th scope="row" class="says">${prose(says, LONGEST)}${fault === null ? null : html` <code>${fault}</code>`}</th><td class="number">${grouped(count)}</td><td class="when">${moment(lastAt)}</td><td>${ids.map(([name, id], at) => html`${at === 0 ? '' : ', '}${name} ${id}`)}</td></tr>
`
}
