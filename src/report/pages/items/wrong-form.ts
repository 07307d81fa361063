import { shownDay, type Calendar } from '../../../course/shown-time.ts'
import { OUTCOMES } from '../../../model/criterion.ts'
import type { ItemVerdict } from '../../../model/item-verdicts.ts'
import { html, type Html } from '../../text/html.ts'
import { outcomeWord } from '../outcome-mark.ts'
import { prose } from '../prose.ts'

/** Where the form of a verdict is sent to, with what, and the query of the page that is shown again. */
export type WrongFormOf = { readonly action: string; readonly formToken: string; readonly back: string; readonly calendar: Calendar }

/** What was said of a verdict so far, and the form that says that it is wrong. */
export function wrongForm({ repository, judged, said, wrong }: ItemVerdict, { action, formToken, back, calendar }: WrongFormOf): Html | null {
  if (said === null) return null
  const [only, ...others] = said.criteria
  if (only === undefined) return null
  const isOne = others.length === 0
  return html`${wrong.map(({ by, at, criterion, right, reason }) => html`<p class="note">${by.login} said on ${shownDay(at, calendar)} that ${isOne ? 'it' : html`<code>${criterion}</code>`} should be ${outcomeWord(right)}${reason === '' ? '.' : html`: ${prose(reason)}`}</p>
`)}<details><summary>This verdict is wrong<span class="unseen"> (${repository.name})</span></summary>
<form method="post" action="${action}">
<input type="hidden" name="form" value="${formToken}"><input type="hidden" name="of" value="id:${repository.id}"><input type="hidden" name="assessment" value="${judged.assessment}"><input type="hidden" name="back" value="${back}">
${isOne ? html`<input type="hidden" name="criterion" value="${only.id}">` : html`<label>Which of them <select name="criterion">${said.criteria.map(({ id, title, outcome }) => html`<option value="${id}">${title}: ${outcome}</option>`)}</select></label>
`}<label>What is right instead <select name="right">${OUTCOMES.filter((outcome) => !isOne || outcome !== only.outcome).map((outcome) => html`<option>${outcome}</option>`)}</select></label>
<label>Why, with the place that shows it <textarea name="reason" required maxlength="2000" rows="3"></textarea></label>
<p><button>Put it on the list</button> <span class="soft">Changes no grade.</span></p>
</form>
</details>
`
}
