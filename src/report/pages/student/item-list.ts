import { shownDay } from '../../../course/shown-time.ts'
import { wordOn } from '../../../grade/repository-grade.ts'
import type { GradedItem } from '../../../model/gradebook.ts'
import type { AssessmentRecord, CriterionRecord, DecidedRecord, ItemRecord } from '../../../model/record.ts'
import type { RepositorySeen } from '../../../model/repository-seen.ts'
import { NOT_GRADED_YET, quotedLevel, shareWords } from '../../gradebook/graded-by-people.ts'
import { html, type Html } from '../../text/html.ts'
import { OUTCOME_MARKS } from '../../words/outcome-words.ts'
import { prose } from '../prose.ts'
import { pathOf } from '../site-page.ts'
import { decideLink } from './decide-forms.ts'
import { lessonHtml, placesList } from './places.ts'
import type { StudentPageOf } from './student-of.ts'

/** The items of a repository as rows, in the groups of the checklist: outcome, whose word, points; each opens to what was looked for and found, with places, and to what the staff may decide. */
export function itemList(seen: RepositorySeen, of: StudentPageOf): Html {
  const { record, grade } = seen
  if (record === null) return html``
  const points = new Map(grade.kind === 'shown' ? grade.grade?.items.map((one) => [one.id, one]) : [])
  const groups = [...new Set(record.items.map(({ group }) => group))]
  const row = (item: ItemRecord): Html => itemRow(item, { called: item.id, graded: points.get(item.id) ?? null }, record, seen, of)
  // A student may give an item of their own an id of the course's: it has neither its points nor its decisions.
  const ownRow = (item: ItemRecord): Html => itemRow(item, { called: seen.staff?.ownNames[item.id] ?? item.criteria[0] ?? item.id, graded: null }, record, seen, of)
  const counts = grade.kind === 'shown' && grade.grade !== null && grade.grade.commit !== record.repository.commit
  return html`<section aria-labelledby="items">
<h2 id="items">Items</h2>
<p class="soft">As they stand on the default branch.${counts ? ' Points are by the commit that counts, which is another one.' : ''} Open one for what was looked for, what was found and where.</p>
${groups.map((group) => html`<h3>${group}</h3>
<div class="items">
${record.items.filter((item) => item.group === group).map(row)}</div>
`)}${extra('Practices beside the checklist', record.practices.map(row))}${extra('Own items', record.own.map(ownRow))}</section>
`
}

function extra(heading: string, rows: readonly Html[]): Html | null {
  return rows.length === 0 ? null : html`<h3>${heading}</h3>
<div class="items">
${rows}</div>
`
}

function itemRow(item: ItemRecord, { called, graded }: { readonly called: string; readonly graded: GradedItem | null }, record: AssessmentRecord, seen: RepositorySeen, of: StudentPageOf): Html {
  const criteria = record.criteria.filter(({ id }) => item.criteria.includes(id))
  const { source } = wordOn(item, record)
  const isExcused = source === 'excused'
  const word = isExcused ? 'excused' : source === 'not-graded' ? NOT_GRADED_YET : `${item.outcome}${source === 'decided' ? ', decided' : item.basis === 'observed' ? '' : `, ${item.basis}`}`
  return html`<details>
<summary><span class="mark cell ${isExcused ? 'excused' : item.outcome}" aria-hidden="true">${isExcused ? '–' : OUTCOME_MARKS[item.outcome]}</span> <span class="title">${item.title}</span> <span class="word">${word}</span>${graded === null ? null : html` <span class="number">${graded.of === 0 ? 'does not count' : `${graded.points.toFixed(2)} of ${graded.of.toFixed(2)}`}</span>`}</summary>
<span class="anchor" id="item-${called}"></span>${decidedWords(item, of)}${graded !== null && graded.outcome !== item.outcome && !isExcused ? html`<p>At the commit that counts it is ${graded.outcome}.</p>
` : null}${item.blockedBy === null ? null : html`<p>It waits for ${titleOf(item.blockedBy, record)}.</p>
`}${criteria.map((one) => criterionBlock(one, { isWholeItem: criteria.length === 1 && one.title === item.title, isFirst: firstWith(one, record) === item }, record, seen, of))}${staffLinks(item, called, record, seen, of)}</details>
`
}

