import { asList, asMap, asText } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf } from '../settings/settings.ts'

/** Where Alertmanager sends alerts: one receiver of its configuration; `sends` are the kinds of notice set for it (email, slack, webhook…), empty for one that goes nowhere. */
export type AlertReceiver = { readonly name: string; readonly sends: readonly string[]; readonly path: string; readonly line: number }

/** The receivers of every Alertmanager configuration of the project (own file, or inside a chart's values). */
export const alertReceiversOf = memoise((facts: RepositoryFacts): readonly AlertReceiver[] =>
  yamlPartsOf(facts).flatMap((part) => {
    const map = asMap(part.document.value)
    const inValues = asMap(asMap(map?.['alertmanager'])?.['config'])
    const config = map !== null && asList(map['receivers']) !== null && map['route'] !== undefined ? { map, prefix: '' } : inValues === null ? null : { map: inValues, prefix: 'alertmanager.config.' }
    if (config === null) return []
    return (asList(config.map['receivers']) ?? []).slice(0, 100).flatMap((item, index) => {
      const receiver = asMap(item)
      if (receiver === null) return []
      const sends = Object.keys(receiver).filter((key) => key.endsWith('_configs') && (asList(receiver[key]) ?? []).length > 0).map((key) => key.replace(/_configs$/, ''))
      return [{ name: asText(receiver['name']) ?? '', sends, path: part.path, line: lineAt(part.document.lines, `${config.prefix}receivers.${index}`) }]
    })
  }))
