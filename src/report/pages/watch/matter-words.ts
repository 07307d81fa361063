import { minuteOf, shownDay, type Calendar } from '../../../course/shown-time.ts'
import type { MatterWhat, WatchMatter } from '../../../model/watch-matter.ts'
import { shortName } from '../../answers/subject-words.ts'
import { cleanLine } from '../../text/clean-text.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { commitLink, linked, prose } from '../prose.ts'

const LONGEST = 600
const LONGEST_NAME = 160
const DAY = 86_400_000

export type WordsOf = { readonly calendar: Calendar; readonly now: number }

/** What a matter is, in a heading's few words. */
export function matterTitle({ what, since }: WatchMatter, { calendar, now }: WordsOf): string {
  const forDays = counted(Math.floor((now - Date.parse(since)) / DAY), 'day')
  switch (what.kind) {
    case 'dispute': return what.isEscalated ? `Dispute that nobody answered by ${shownDay(Date.parse(what.due), calendar)}` : `Dispute, to be answered by ${minuteOf(what.due, calendar)}`
    case 'stuck': return `Stuck since ${shownDay(Date.parse(since), calendar)}`
    case 'failing': return `CI fails on the default branch for ${forDays}`
    case 'silent': return `No push for ${forDays}`
    case 'disagreement': return 'The App says something else than was decided'
    case 'workflow': return 'A workflow of the course was changed'
    case 'feedback': return `Feedback: ${what.rating} of 5`
  }
}

/** What a matter is, as far as it is known, and what belongs to it. */
export function matterBody({ what, since, repository: { url } }: WatchMatter, { calendar }: WordsOf): Html {
  const begun = minuteOf(since, calendar)
  switch (what.kind) {
    case 'dispute': return html`<p>${what.by === null ? 'Somebody' : what.by.login} disputes ${what.subject.kind} <code>${shortName(what.subject)}</code>.</p>${quoted(what.text)}`
    case 'stuck': return stuckBody(what, calendar)
    case 'failing': return html`<p>Since ${begun}: ${what.failures.map(({ job, kind, about }, at) => html`${at === 0 ? '' : ', '}job <code>${cleanLine(job, LONGEST_NAME)}</code>${kind === null ? null : html` (${kind.replaceAll('-', ' ')}${about === '' ? null : html` <code>${cleanLine(about, LONGEST_NAME)}</code>`})`}`)}.</p>`
    case 'silent': return html`<p>${what.pushed === null ? 'No push is known' : `The last push came on ${minuteOf(what.pushed, calendar)}`}; ${what.due === null ? 'the course has no due day' : `due ${minuteOf(what.due, calendar)}`}.</p>`
    case 'disagreement': return html`<p>${subjectWords(what.subject)} was set to ${what.outcome}. The App says ${what.automatic}${what.commit === null ? null : html` at ${commitLink(what.commit, url)}`}, since ${begun}. The decision holds.</p>`
    case 'workflow': return html`<p><code>${cleanLine(what.path, LONGEST_NAME)}</code> at ${commitLink(what.commit, url)}, seen ${begun}. What such a run shows is not taken for the course's.</p>`
    case 'feedback': return html`<p>By ${what.by.login}, ${begun}.</p>${quoted(what.text)}`
  }
}

function stuckBody({ how, heads, job, branch, number, step, found, hint }: Extract<MatterWhat, { readonly kind: 'stuck' }>, calendar: Calendar): Html {
  const where = job === null ? null : html`${linked(html`job <code>${cleanLine(job.name, LONGEST_NAME)}</code>`, job.url)}${job.step === '' ? null : html`, step <code>${cleanLine(job.step, LONGEST_NAME)}</code>`}${branch === null ? null : html` on <code>${cleanLine(branch, LONGEST_NAME)}</code>`}${number === null ? '' : ` (#${number})`}`
  const at = how === 'no-step' ? html`No step forward; step ${step === null ? '' : step.slice('step-'.length)} is the first that is open.` : html`${how === 'same-failure' ? `The same failure at ${heads} pushes` : 'A failure for a known reason'}: ${where}.`
  const hinted = hint === null ? 'No hint was given yet.' : `A hint was given ${minuteOf(hint.at, calendar)}${hint.number === null ? '' : ` on #${hint.number}`}.`
  return html`<p>${at}${found === '' ? null : html` ${prose(found, LONGEST)}`}</p>
<p class="soft">${hinted}</p>`
}

/** `item alerts` as it stands in events. */
function subjectWords(subject: string): Html {
  const [kind = '', id = ''] = subject.split(' ')
  return html`${kind.slice(0, 1).toUpperCase()}${kind.slice(1)} <code>${kind === 'step' ? id.replace(/^step-/, '') : id}</code>`
}

/** What somebody wrote, line by line. */
function quoted(text: string): Html {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text
  return text.trim() === '' ? html`` : html`<blockquote>${cut.split('\n').map((line) => cleanLine(line, LONGEST + 2)).join('\n')}</blockquote>`
}
