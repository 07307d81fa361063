import { shownDay, shownTime, type Calendar } from '../../../course/shown-time.ts'
import type { StuckStanding } from '../../../model/standing.ts'
import type { WatchMatter } from '../../../model/watch-matter.ts'
import { shortName } from '../../answers/subject-words.ts'
import { counted } from '../../counted.ts'
import { html, type Html } from '../../html.ts'
import { commitLink, linked, prose } from '../prose.ts'

const LONGEST = 600
const DAY = 86_400_000

export type WordsOf = { readonly calendar: Calendar; readonly now: number }

/** What a matter is, in a heading's few words. */
export function matterTitle({ what, since }: WatchMatter, { calendar, now }: WordsOf): string {
  switch (what.kind) {
    case 'dispute': return what.isEscalated ? `Dispute that nobody answered by ${shownDay(what.due, calendar)}` : `Dispute, to be answered by ${shownTime(what.due, calendar)}`
    case 'stuck': return `Stuck since ${shownDay(since, calendar)}`
    case 'failing': return `CI fails on the default branch for ${counted(Math.floor((now - since) / DAY), 'day')}`
    case 'silent': return `No push for ${counted(Math.floor((now - since) / DAY), 'day')}`
    case 'disagreement': return 'The App says something else than was decided'
    case 'workflow': return 'A workflow of the course was changed'
    case 'feedback': return `Feedback: ${what.rating} of 5`
  }
}

/** What a matter is, as far as it is known, and what belongs to it. */
export function matterBody({ what, since, repository: { url } }: WatchMatter, { calendar }: WordsOf): Html {
  switch (what.kind) {
    case 'dispute': return html`<p>${what.by === null ? 'Somebody' : what.by.login} disputes ${what.subject.kind} <code>${shortName(what.subject)}</code>.</p>${quoted(what.text)}`
    case 'stuck': return stuckBody(what.stuck, calendar)
    case 'failing': return html`<p>Since ${shownTime(since, calendar)}: ${what.failures.map(({ job, kind, about }, at) => html`${at === 0 ? '' : ', '}job <code>${job}</code>${kind === null ? null : html` (${kind.replaceAll('-', ' ')}${about === '' ? null : html` <code>${about}</code>`})`}`)}.</p>`
    case 'silent': return html`<p>${what.pushedAt === null ? 'No push is known' : `The last push came on ${shownTime(what.pushedAt, calendar)}`}; ${what.dueAt === null ? 'the course has no due day' : `due ${shownTime(what.dueAt, calendar)}`}.</p>`
    case 'disagreement': return html`<p>${subjectWords(what.disagreement.subject)} was set to ${what.disagreement.outcome}. The App says ${what.disagreement.automatic}${what.disagreement.commit === null ? null : html` at ${commitLink(what.disagreement.commit, url)}`}, since ${shownTime(since, calendar)}. The decision holds.</p>`
    case 'workflow': return html`<p><code>${what.path}</code> at ${commitLink(what.commit, url)}, seen ${shownTime(since, calendar)}. What such a run shows is not taken for the course's.</p>`
    case 'feedback': return html`<p>By ${what.by.login}, ${shownTime(since, calendar)}.</p>${quoted(what.text)}`
  }
}

function stuckBody({ kind, heads, job, branch, number, step, found, hint }: StuckStanding, calendar: Calendar): Html {
  const where = job === null ? null : html`${linked(html`job <code>${job.name}</code>`, job.url)}${job.step === '' ? null : html`, step <code>${job.step}</code>`}${branch === null ? null : html` on <code>${branch}</code>`}${number === null ? '' : ` (#${number})`}`
  const at = kind === 'no-step' ? html`No step forward; step ${step === null ? '' : step.slice('step-'.length)} is the first that is open.` : html`${kind === 'same-failure' ? `The same failure at ${heads} pushes` : 'A failure for a known reason'}: ${where}.`
  const hinted = hint === null ? 'No hint was given yet.' : `A hint was given ${shownTime(hint.at, calendar)}${hint.number === null ? '' : ` on #${hint.number}`}.`
  return html`<p>${at}${found === '' ? null : html` ${prose(found, LONGEST)}`}</p>
<p class="soft">${hinted}</p>`
}

/** `item alerts` as it stands in events. */
function subjectWords(subject: string): Html {
  const [kind = '', id = ''] = subject.split(' ')
  return html`${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} <code>${kind === 'step' ? id.replace(/^step-/, '') : id}</code>`
}

function quoted(text: string): Html {
  return text.trim() === '' ? html`` : html`<blockquote>${text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text}</blockquote>`
}
