import type { ClassStanding } from '../../../model/class-standing.ts'
import { html, type Html } from '../../text/html.ts'
import { countWords, shareBar, sharesOf } from '../item-shares.ts'
import { beingCountedNote } from '../class/being-counted.ts'
import { pathOf } from '../site-page.ts'
import { WRONG_PATH } from './wrong-page.ts'

/** The items of a course, group by group, with how the class does on each. */
export function itemsPage({ items, rows, beingCounted }: Pick<ClassStanding, 'items' | 'rows' | 'beingCounted'>, courseId: string): Html {
  const groups = [...new Set(items.map(({ group }) => group))]
  return html`<p class="soft">How the class does on each item, with what the staff decided. Each repository counts once, however many work on it; what is excused, or was not judged yet, is left out.</p>
${beingCountedNote(beingCounted)}<p><a href="${pathOf(courseId)}/${WRONG_PATH}">Verdicts that were said to be wrong</a></p>
<div class="scrolls" role="region" aria-label="The items" tabindex="0">
<table class="items">
<thead><tr><th scope="col">Item</th><th scope="col" class="number">In place</th><th scope="col">Outcomes</th><th scope="col">In numbers</th></tr></thead>
${groups.map((group) => html`<tbody>
<tr><th scope="colgroup" colspan="4" class="group">${group}</th></tr>
${items.filter((item) => item.group === group).map(({ id, title }) => itemRow(id, title, rows, courseId))}</tbody>
`)}</table>
</div>
`
}

function itemRow(id: string, title: string, rows: ClassStanding['rows'], courseId: string): Html {
  const { of, by, share } = sharesOf(rows, id)
  return html`<tr><th scope="row"><a href="${pathOf(courseId)}/items/${encodeURIComponent(id)}">${title}</a></th><td class="number">${of === 0 ? '–' : `${Math.round(100 * share)} %`}</td><td>${of === 0 ? null : shareBar(by)}</td><td class="soft">${of === 0 ? 'not judged yet' : countWords(by)}</td></tr>
`
}
