import type { AppManifest } from '../flow/ports/operation-ports.ts'
import { asList, asMap, asText } from '../parse/json.ts'
import { readYaml } from '../parse/yaml.ts'

/** Reads `app.yml`, which comes with the package; one that is damaged is a fault of the package and throws. */
export function readManifest(text: string): AppManifest {
  const map = asMap(readYaml(text).documents[0]?.value)
  const name = asText(map?.['name'])
  const events = asList(map?.['default_events'])?.map((event) => asText(event) ?? '')
  const permissions = Object.entries(asMap(map?.['default_permissions']) ?? {}).map(([permission, level]) => [permission, asText(level) ?? ''] as const)
  if (name === null || events === undefined || events.includes('') || permissions.length === 0) throw new Error('app.yml names no name, default_events or default_permissions')
  return { name, description: asText(map?.['description']) ?? '', isPublic: map?.['public'] === true, permissions: Object.fromEntries(permissions), events }
}
