import type { ItemReading, VerdictKind } from '../../../model/item-verdicts.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { beingCountedNote } from '../class/being-counted.ts'
import { countWords, shareBar } from '../item-shares.ts'
import { OUTCOMES } from '../../../model/criterion.ts'
import { pathOf } from '../site-page.ts'
import { itemAsks } from './item-asks.ts'
import { itemQueryText, KINDS, type ItemQuery } from './item-query.ts'
import { verdictList, type VerdictsOf } from './verdict-list.ts'
import { wrongForm } from './wrong-form.ts'
import { WRONG_PATH } from './wrong-page.ts'

export type ItemPageOf = Omit<VerdictsOf, 'item'> & { readonly formToken: string; readonly now: number }

const SEEDS = 1_000_000_000

/** The page of one item: what is judged, how the class does, and every verdict with the place that decides it, all of them or ten at random. */
export function itemPage(reading: ItemReading, query: ItemQuery, of: ItemPageOf): Html {
  const { item, verdicts, counts } = reading
  const here = `${pathOf(of.courseId)}/items/${encodeURIComponent(item.id)}`
  return html`${neighbours(reading, of.courseId)}${itemAsks(reading)}<section>
<h2>How the class does</h2>
${beingCountedNote(reading.beingCounted)}${classShares(reading)}</section>
<section id="verdicts">
<h2>The verdicts</h2>
<p>Each is the App's own, by the newest judgement of the default branch; what the staff decided stands beside it. They are chosen by how the item stands, with what the staff decided. Where one is wrong, say so below it: that puts it on a <a href="${pathOf(of.courseId)}/${WRONG_PATH}">list</a> with its evidence, and changes no grade. To change one, decide it on the student's page, which the name leads to.</p>
<nav class="filters" aria-label="Which verdicts are shown"><ul>
${filterLink(here, query, null, 'All', Object.values(counts).reduce((sum, count) => sum + count, 0))}${(Object.keys(KINDS) as VerdictKind[]).filter((kind) => (counts[kind] ?? 0) > 0 || kind === query.kind).map((kind) => filterLink(here, query, kind, KINDS[kind], counts[kind] ?? 0))}</ul></nav>
${sampling(here, query, of.now)}<p class="soft" role="status">${shownWords(reading, query)}</p>
${verdicts.length === 0 ? null : verdictList(verdicts, { ...of, item: item.id }, (verdict) => wrongForm(verdict, { action: `${here}/wrong`, formToken: of.formToken, back: itemQueryText(query), calendar: of.calendar }))}${pageLinks(here, reading, query)}</section>
`
}

function neighbours({ item, before, after }: ItemReading, courseId: string): Html {
  const link = ({ id, title }: { readonly id: string; readonly title: string }): Html => html`<a href="${pathOf(courseId)}/items/${encodeURIComponent(id)}">${title}</a>`
  return html`<nav class="neighbours" aria-label="Other items"><p><span class="soft">${item.group}</span> <a href="${pathOf(courseId)}/items">All items</a> <a href="#verdicts">The verdicts</a></p><p>${before === null ? null : html`<span>← ${link(before)}</span> `}${after === null ? null : html`<span>${link(after)} →</span>`}</p></nav>
`
}

function classShares({ counts, unjudged }: ItemReading): Html {
  const by = OUTCOMES.map((outcome) => ({ outcome, count: counts[outcome] ?? 0 }))
  const all = by.reduce((sum, { count }) => sum + count, 0)
  const beside = [...(['excused', 'not-graded'] as const).flatMap((kind) => (counts[kind] ?? 0) > 0 ? [`${counts[kind] ?? 0} ${KINDS[kind]}`] : []), ...unjudged > 0 ? [`${unjudged} not judged yet`] : []]
  const inPlace = (counts.verified ?? 0) + (counts.present ?? 0)
  return all === 0 ? html`<p>No repository has a verdict on it that counts${beside.length === 0 ? '' : `: ${beside.join(', ')}`}.</p>
` : html`${shareBar(by)}<p>In place in ${inPlace} of ${counted(all, 'repository').replace('repositorys', 'repositories')} (${Math.round(100 * inPlace / all)} %): ${countWords(by)}.${beside.length === 0 ? '' : ` Beside them: ${beside.join(', ')}.`}</p>
`
}

function filterLink(here: string, query: ItemQuery, kind: VerdictKind | null, name: string, count: number): Html {
  return html`<li><a href="${here}${itemQueryText({ ...query, kind, page: 1 })}#verdicts"${kind === query.kind ? html` aria-current="true"` : null}>${name} <span class="count">${count}</span></a></li>
`
}

/** The seed stands in the address: whoever opens it again sees the same ones. */
function sampling(here: string, query: ItemQuery, now: number): Html {
  const link = (sample: number | null, words: string): Html => html`<a class="button" href="${here}${itemQueryText({ ...query, sample, page: 1 })}#verdicts">${words}</a>`
  return html`<p class="row">${query.sample === null ? link(now % SEEDS, 'Ten at random') : html`${link((query.sample + 1) % SEEDS, 'Ten others at random')} ${link(null, 'All of them')}`}</p>
`
}

function shownWords({ asked }: ItemReading, { kind, sample }: ItemQuery): string {
  const those = kind === null ? '' : `, those that are ${KINDS[kind]}`
  if (asked === 0) return `No verdict to show${those}.`
  const verdicts = counted(asked, 'verdict')
  return sample === null ? `${verdicts}${those}.` : `${verdicts} at random${those}. This address shows the same ones again, as long as the class stands as it does.`
}

function pageLinks(here: string, { page, pages }: ItemReading, query: ItemQuery): Html | null {
  if (pages === 1) return null
  const link = (to: number, rel: 'prev' | 'next', words: string): Html => html`<a class="button" rel="${rel}" href="${here}${itemQueryText({ ...query, page: to })}#verdicts">${words}</a>`
  return html`<nav class="pages" aria-label="Pages">${page > 1 ? link(page - 1, 'prev', 'Before') : null} <span>Page ${page} of ${pages}</span> ${page < pages ? link(page + 1, 'next', 'Next') : null}</nav>
`
}
