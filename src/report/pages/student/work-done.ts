import { shownDay, shownTime } from '../../../course/shown-time.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { besideStudents, NUMBERS_DO_NOT_TELL, whoDid } from '../../courses/contributions-words.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { html, type Html } from '../../text/html.ts'
import { linked, commitLink, prose } from '../prose.ts'
import type { StudentPageOf } from './student-of.ts'

const MOST = 30
const LONGEST = 120

/** Pull requests, the runs and deployments of the newest judged commit, and who did what where several work. */
export function workDone(seen: RepositorySeen, of: StudentPageOf): Html {
  return html`<section aria-labelledby="work">
<h2 id="work">Work</h2>
${pulls(seen, of)}${runs(seen, of)}${deployments(seen, of)}${contributions(of, seen.repository.url)}</section>
`
}

function pulls({ pulls: all, repository: { url } }: RepositorySeen, { calendar }: StudentPageOf): Html {
  if (all.length === 0) return html`<p>No pull request was told of.</p>\n`
  return html`<h3>Pull requests</h3>
<ul>
${all.slice(0, MOST).map(({ number, state, openedBy, openedAt, changedAt }) => html`<li>${linked(`#${number}`, url === null ? null : `${url}/pull/${number}`)} ${state}${openedBy === null ? '' : `, opened by ${openedBy}`}${openedAt === null ? '' : ` on ${shownDay(openedAt, calendar)}`}${state === 'open' ? '' : `, ${state} on ${shownDay(changedAt, calendar)}`}</li>
`)}${all.length > MOST ? html`<li>and ${all.length - MOST} more</li>
` : null}</ul>
`
}

function runs({ runs: all }: RepositorySeen, { calendar }: StudentPageOf): Html {
  if (all.length === 0) return html``
  return html`<h3>Runs on the newest judged commit</h3>
<ul>
${all.map(({ name, path, state, at, url, failed }) => html`<li>${linked(cleanLine(name === '' ? path : name, LONGEST), url)}: ${cleanLine(state.replaceAll('_', ' '), LONGEST)} <span class="soft">${shownTime(at, calendar)}</span>${failed.length === 0 ? null : html`
<ul>
${failed.slice(0, 10).map(({ job, says, url: page }) => html`<li>${linked(`job “${cleanLine(job, LONGEST)}”`, page)} failed${says === null ? '.' : html`: ${prose(says)}.`}</li>
`)}</ul>
`}</li>
`)}</ul>
`
}

function deployments({ deployments: all, repository: { url } }: RepositorySeen, { calendar }: StudentPageOf): Html {
  if (all.length === 0) return html``
  return html`<h3>Deployments</h3>
<ul>
${all.toSorted((one, other) => other.createdAt - one.createdAt).slice(0, MOST).map(({ environment, sha, state, url: place, createdAt, statedAt }) => html`<li>${linked(cleanLine(environment, LONGEST), place)}: ${(state ?? 'no status yet').replaceAll('_', ' ')}, of ${commitLink(sha, url)} <span class="soft">${shownTime(statedAt ?? createdAt, calendar)}</span></li>
`)}</ul>
`
}

function contributions({ contributions: found, calendar }: StudentPageOf, url: string | null): Html {
  const read = found?.read ?? null
  if (read === null) return html``
  const numbers = (all: readonly number[]): Html => all.length === 0 ? html`0` : html`${all.length} (${all.slice(0, 5).map((number, at) => html`${at === 0 ? '' : ', '}${linked(`#${number}`, url === null ? null : `${url}/pull/${number}`)}`)}${all.length > 5 ? ', …' : ''})`
  return html`<h3>Who did what</h3>
<p class="soft">On <code>${cleanLine(read.branch, LONGEST)}</code>, as read on ${shownTime(Date.parse(read.at), calendar)}. Numbers and places, no score.</p>
<div class="scrolls" role="region" aria-label="Who did what" tabindex="0">
<table>
<thead><tr><th scope="col">Who</th><th scope="col">Commits</th><th scope="col">Pull requests opened</th><th scope="col">Reviewed</th><th scope="col">Last</th></tr></thead>
<tbody>
${read.students.map(({ student, commits, together, opened, reviewed, commented, lastAt }) => html`<tr><th scope="row">${whoDid(student, 'alone')}</th><td>${commits}${together === 0 ? '' : `, ${together} with others`}</td><td>${numbers(opened)}</td><td>${numbers(reviewed)}${commented.length === 0 ? '' : html`, commented on ${numbers(commented)}`}</td><td>${lastAt === null ? '–' : shownDay(Date.parse(lastAt), calendar)}</td></tr>
`)}</tbody>
</table>
</div>
<p class="soft small">${[...besideStudents(read), NUMBERS_DO_NOT_TELL].join(' ')}</p>
`
}
