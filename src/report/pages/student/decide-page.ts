import { shownTime } from '../../../course/shown-time.ts'
import type { Subject } from '../../../model/decision.ts'
import type { CriterionRecord } from '../../../model/record.ts'
import type { Decidable, DecidableSeen, DecidablesSeen } from '../../../model/subject-seen.ts'
import { html, type Html } from '../../text/html.ts'
import { shortName } from '../../answers/subject-words.ts'
import { OUTCOME_MARKS } from '../../words/outcome-words.ts'
import { STEP_STATES } from '../../words/standing-words.ts'
import { prose } from '../prose.ts'
import { pathOf, repositoryPath } from '../site-page.ts'
import { decideForm, decidePath } from './decide-forms.ts'
import { placesList } from './places.ts'
import { decisionWords } from './said.ts'
import type { StudentPageOf } from './student-of.ts'

export type DecidePageOf = Pick<StudentPageOf, 'courseId' | 'formToken' | 'now' | 'calendar'>

/** What the page of something that is decided is called. */
export function decideTitle({ one }: DecidablesSeen): string {
  return one === null ? 'What can be decided' : `Decide on ${one.subject.kind === 'step' ? `step ${shortName(one.subject)},` : `the ${one.subject.kind}`} “${one.title}”`
}

/** How something of a repository stands and why, what was decided of it, and the form by which it is decided; where nothing is named, all that can be. */
export function decidePage(seen: DecidablesSeen, of: DecidePageOf): Html {
  return html`<div class="student">
${seen.one === null ? decidableList(seen, of) : decidable(seen.one, seen, of)}</div>
`
}

function decidable(one: DecidableSeen, seen: DecidablesSeen, of: DecidePageOf): Html {
  const { repository } = seen
  const { subject, stands, automatic, levels, items, criteria, step, decisions } = one
  return html`<p class="soft">In <a href="${repositoryPath(of.courseId, repository.id)}${anchorOf(subject)}">${repository.name}</a>, as it stands on the default branch.${repository.isPrivate ? '' : ' The repository is public: who works there is not told the reason, and of an excuse nothing.'}</p>
<dl>
<div><dt>Stands</dt><dd>${stands ?? 'nothing was judged of it yet'}</dd></div>
${levels !== null ? null : html`<div><dt>The App itself says</dt><dd>${automatic === null ? 'nothing yet' : subject.kind === 'step' ? stateWords(automatic) : automatic}</dd></div>
`}${items.length === 0 ? null : html`<div><dt>Counts in</dt><dd>${items.map(({ id, title }, at) => html`${at === 0 ? '' : ', '}<a href="${pathOf(of.courseId)}/items/${encodeURIComponent(id)}">${title}</a>`)}</dd></div>
`}</dl>
${subject.kind === 'step' ? html`<p class="soft">A step earns no points.</p>
` : null}${decideForm(one, repository.id, of)}${step === null ? null : html`<section aria-labelledby="found">
<h2 id="found">What was found</h2>
<dl>
<div><dt>Looked for</dt><dd>${prose(step.lookedFor)}</dd></div>
<div><dt>Found</dt><dd>${prose(step.found)}${placesList(step.evidence, repository)}</dd></div>
${step.against.length === 0 ? null : html`<div><dt>Against it</dt><dd>${placesList(step.against, repository)}</dd></div>
`}</dl>
</section>
`}${criteria.length === 0 ? null : html`<section aria-labelledby="found">
<h2 id="found">What was found</h2>
${criteria.map((each) => foundBlock(each, one, seen, of))}</section>
`}<section aria-labelledby="before">
<h2 id="before">Earlier decisions</h2>
${decisions.length === 0 ? html`<p>Nothing was decided of it.</p>
` : html`<ol class="log">
${decisions.toReversed().map((each) => html`<li><p><strong>${each.by.login}</strong>: ${decisionWords(each, titled(one), of.calendar)} <span class="soft">${shownTime(each.at, of.calendar)}</span></p>
${each.reason === '' ? null : html`<blockquote>${prose(each.reason)}</blockquote>
`}</li>
`)}</ol>
`}</section>
`
}

/** What one criterion rests on; of an item, with the way to deciding that criterion alone. */
function foundBlock({ id, title, outcome, lookedFor, found, evidence, against }: CriterionRecord, { subject }: DecidableSeen, { repository, all }: DecidablesSeen, of: DecidePageOf): Html {
  const own = all.find((each) => each.subject.kind === 'criterion' && each.subject.id === id)
  return html`<div class="criterion">
${subject.kind === 'criterion' ? null : html`<h3>${title}: ${OUTCOME_MARKS[outcome]} ${outcome}</h3>
`}<dl>
<div><dt>Looked for</dt><dd>${prose(lookedFor)}</dd></div>
<div><dt>Found</dt><dd>${prose(found)}${placesList(evidence, repository)}</dd></div>
${against.length === 0 ? null : html`<div><dt>Against it</dt><dd>${placesList(against, repository)}</dd></div>
`}</dl>
${subject.kind !== 'item' || own === undefined ? null : html`<p><a href="${decidePath(of.courseId, repository.id, own.called)}">Decide on this criterion alone<span class="unseen">: ${title}</span></a>, wherever it counts.</p>
`}</div>
`
}

const KINDS = [['item', 'Items'], ['criterion', 'Criteria'], ['step', 'Steps']] as const

function decidableList({ repository, all }: DecidablesSeen, { courseId }: DecidePageOf): Html {
  const row = ({ subject, called, title, stands }: Decidable): Html => html`<li><a href="${decidePath(courseId, repository.id, called)}">${subject.kind === 'step' ? `${called} ` : ''}${title}</a> <span class="soft">${stands ?? 'not judged yet'}</span></li>
`
  return html`<p class="soft">In <a href="${repositoryPath(courseId, repository.id)}">${repository.name}</a>, as it stands on the default branch. A criterion counts in every item that asks for it; a decision on an item stands above those on its criteria.</p>
${KINDS.map(([kind, heading]) => html`<section aria-labelledby="${kind}">
<h2 id="${kind}">${heading}</h2>
<ul>
${all.filter(({ subject }) => subject.kind === kind).map(row)}</ul>
</section>
`)}`
}

/** Where on the page of its repository something is shown. */
export function anchorOf(subject: Subject): string {
  const { kind, id } = subject
  if (kind === 'step') return `#step-${shortName(subject)}`
  // A student's own criterion is shown as their item.
  return `#${kind === 'criterion' && !id.startsWith('own:') ? 'criterion' : 'item'}-${encodeURIComponent(id)}`
}

function stateWords(state: string): string {
  return Object.entries(STEP_STATES).find(([known]) => known === state)?.[1] ?? state
}

/** As much of a record as the title of one thing needs. */
function titled({ subject: { id }, title }: DecidableSeen): Exclude<Parameters<typeof decisionWords>[1], null> {
  return { items: [{ id, title }], criteria: [{ id, title }], practices: [], own: [] }
}
