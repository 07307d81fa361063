import { capital, counted } from '../../gradebook/counted.ts'
import type { AskedCriterion, ItemReading } from '../../../model/item-verdicts.ts'
import { html, type Html } from '../../text/html.ts'
import { PROOF_WORDS } from '../../words/outcome-words.ts'
import { outcomeWord } from '../outcome-mark.ts'

/** What an item asks, criterion by criterion, in the words of the rubric, and what each is worth. */
export function itemAsks({ item: { points, criteria, required }, points: all }: Pick<ItemReading, 'item' | 'points'>): Html {
  return html`<section>
<h2>What is judged</h2>
<p>Worth ${points.toFixed(2)} of ${all.toFixed(2)} points${required ? '' : ', and not required'}. ${criteria.length === 1 ? 'One criterion decides.' : `${counted(criteria.length, 'criterion').replace('criterions', 'criteria')}: the outcome is the worst of those that are required, the credit is shared out among all.`}</p>
${criteria.map((one) => criterionAsks(one, criteria.length > 1))}</section>
`
}

function criterionAsks({ id, title, share, required, proof, lookedFor, levels, choices }: AskedCriterion, isOneOfMany: boolean): Html {
  return html`<h3>${title} <span class="soft small"><code>${id}</code>${isOneOfMany ? `${share > 0 ? `, ${Math.round(100 * share)} % of the credit` : ', without credit'}${required ? '' : ', not required'}` : ''}</span></h3>
<dl>
<div><dt>Looked for</dt><dd>${lookedFor}</dd></div>
${levels === null ? null : (['present', 'partial', 'missing'] as const).map((level) => html`<div><dt>${outcomeWord(level)}</dt><dd>${levels[level]}</dd></div>
`)}${choices.map(({ title: choice, credit }) => html`<div><dt>${choice}</dt><dd>${Math.round(100 * credit)} % of the credit</dd></div>
`)}<div><dt>Proof</dt><dd>${capital(PROOF_WORDS[proof])}.</dd></div>
</dl>
`
}
