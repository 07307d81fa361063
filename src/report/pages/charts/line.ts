import { html, type Html } from '../../text/html.ts'
import { tenth } from './tenth.ts'

/** One point of a line: what stands below it, and its value. */
export type Point = { readonly label: string; readonly value: number }

const WIDTH = 600
const HEIGHT = 140
const FOOT = 26
const HEAD = 20

/** A chart of one line from 0 to `most` as an SVG picture, drawn without styles or scripts; a screen reader is told its first and last value and where it stands at most. Its ends carry their numbers. Nothing but its name for no points. */
export function lineChart(title: string, points: readonly Point[], { most, unit, mark }: { readonly most: number; readonly unit: string; readonly mark?: { readonly at: number; readonly label: string } }): Html {
  const [first, last] = [points[0], points.at(-1)]
  const x = (at: number): number => points.length < 2 ? WIDTH / 2 : at * WIDTH / (points.length - 1)
  const y = (value: number): number => HEIGHT - FOOT - (HEIGHT - FOOT - HEAD) * value / most
  if (first === undefined || last === undefined) return html``
  return html`<figure class="chart">
<figcaption>${title}</figcaption>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${first.label} ${tenth(first.value)}, ${last.label} ${tenth(last.value)} of ${most} (${unit})">
<line class="axis" x1="0" x2="${WIDTH}" y1="${HEIGHT - FOOT}" y2="${HEIGHT - FOOT}"/>
<line class="grid" x1="0" x2="${WIDTH}" y1="${HEAD}" y2="${HEAD}"/><text class="label start" x="0" y="${HEAD - 4}">${most}</text>
${mark === undefined ? null : html`<line class="mark" x1="${tenth(x(mark.at))}" x2="${tenth(x(mark.at))}" y1="${HEAD}" y2="${HEIGHT - FOOT}"/><text class="label" x="${tenth(Math.min(x(mark.at), WIDTH - 20))}" y="${HEAD - 4}">${mark.label}</text>
`}<polyline class="line" points="${points.map(({ value }, at) => `${tenth(x(at))},${tenth(y(value))}`).join(' ')}"/>
<text class="end" x="${WIDTH}" y="${tenth(y(last.value) - 6)}">${tenth(last.value)}</text>
<text class="label start" x="0" y="${HEIGHT - 6}">${first.label}</text><text class="label end" x="${WIDTH}" y="${HEIGHT - 6}">${last.label}</text>
</svg>
</figure>
`
}
