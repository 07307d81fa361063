import { html, type Html } from '../../text/html.ts'
import { tenth } from './tenth.ts'

/** One bar: what it counts, and how many. `mark` picks it out. */
export type Bar = { readonly label: string; readonly count: number; readonly mark?: boolean }

const WIDTH = 600
const HEIGHT = 140
const FOOT = 26
/** A label is about so wide: below the first of narrower bars it would stick out. */
const LABEL = 54
/** How wide a digit is drawn. */
const DIGIT = 11

/**
 * A chart of upright bars as an SVG picture, drawn without styles or scripts: readable by a screen reader as its list of numbers, and without colour by the numbers above the bars. `every` is of how many bars one has its label below. Nothing for no bars.
 */
export function barChart(title: string, bars: readonly Bar[], { every = 1, unit }: { readonly every?: number; readonly unit: string }): Html {
  const most = Math.max(1, ...bars.map(({ count }) => count))
  const step = WIDTH / Math.max(1, bars.length)
  const top = (count: number): number => HEIGHT - FOOT - (HEIGHT - FOOT - 22) * count / most
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${bars.map(({ label, count }) => `${label} ${count}`).join(', ')} (${unit})">
${bars.map(({ label, count, mark = false }, at) => html`<g>${count === 0 ? null : html`<rect class="${mark ? 'bar marked' : 'bar'}" x="${tenth(at * step + 1)}" y="${tenth(top(count))}" width="${tenth(Math.max(1, step - 2))}" height="${tenth(HEIGHT - FOOT - top(count))}"/>`}${count === 0 || step < 20 ? null : html`<text x="${tenth(within((at + 0.5) * step, count))}" y="${tenth(top(count) - 4)}">${count}</text>`}${at % every === 0 ? html`<text class="${at === 0 && step < LABEL ? 'label start' : 'label'}" x="${at === 0 && step < LABEL ? 0 : tenth((at + 0.5) * step)}" y="${HEIGHT - 6}">${label}</text>` : null}</g>
`)}<line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT - FOOT}" y2="${HEIGHT - FOOT}"/>
</svg>
</figure>
`
}

/** Where the middle of a number stands, so that none of it sticks out of the picture. */
function within(x: number, count: number): number {
  const half = String(count).length * DIGIT / 2
  return Math.min(Math.max(x, half), WIDTH - half)
}
