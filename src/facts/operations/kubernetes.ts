import { asList, asMap, asText, asTexts, valueAt, type Json, type JsonMap } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, yamlPartsOf, type YamlPart } from '../settings/settings.ts'

/** A probe of a container: `httpPath` with `port` for HTTP, `command` for exec, neither for TCP and gRPC. */
export type Probe = { readonly kind: 'liveness' | 'readiness' | 'startup'; readonly httpPath: string | null; readonly port: string | null; readonly command: readonly string[]; readonly line: number }

export type KubernetesContainer = {
  readonly name: string
  readonly image: string
  readonly command: readonly string[]
  readonly ports: readonly string[]
  readonly probes: readonly Probe[]
  readonly line: number
}

/** One manifest (a Helm template too, as far as it can be read). `schedule` is a CronJob's (or CronWorkflow's); null elsewhere. */
export type KubernetesObject = {
  readonly apiVersion: string
  readonly kind: string
  readonly name: string
  readonly path: string
  readonly line: number
  readonly containers: readonly KubernetesContainer[]
  readonly schedule: string | null
  readonly suspended: boolean
  /** Its own and its pod template's, by name. */
  readonly annotations: Readonly<Record<string, string>>
  readonly templated: boolean
  readonly value: JsonMap
}

/** Every Kubernetes object of the project: YAML documents with `apiVersion` and `kind`, in the order of the tree. Items of a List are given each. */
export const kubernetesOf = memoise((facts: RepositoryFacts): readonly KubernetesObject[] =>
  yamlPartsOf(facts).flatMap((part) => {
    const map = asMap(part.document.value)
    if (asText(map?.['kind']) !== 'List') return objectOf(map, '', part)
    return (asList(map?.['items']) ?? []).slice(0, 200).flatMap((item, index) => objectOf(asMap(item), `items.${index}`, part))
  }))

function objectOf(map: JsonMap | null, pointer: string, part: YamlPart): readonly KubernetesObject[] {
  const kind = asText(map?.['kind'])
  const apiVersion = asText(map?.['apiVersion'])
  if (map === null || kind === null || apiVersion === null || !/^[A-Z]\w+$/.test(kind)) return []
  const spec = asMap(map['spec'])
  const metadata = asMap(map['metadata'])
  const schedule = kind.startsWith('Cron') ? asTexts(spec?.['schedule'] ?? spec?.['schedules'])[0] ?? null : null
  const annotations: Record<string, string> = Object.create(null) as Record<string, string>
  const written = [metadata?.['annotations'], valueAt(map, 'spec', 'template', 'metadata', 'annotations')].flatMap((one) => Object.entries(asMap(one) ?? {}))
  for (const [key, value] of written) annotations[key] = asText(value) ?? ''
  return [{
    apiVersion, kind, name: asText(metadata?.['name']) ?? '', path: part.path, line: lineAt(part.document.lines, pointer === '' ? 'kind' : pointer),
    containers: containersIn(map, pointer, part), schedule, suspended: spec?.['suspend'] === true, annotations, templated: part.templated, value: map,
  }]
}

/** Every list named `containers`, however deep a controller nests its pod. */
function containersIn(map: JsonMap, start: string, part: YamlPart): readonly KubernetesContainer[] {
  const found: KubernetesContainer[] = []
  const visit = (value: Json, pointer: string, depth: number): void => {
    const inner = asMap(value)
    if (inner === null || depth > 12) return
    for (const [key, item] of Object.entries(inner)) {
      const at = pointer === '' ? key : `${pointer}.${key}`
      if (key === 'containers') (asList(item) ?? []).slice(0, 50).forEach((one, index) => { found.push(...containerOf(asMap(one), `${at}.${index}`, part)) })
      else visit(item, at, depth + 1)
    }
  }
  visit(map, start, 0)
  return found
}

function containerOf(map: JsonMap | null, pointer: string, part: YamlPart): readonly KubernetesContainer[] {
  if (map === null) return []
  return [{
    name: asText(map['name']) ?? '', image: asText(map['image']) ?? '', command: [...asTexts(map['command']), ...asTexts(map['args'])],
    ports: (asList(map['ports']) ?? []).map((port) => asText(asMap(port)?.['containerPort'])).filter((port) => port !== null),
    probes: probesOf(map, pointer, part), line: lineAt(part.document.lines, pointer),
  }]
}

function probesOf(container: JsonMap, pointer: string, part: YamlPart): readonly Probe[] {
  return (['liveness', 'readiness', 'startup'] as const).flatMap((kind) => {
    const probe = asMap(container[`${kind}Probe`])
    if (probe === null) return []
    const http = asMap(probe['httpGet'])
    return [{
      kind, httpPath: asText(http?.['path']), port: asText(http?.['port']) ?? asText(asMap(probe['tcpSocket'])?.['port']),
      command: asTexts(asMap(probe['exec'])?.['command']), line: lineAt(part.document.lines, `${pointer}.${kind}Probe`),
    }]
  })
}