/** Where the staff goes on from an item: to deciding it, and to how the class does on it. */
function staffLinks(item: ItemRecord, called: string, record: AssessmentRecord, seen: RepositorySeen, of: StudentPageOf): Html | null {
  if (seen.staff === null) return null
  return html`<p class="row no-print">${decideLink(called, 'this item', item.title, seen, of)} ${record.items.includes(item) ? html`<a href="${pathOf(of.courseId)}/items/${encodeURIComponent(item.id)}">Every verdict of the class on this item</a>` : null}</p>
`
}

/** The item that shows a criterion first, where a link to it leads. */
function firstWith({ id }: CriterionRecord, { items, practices }: AssessmentRecord): ItemRecord | undefined {
  return [...items, ...practices].find(({ criteria }) => criteria.includes(id))
}

function titleOf(id: string, { criteria }: AssessmentRecord): string {
  return `“${criteria.find((one) => one.id === id)?.title ?? id}”`
}

/** By whom an outcome was decided or excused, why, and what the App itself says. */
function decidedWords({ decided, excused, outcome }: { readonly decided?: DecidedRecord; readonly excused?: string | null; readonly outcome: string }, { calendar }: StudentPageOf): Html {
  return html`${decided === undefined ? null : html`<p>${decided.level === undefined ? `Decided by ${decided.by}` : `Graded ${quotedLevel(decided.level)} by ${decided.by}`} on ${shownDay(Date.parse(decided.at), calendar)}: ${outcome}${decided.share === undefined ? '' : `, ${shareWords(decided.share)}`}.${decided.level === undefined ? ` The App's own verdict: ${decided.automatic}${decided.disagrees ? ', which has changed since' : ''}.` : ''}${reason(decided.reason)}</p>
`}${excused === undefined || excused === null ? null : html`<p>Excused: it counts neither way.${reason(excused)}</p>
`}`
}

function reason(text: string | null): Html | null {
  return text === null || text.trim() === '' ? null : html` Reason: ${prose(text, 400)}`
}

function criterionBlock(one: CriterionRecord, { isWholeItem, isFirst }: { readonly isWholeItem: boolean; readonly isFirst: boolean }, { repository }: AssessmentRecord, seen: RepositorySeen, of: StudentPageOf): Html {
  const { id, title, outcome, basis, lookedFor, found, next, lesson, evidence, against } = one
  // A student's own criterion, and one that people grade, are decided as their item is.
  const link = /^(?:own|item):/.test(id) ? null : decideLink(`criterion:${id}`, 'this criterion', title, seen, of)
  return html`<div class="criterion"${isFirst ? html` id="criterion-${id}"` : null}>
${isWholeItem ? null : html`<h4>${title}: ${OUTCOME_MARKS[outcome]} ${outcome}${basis === 'observed' ? '' : `, ${basis}`}</h4>
`}${decidedWords(one, of)}<dl>
<div><dt>Looked for</dt><dd>${prose(lookedFor)}</dd></div>
<div><dt>Found</dt><dd>${prose(found)}${placesList(evidence, repository)}</dd></div>
${against.length === 0 ? null : html`<div><dt>Against it</dt><dd>${placesList(against, repository)}</dd></div>
`}${next === '' || outcome === 'verified' ? null : html`<div><dt>Next</dt><dd>${prose(next)}</dd></div>
`}${lesson === '' ? null : html`<div><dt>Lesson</dt><dd>${lessonHtml(lesson, of.links)}</dd></div>
`}</dl>
${link === null || isWholeItem ? null : html`<p class="no-print">${link}</p>
`}</div>
`
}
