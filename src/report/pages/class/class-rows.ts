import type { ClassStanding, ClassStandingRow } from '../../../model/class-standing.ts'
import { shownDay, type Calendar } from '../../../course/shown-time.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { itemCell, stepCell } from '../outcome-cell.ts'
import { pathOf, repositoryPath } from '../site-page.ts'
import { gradeIn, nameIn } from './class-query.ts'

const FRESH = { never: 'not judged yet', pending: 'being looked at', counting: 'being counted anew', current: '' } as const

/** The rows of a class as a table: who, where, the thirteen steps, the items, points, the last push and what there is to look at. It scrolls by itself, and the names stay. */
export function classRows(rows: readonly ClassStandingRow[], { steps, items }: Pick<ClassStanding, 'steps' | 'items'>, { courseId, calendar }: { readonly courseId: string; readonly calendar: Calendar }): Html {
  const of = oneOf(rows)
  return html`<div class="scrolls" role="region" aria-label="The class" tabindex="0">
<table class="heat">
<thead>
<tr><th scope="col" rowspan="2" class="who">Student</th><th scope="col" rowspan="2">To look at</th><th scope="col" rowspan="2" class="number">Points${of === null ? null : html`<span class="soft small">of ${of}</span>`}</th><th scope="colgroup" colspan="${steps.length}">Steps</th><th scope="colgroup" colspan="${items.length}">Items</th><th scope="col" rowspan="2">Last push</th></tr>
<tr>${steps.map(({ id, title }) => html`<th scope="col" class="narrow" title="${title}">${id.slice('step-'.length)}</th>`)}${items.map(({ id, title }) => html`<th scope="col" class="narrow"><a class="upright" href="${pathOf(courseId)}/items/${encodeURIComponent(id)}">${title}</a></th>`)}</tr>
</thead>
<tbody>
${rows.map((row) => rowOf(row, { steps, items }, { courseId, calendar, of }))}</tbody>
</table>
</div>
`
}

const NO_GRADE = { excused: 'excused', 'not-seen': 'not seen' } as const

/** What all grades are of, in points; null where that is not the same. */
function oneOf(rows: readonly ClassStandingRow[]): string | null {
  const [first, ...others] = new Set(rows.flatMap((row) => gradeIn(row)?.of.toFixed(2) ?? []))
  return first === undefined || others.length > 0 ? null : first
}

type RowFrame = { readonly courseId: string; readonly calendar: Calendar; readonly of: string | null }

function rowOf(row: ClassStandingRow, { steps, items }: Pick<ClassStanding, 'steps' | 'items'>, { courseId, calendar, of }: RowFrame): Html {
  const { repository, standing, freshness, isReleased } = row
  const stateOf = new Map(standing?.steps.map((step) => [step.id, step.state]))
  const itemOf = new Map(standing?.items.map((item) => [item.id, item]))
  const name = repository === null ? html`${nameIn(row)}` : html`<a href="${repositoryPath(courseId, repository.id)}">${nameIn(row)}</a>`
  const grade = gradeIn(row)
  const beside = grade === null ? [] : [...of === null ? [`of ${grade.of.toFixed(2)}`] : [], ...grade.isProvisional ? ['may change'] : [], ...isReleased ? ['released'] : []]
  const points = grade === null ? html`–${standing?.gradeState === 'excused' || standing?.gradeState === 'not-seen' ? html`<span class="soft small">${NO_GRADE[standing.gradeState]}</span>` : null}` : html`${grade.points.toFixed(2)}${beside.length === 0 ? null : html`<span class="soft small">${beside.join(', ')}</span>`}`
  const pushed = standing === null || standing.pushedAt === null ? html`–` : html`${shownDay(standing.pushedAt, calendar)}`
  const fresh = repository === null || FRESH[freshness] === '' ? null : html`<span class="soft small">${FRESH[freshness]}</span>`
  return html`<tr><th scope="row" class="who">${name}<span class="soft small">${repository === null ? 'no repository is known' : repository.name}</span></th><td class="looks">${looksOf(row, calendar).map((says) => html`<span>${says}</span> `)}</td><td class="number">${points}</td>${steps.map(({ id }) => stepCell(stateOf.get(id)))}${items.map(({ id }) => itemCell(itemOf.get(id)))}<td>${pushed}${fresh}</td></tr>
`
}

/** What of a row somebody of the staff may want to look at, in some words each. */
function looksOf({ standing }: ClassStandingRow, calendar: Calendar): readonly string[] {
  if (standing === null) return []
  const { stuck, disputes, failures, grade, disagreements, workflowChanges } = standing
  const since = Math.min(...stuck.map((one) => one.since))
  return [
    ...disputes.length === 0 ? [] : [counted(disputes.length, 'dispute')],
    ...stuck.length === 0 ? [] : [`stuck since ${shownDay(since, calendar)}`],
    ...failures.length === 0 ? [] : ['CI fails'],
    ...grade === null || grade.daysLate === 0 ? [] : [`${counted(grade.daysLate, 'day')} late`],
    ...disagreements.length === 0 ? [] : [`${counted(disagreements.length, 'decision')} to look at again`],
    ...workflowChanges.length === 0 ? [] : ['workflow of the course changed'],
  ]
}
