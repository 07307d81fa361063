import { shownTime, type Calendar } from '../../../course/shown-time.ts'
import { kindOf } from '../../../grade/verdict-kind.ts'
import type { CriterionVerdict, ItemVerdict } from '../../../model/item-verdicts.ts'
import { inWords } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { decidingLines } from '../evidence-line.ts'
import { outcomeWord } from '../outcome-mark.ts'
import { commitLink, prose } from '../prose.ts'
import { repositoryPath } from '../site-page.ts'
import { KINDS } from './item-query.ts'

const MINUTE = 60_000

/** `item` is the id of the one that they are of. */
export type VerdictsOf = { readonly courseId: string; readonly item: string; readonly calendar: Calendar }

/** Verdicts on one item, repository by repository: what the App says and the place that decides it, and what people decided where they did. `below` is what stands at the end of each. */
export function verdictList(verdicts: readonly ItemVerdict[], of: VerdictsOf, below: (verdict: ItemVerdict) => Html | null = () => null): Html {
  return html`<ul class="verdicts">
${verdicts.map((verdict) => html`<li id="r${verdict.repository.id}">${verdictRow(verdict, of)}${below(verdict)}</li>
`)}</ul>
`
}

function verdictRow({ repository, students, shown, said, judged, freshness }: ItemVerdict, { courseId, item, calendar }: VerdictsOf): Html {
  const at = { url: repository.url, commit: judged.commit }
  return html`<h3><a href="${repositoryPath(courseId, repository.id)}#item-${encodeURIComponent(item)}">${inWords(students)}</a> <span class="soft small">${repository.name}</span></h3>
${said === null ? html`<p>The newest judgement has no such item: it was made by another checklist.</p>
` : html`<ul class="plain">
${said.criteria.map((one) => html`<li>${criterionLine(one, said.criteria.length > 1, at)}</li>
`)}</ul>
${said.criteria.length > 1 ? html`<p>Together ${outcomeWord(said.outcome)}.</p>
` : null}`}${decidedLine(shown)}<p class="soft small">Judged ${shownTime(judged.at - judged.at % MINUTE, calendar)} at ${commitLink(judged.commit, repository.url)} by revision ${judged.engine.revision} of the App's checks${freshness === 'pending' ? '; being looked at again' : ''}</p>
`
}

function criterionLine({ title, outcome, basis, blockedBy, found, ...places }: CriterionVerdict, isOneOfMany: boolean, at: { readonly url: string | null; readonly commit: string }): Html {
  return html`${isOneOfMany ? html`${title}, ` : null}${outcomeWord(outcome)}${basis === 'observed' ? null : html` (${basis})`}${blockedBy === null ? null : html`, held back by <code>${blockedBy}</code>`}: ${prose(found)}${decidingLines(places, at)}`
}

/** What people decided, where the item is shown by their word. */
function decidedLine(shown: ItemVerdict['shown']): Html | null {
  const kind = kindOf(shown)
  if (kind !== 'excused' && shown.source !== 'decided') return null
  return kind === 'excused' ? html`<p>Excused by the staff: it does not count here.</p>
` : html`<p>The staff decided: ${kind === 'not-graded' ? KINDS[kind] : outcomeWord(kind)}${shown.disagrees ? '. The App has come to say something else since' : ''}.</p>
`
}
