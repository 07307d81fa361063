import { asList, asMap, asText, type Json } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf, type YamlPart } from '../settings/settings.ts'

/** Where Alertmanager or Grafana sends alerts: one receiver of its configuration; `sends` are the kinds of notice set for it (email, slack, webhook…), empty for one that goes nowhere. */
export type AlertReceiver = { readonly name: string; readonly sends: readonly string[]; readonly path: string; readonly line: number }

/** The receivers of every Alertmanager configuration of the project (own file, or inside a chart's values), and Grafana's provisioned contact points. */
export const alertReceiversOf = memoise((facts: RepositoryFacts): readonly AlertReceiver[] =>
  yamlPartsOf(facts).flatMap((part) => {
    const map = asMap(part.document.value)
    const inValues = asMap(asMap(map?.['alertmanager'])?.['config'])
    const points = asList(map?.['contactPoints'])
    if (points !== null) return points.slice(0, 100).flatMap((item, index) => contactPoint(item, part, index))
    const config = map !== null && asList(map['receivers']) !== null && map['route'] !== undefined ? { map, prefix: '' } : inValues === null ? null : { map: inValues, prefix: 'alertmanager.config.' }
    if (config === null) return []
    return (asList(config.map['receivers']) ?? []).slice(0, 100).flatMap((item, index) => {
      const receiver = asMap(item)
      if (receiver === null) return []
      const sends = Object.keys(receiver).filter((key) => key.endsWith('_configs') && (asList(receiver[key]) ?? []).length > 0).map((key) => key.replace(/_configs$/, ''))
      return [{ name: asText(receiver['name']) ?? '', sends, path: part.path, line: lineAt(part.document.lines, `${config.prefix}receivers.${index}`) }]
    })
  }))

function contactPoint(item: Json, part: YamlPart, index: number): readonly AlertReceiver[] {
  const point = asMap(item)
  if (point === null) return []
  const sends = (asList(point['receivers']) ?? []).flatMap((receiver) => asText(asMap(receiver)?.['type']) ?? [])
  return [{ name: asText(point['name']) ?? '', sends, path: part.path, line: lineAt(part.document.lines, `contactPoints.${index}`) }]
}
