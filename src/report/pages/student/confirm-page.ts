import { shownTime, type Calendar } from '../../../course/shown-time.ts'
import type { Subject } from '../../../model/decision.ts'
import { setToWords } from '../../gradebook/graded-by-people.ts'
import { html, type Html } from '../../text/html.ts'
import type { StandingChange } from '../../words/standing-words.ts'
import { shortName } from '../../answers/subject-words.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { hidden } from './decide-forms.ts'

type Points = { readonly points: number; readonly of: number } | null

/** What the service answers to a decision that is only tried. */
export type Previewed = {
  readonly decision: { readonly kind: string; readonly repository: string; readonly subject: Subject | null; readonly outcome: string | null; readonly share: number | null; readonly level: string | null; readonly until: string | null; readonly automatic: string | null; readonly reason: string }
  readonly before: Points
  readonly after: Points
  readonly changes: readonly StandingChange[] | null
}

export type ConfirmOf = { readonly courseId: string; readonly path: string; readonly back: string; readonly action: string; readonly fields: Readonly<Record<string, string>>; readonly formToken: string; readonly calendar: Calendar }

/** What a decision would bring, before it is made: points before and after, and a button that makes it. */
export function confirmPage({ decision, before, after, changes }: Previewed, { courseId, path, back, action, fields, formToken, calendar }: ConfirmOf): Html {
  const here = `${pathOf(courseId)}${path}`
  const same = before?.points === after?.points && before?.of === after?.of
  return html`<p>In ${decision.repository}: ${whatWords(decision, titleIn(changes, decision.subject), calendar)}.</p>
<dl>
<div><dt>Reason</dt><dd>${prose(decision.reason)}</dd></div>
<div><dt>Points now</dt><dd>${pointsText(before)}</dd></div>
<div><dt>Points then</dt><dd>${pointsText(after)}${same ? ', the same' : ''}</dd></div>
</dl>
${changes === null || decision.subject === null ? null : changes.length === 0 ? html`<p>Nothing on the default branch would stand otherwise.</p>
` : html`<table>
<caption>What would stand otherwise on the default branch</caption>
<thead><tr><th scope="col">What</th><th scope="col">Now</th><th scope="col">Then</th></tr></thead>
<tbody>
${changes.map(({ subject, title, before: now, after: then }) => html`<tr><th scope="row">${subject.kind === 'step' ? `Step ${shortName(subject)}, ${title}` : title}${subject.kind === 'item' ? html` <span class="soft">(item)</span>` : subject.kind === 'criterion' ? html` <span class="soft">(criterion)</span>` : null}</th><td>${now}</td><td>${then}</td></tr>
`)}</tbody>
</table>
`}<form method="post" action="${here}/${action}">
${hidden({ ...fields, form: formToken })}<p class="row"><button class="main" name="button" value="do">Decide it</button> <a class="button" href="${pathOf(courseId)}${back}">Back, and decide nothing</a></p>
</form>
`
}

/** That a decision is kept, and what follows from it failed; `shownAt` is where the thing itself is shown. */
export function decidedAlone(shownAt: string): Html {
  return html`<p class="note" role="status">What follows from it failed on our side: it is shown and counted with the next look at this repository.</p>
<p>Sending the same form once more tries it again at once, and decides nothing else.</p>
<p><a class="button" href="${shownAt}">See it</a></p>
`
}

/** What is decided on, as its page calls it; null where nothing of it would stand otherwise, so that its title is not told. */
function titleIn(changes: Previewed['changes'], decided: Subject | null): string | null {
  return changes?.find(({ subject }) => subject.kind === decided?.kind && subject.id === decided.id)?.title ?? null
}

function whatWords({ kind, subject, outcome, share, level, until, automatic }: Previewed['decision'], title: string | null, calendar: Calendar): string {
  const about = subject === null ? '' : subject.kind === 'step' ? `step ${shortName(subject)}` : title === null ? subject.id : `“${title}”`
  switch (kind) {
    case 'set': return `${about} would be set to ${setToWords({ outcome: outcome ?? '', share, level })}${automatic === null ? '' : `; the App says ${automatic}`}`
    case 'clear': return `the decision on ${about} would be taken back, and the App's own verdict holds again`
    case 'excuse': return `${about} would be excused, and count neither way`
    case 'extend': return `the work would be due by ${until === null ? '' : shownTime(Date.parse(until), calendar)}`
    case 'pause': return 'the App would be paused'
    case 'resume': return 'the App would resume'
    default: return 'the dispute would be closed'
  }
}

function pointsText(points: Points): string {
  return points === null ? 'nothing counts yet' : `${points.points.toFixed(2)} of ${points.of.toFixed(2)}`
}
