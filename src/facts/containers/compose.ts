import { asMap, asText, valueAt, type Json } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, lineAt, yamlPartsOf } from '../settings/settings.ts'

/** A service of a compose file. `build` is null where it takes a ready image; its paths are from the repository's root, `dockerfile` null where the text is in the file itself. */
export type ComposeService = {
  readonly file: string
  readonly name: string
  readonly line: number
  readonly image: string | null
  readonly build: { readonly context: string; readonly dockerfile: string | null; readonly target: string | null; readonly line: number } | null
}

const SERVICES = 200
const KEYS = ['image', 'build', 'extends', 'command', 'healthcheck']

/** Every service of every compose file, whatever its name: a YAML document with a map `services` whose members have an image or are built. In the order of the tree. */
export const composeServicesOf = memoise((facts: RepositoryFacts): readonly ComposeService[] =>
  yamlPartsOf(facts).filter((part) => part.index === 0 && !/(?:^|\/)\.(?:github|gitlab)/.test(part.path)).flatMap(({ path, document }) =>
    Object.entries(asMap(valueAt(document.value, 'services')) ?? {}).slice(0, SERVICES).flatMap(([name, value]): readonly ComposeService[] => {
      const service = asMap(value)
      if (service === null || !KEYS.some((key) => service[key] !== undefined)) return []
      const pointer = `services.${name}`
      return [{ file: path, name, line: lineAt(document.lines, pointer), image: asText(service['image']), build: buildOf(path, service['build'], lineAt(document.lines, `${pointer}.build`)) }]
    })))

function buildOf(file: string, value: Json | undefined, line: number): ComposeService['build'] {
  const map = asMap(value)
  const context = asText(value) ?? asText(map?.['context']) ?? (map === null ? null : '.')
  if (context === null) return null
  const folder = normalPath(`${folderOf(file)}/${context}`)
  return { context: folder, dockerfile: asText(map?.['dockerfile_inline']) === null ? normalPath(`${folder}/${asText(map?.['dockerfile']) ?? 'Dockerfile'}`) : null, target: asText(map?.['target']), line }
}
