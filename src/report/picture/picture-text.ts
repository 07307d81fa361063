import { BANDS, type Band, type ComponentId } from '../../model/picture.ts'
import type { Outcome } from '../../model/criterion.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { placeOf } from '../text/places.ts'
import type { Layout } from '../formats/terminal-report.ts'
import { hanging, safeForTerminal, wrapped } from '../text/terminal-text.ts'

/** The bands of the picture in words. */
export const BAND_TITLES: Readonly<Record<Band, string>> = { 'development': 'Development', 'ci-cd': 'CI/CD', 'production': 'Production' }

/** Outcomes in which something stands on its own. */
const STANDS: readonly Outcome[] = ['verified', 'present']
const INDENT = ' '.repeat(12)

/** The whole picture as lines for a terminal or a screen reader: the system, then what lies beyond. */
export function pictureText(record: AssessmentRecord, layout: Layout): string {
  const { paint, width } = layout
  return [
    systemText(record, layout),
    paint('heading', 'Beyond the capstone'),
    ...record.beyond.flatMap(({ outcome, title, tools, evidence, brings }) => [
      ...row(outcome, withTools(title, tools), evidence[0], layout),
      ...STANDS.includes(outcome) ? [] : hanging(INDENT, brings, width).map((line) => paint('dim', line)),
    ]),
    '',
    ...wrapped('A connection has evidence of its own: two ends that stand are not yet joined. What a run would prove is "present" until one is seen (--runs api).', width).map((line) => paint('dim', line)),
    '',
  ].join('\n')
}

/** The system as lines: band, component, state, tool, place; then the connections. */
export function systemText(record: AssessmentRecord, layout: Layout): string {
  const { paint, width } = layout
  const { repository, components } = record
  const gone = new Set(components.filter(({ outcome }) => outcome === 'missing').map(({ id }) => id))
  const at = repository.commit === null ? 'as it lies on disk' : `at ${repository.commit.slice(0, 7)}`
  return [
    ...wrapped(safeForTerminal(`The whole picture of ${repository.name} ${at}`), width).map((line) => paint('heading', line)),
    '',
    ...BANDS.flatMap((band) => [
      paint('heading', BAND_TITLES[band]),
      ...components.filter((component) => component.band === band).flatMap(({ outcome, title, tools, evidence, against }) => row(outcome, withTools(title, tools), evidence[0] ?? against[0], layout)),
      '',
    ]),
    paint('heading', 'Connections'),
    ...connectionsOf(record).flatMap(({ start, from, to, connection }) => [
      ...row(connection.outcome, `${from} → ${to}`, connection.evidence[0] ?? connection.against[0], layout),
      ...STANDS.includes(connection.outcome) ? [] : hanging(INDENT, safeForTerminal(connection.next === '' || gone.has(start) || gone.has(connection.to) ? connection.found : `${connection.found} Next: ${connection.next}`), width).map((line) => paint('dim', line)),
    ]),
    '',
  ].join('\n')
}

/** Every connection with the titles of its ends, in the order of the picture. */
export function connectionsOf({ components }: Pick<AssessmentRecord, 'components'>): readonly { readonly start: ComponentId; readonly from: string; readonly to: string; readonly connection: AssessmentRecord['components'][number]['connections'][number] }[] {
  const titles = new Map(components.map(({ id, title }) => [id, title]))
  return components.flatMap(({ id, title, connections }) => connections.map((connection) => ({ start: id, from: title, to: titles.get(connection.to) ?? connection.to, connection })))
}

function withTools(title: string, tools: readonly string[]): string {
  return tools.length === 0 ? title : safeForTerminal(`${title}: ${tools.join(', ')}`)
}

/** State, name and place: on one line where they fit, else the place on the next. */
function row(outcome: Outcome, name: string, evidence: Evidence | undefined, { paint, width }: Layout): readonly string[] {
  const start = ` ${paint(outcome, `${OUTCOME_MARKS[outcome]} ${outcome}`.padEnd(11))}${name}`
  const place = evidence === undefined ? '' : safeForTerminal(placeOf(evidence))
  if (place === '') return [start]
  const used = INDENT.length + name.length
  if (used + 2 + place.length > width) return [start, `${INDENT}${paint('dim', place)}`]
  return [`${start}${' '.repeat(Math.max(2, Math.min(46 - used, width - used - place.length)))}${paint('dim', place)}`]
}
