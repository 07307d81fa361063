import { asMap, asText } from '../../parse/json.ts'
import { readYaml, type YamlDocument } from '../../parse/yaml.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf, type YamlPart } from '../settings/settings.ts'

/** The YAML texts that ConfigMaps carry (`prometheus.yml: |`), each as a document of its own whose lines are those of the manifest. */
export const embeddedPartsOf = memoise((facts: RepositoryFacts): readonly YamlPart[] =>
  yamlPartsOf(facts).flatMap((part) => {
    const map = asMap(part.document.value)
    if (asText(map?.['kind']) !== 'ConfigMap') return []
    return Object.entries(asMap(map?.['data']) ?? {}).slice(0, 50).flatMap(([key, value]) => {
      const text = asText(value)
      if (text === null || !/\.(?:ya?ml|rules)$/.test(key)) return []
      const first = part.document.blocks[`data.${key}`] ?? lineAt(part.document.lines, `data.${key}`)
      return readYaml(text).documents.slice(0, 20).map((document, index): YamlPart => ({ path: part.path, index, templated: part.templated, embedded: true, document: shifted(document, first - 1) }))
    })
  }))

function shifted(document: YamlDocument, by: number): YamlDocument {
  const move = (lines: Readonly<Record<string, number>>): Readonly<Record<string, number>> => {
    const out: Record<string, number> = Object.create(null) as Record<string, number>
    for (const [pointer, line] of Object.entries(lines)) out[pointer] = line + by
    return out
  }
  return { value: document.value, lines: move(document.lines), blocks: move(document.blocks) }
}
