import { asList, asMap, asText, asTexts, type Json, type JsonMap } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf, type YamlPart } from '../settings/settings.ts'

/** A command or test written as one text or as a list of words, on one line. */
export type WrittenCommand = { readonly text: string; readonly line: number }

/** One service of a compose file. `image` is empty where it is built only; `build` has the context and the Dockerfile as written, from the file's folder. */
export type ComposeService = {
  readonly name: string
  readonly path: string
  readonly line: number
  readonly image: string
  readonly build: { readonly context: string; readonly dockerfile: string | null; readonly line: number } | null
  readonly command: WrittenCommand | null
  readonly entrypoint: WrittenCommand | null
  readonly healthcheck: WrittenCommand | null
  readonly ports: readonly string[]
}

const SERVICES = 200

/** The services of every compose file of the project: a YAML document with a map `services` whose members have an image or are built. */
export const composeServicesOf = memoise((facts: RepositoryFacts): readonly ComposeService[] =>
  yamlPartsOf(facts).flatMap((part) => {
    const services = asMap(asMap(part.document.value)?.['services'])
    if (services === null || /(?:^|\/)\.(?:github|gitlab)/.test(part.path)) return []
    return Object.entries(services).slice(0, SERVICES).flatMap(([name, value]) => serviceOf(part, name, asMap(value)))
  }))

function serviceOf(part: YamlPart, name: string, map: JsonMap | null): readonly ComposeService[] {
  if (map === null || !['image', 'build', 'extends', 'command', 'healthcheck'].some((key) => map[key] !== undefined)) return []
  const at = (key: string): number => lineAt(part.document.lines, `services.${name}.${key}`)
  const written = (value: Json | undefined, line: number): WrittenCommand | null => {
    const text = asTexts(value).join(' ')
    return text === '' ? null : { text, line }
  }
  const build = asMap(map['build'])
  const context = asText(map['build']) ?? asText(build?.['context']) ?? (build === null ? null : '.')
  const check = asMap(map['healthcheck'])
  return [{
    name, path: part.path, line: lineAt(part.document.lines, `services.${name}`), image: asText(map['image']) ?? '',
    build: context === null ? null : { context, dockerfile: asText(build?.['dockerfile']), line: at('build') },
    command: written(map['command'], at('command')), entrypoint: written(map['entrypoint'], at('entrypoint')),
    healthcheck: check === null || check['disable'] === true ? null : written(check['test'], at('healthcheck.test')),
    ports: (asList(map['ports']) ?? []).flatMap((port) => asText(port) ?? asText(asMap(port)?.['target']) ?? []),
  }]
}
