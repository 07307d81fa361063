import type { Outcome } from '../../model/criterion.ts'
import { BANDS, type ComponentId, type ComponentRecord, type ConnectionId } from '../../model/picture.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { BAND_TITLES, connectionsOf } from './picture-text.ts'

/**
 * Fill, border and text of each state; dark text on a light ground and a strong border, so that a node reads alike on a white and on a black
 * page. The word stands in every label: colour says nothing alone.
 */
const COLOURS: Readonly<Record<Outcome, readonly [fill: string, border: string, text: string]>> = {
  verified: ['#b6e3b6', '#1a7f37', '#0a2e14'], present: ['#cfe8fc', '#0969da', '#06274d'], partial: ['#ffe8a3', '#9a6700', '#3b2600'],
  failing: ['#ffc9c9', '#cf222e', '#4c0710'], missing: ['#eceff2', '#6e7781', '#24292f'], unknown: ['#e6dcf7', '#8250df', '#2b1259'],
}
const OUTCOMES = Object.keys(COLOURS) as readonly Outcome[]

/** How an outcome's line is drawn: solid where something joins the ends, dotted where nothing does; the word stands on every line that is not whole. */
const LINES: Readonly<Record<Outcome, string>> = { verified: '---', present: '---', partial: '---', failing: '---', missing: '-.-', unknown: '-.-' }

/**
 * The picture as a Mermaid flowchart: three bands, nodes coloured by state, each with its mark and word; connections solid or dotted; a legend.
 * Ids are the product's own; texts of the repository are escaped, so that nothing of theirs can be more than a text. Ends without a newline.
 */
export function pictureDiagram(record: Pick<AssessmentRecord, 'components'>): string {
  const { components } = record
  const links = connectionsOf(record)
  // The last line first: so drawn, the layout sets the bands from left to right.
  const lines = links.map(({ start, connection: { id, to, outcome } }) => (UPWARDS.includes(id) ? `  ${nodeOf(to)} ${lineOf(outcome)} ${nodeOf(start)}` : `  ${nodeOf(start)} ${lineOf(outcome)} ${nodeOf(to)}`))
  return [
    'flowchart TB',
    ...legend(components, links.map(({ connection }) => connection.outcome)),
    ...BANDS.flatMap((band) => [
      `  subgraph ${nodeOf(band)}["${BAND_TITLES[band]}"]`,
      ...components.filter((component) => component.band === band).map((component) => `    ${nodeOf(component.id)}["${labelOf(component)}"]:::${component.outcome}`),
      '  end',
      `  style ${nodeOf(band)} fill:none,stroke:#6e7781`,
    ]),
    ...[...lines, ...BELOW.map(([above, below]) => `  ${nodeOf(above)} ~~~ ${nodeOf(below)}`)].toReversed(),
    ...OUTCOMES.map((outcome) => { const [fill, border, text] = COLOURS[outcome]; return `  classDef ${outcome} fill:${fill},stroke:${border},color:${text},stroke-width:2px` }),
    '  linkStyle default stroke-width:2px',
  ].join('\n')
}

/** Connections whose second end stands above the first, so that each band reads from top to bottom. */
const UPWARDS: readonly ConnectionId[] = ['health-cloud', 'retrain-registry']

/** What stands below what where no connection says so: lines that are not drawn. */
const BELOW: readonly (readonly [above: ComponentId, below: ComponentId])[] = [
  ['dvc', 'validation'], ['validation', 'mlflow'], ['cloud', 'users'], ['health', 'metrics'], ['users', 'logs'], ['logs', 'drift'], ['deploy', 'users'],
]

/** An id of the product as one of Mermaid, whose words (`end`, `default`) it can never be. */
function nodeOf(id: string): string {
  return `n_${id.replaceAll('-', '_')}`
}

function labelOf({ title, tools, outcome }: ComponentRecord): string {
  const tool = tools.slice(0, 2).join(', ')
  return [title, ...tool === '' ? [] : [tool], stateOf(outcome)].map(escapedLabel).join('<br/>')
}

function stateOf(outcome: Outcome): string {
  return `${OUTCOME_MARKS[outcome]} ${outcome}`
}

function lineOf(outcome: Outcome): string {
  const line = LINES[outcome]
  return outcome === 'verified' || outcome === 'present' ? line : `${line}|"${stateOf(outcome)}"|`
}

/** What colours and lines mean, in the states that this picture has. */
function legend(components: readonly ComponentRecord[], joined: readonly Outcome[]): readonly string[] {
  const used = OUTCOMES.filter((outcome) => components.some((component) => component.outcome === outcome) || joined.includes(outcome))
  return [
    '  subgraph n_legend["Legend: a solid line joins, a dotted line does not yet"]',
    '    direction TB',
    ...used.map((outcome) => `    n_legend_${outcome}["${stateOf(outcome)}"]:::${outcome}`),
    '  end',
    '  style n_legend fill:none,stroke:#6e7781',
    `  n_legend ~~~ ${nodeOf(BANDS[0])}`,
  ]
}

/** How many characters of a text a label holds. */
const LONGEST = 34

/**
 * A text as part of a quoted Mermaid label: letters, digits, spaces and a few marks stay; every other character becomes its number
 * (`#35;` for `#`), which Mermaid shows as the character and never reads as markup. Characters that cannot be seen are left out.
 */
export function escapedLabel(text: string): string {
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, ' ').replace(/\s+/g, ' ').trim()
  const letters = Array.from(plain)
  const cut = letters.length > LONGEST ? [...letters.slice(0, LONGEST - 1), '…'] : letters
  return cut.map((letter) => (/[\p{L}\p{N}\p{M} ,./_:+()…✔◐◔✖○-]/u.test(letter) ? letter : `#${letter.codePointAt(0) ?? 63};`)).join('')
}

