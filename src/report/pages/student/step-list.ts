import { shownDay } from '../../../course/shown-time.ts'
import type { StepRecord } from '../../../model/progress.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { html, type Html } from '../../text/html.ts'
import { STEP_STATES } from '../../words/standing-words.ts'
import { STEP_MARKS, stepNumber } from '../../words/step-words.ts'
import { prose } from '../prose.ts'
import { decideLink } from './decide-forms.ts'
import { placesList } from './places.ts'
import type { StudentPageOf } from './student-of.ts'

/** The thirteen steps, each with its state, since when, and what shows it or holds it back. */
export function stepList(seen: RepositorySeen, of: StudentPageOf): Html {
  const { record } = seen
  if (record === null || record.steps.length === 0) return html``
  return html`<section aria-labelledby="steps">
<h2 id="steps">Steps</h2>
<div class="items">
${record.steps.map((step) => stepRow(step, record.repository, seen, of))}</div>
</section>
`
}

function stepRow(step: StepRecord, repository: { readonly url: string | null; readonly commit: string | null }, seen: RepositorySeen, of: StudentPageOf): Html {
  const { title, state, basis, since, found, next, lookedFor, evidence, against, decided } = step
  const link = decideLink(stepNumber(step), 'this step', step.title, seen, of)
  return html`<details>
<summary><span class="mark cell ${state}" aria-hidden="true">${STEP_MARKS[state]}</span> <span class="title">${stepNumber(step)} ${title}</span> <span class="word">${STEP_STATES[state]}${basis === 'observed' ? '' : `, ${basis}`}</span>${since === null ? null : html` <span class="number">${shownDay(Date.parse(since), of.calendar)}</span>`}</summary>
<span class="anchor" id="step-${stepNumber(step)}"></span>${decided === undefined ? null : html`<p>Decided by the staff. The App's own word: ${STEP_STATES[decided.automatic]}.</p>
`}<dl>
<div><dt>Looked for</dt><dd>${prose(lookedFor)}</dd></div>
<div><dt>Found</dt><dd>${prose(found)}${placesList(evidence, repository)}</dd></div>
${against.length === 0 ? null : html`<div><dt>Against it</dt><dd>${placesList(against, repository)}</dd></div>
`}${next === '' ? null : html`<div><dt>Next</dt><dd>${prose(next)}</dd></div>
`}</dl>
${link === null ? null : html`<p class="no-print">${link}</p>
`}</details>
`
}
