type Json = Readonly<Record<string, unknown>>

/** Says nothing about what is valid, or what no test of ours looks at. */
const LEFT_OUT = ['description', 'example', 'examples', 'title', 'externalDocs', 'default', 'deprecated', 'readOnly', 'discriminator', 'summary', 'nullable']
const FORMATS = ['date-time', 'uri']
const HOLDS_SCHEMAS = ['properties', 'patternProperties']
/** A schema that is longer than this many characters of JSON, and comes several times, is written once. */
const WORTH_A_NAME = 200
const REF = '#/components/schemas/'

/** A schema of OpenAPI 3.0 as one of JSON Schema: `nullable` becomes a type, and what only explains is left out. */
export function jsonSchemaOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(jsonSchemaOf)
  if (typeof schema !== 'object' || schema === null) return schema
  const given = schema as Json
  const kept = Object.entries(given).filter(([key]) => !LEFT_OUT.includes(key) && !key.startsWith('x-'))
  const result = Object.fromEntries(kept.flatMap(([key, value]) => {
    if (key === 'enum') return [[key, given['nullable'] === true ? [...new Set([...value as readonly unknown[], null])] : value]]
    if (key === 'format') return FORMATS.includes(String(value)) ? [[key, value]] : []
    if (key === '$ref') return [[key, `schemas.json#/${String(value).slice(REF.length)}`]]
    if (HOLDS_SCHEMAS.includes(key)) return [[key, Object.fromEntries(Object.entries(value as Json).map(([name, one]) => [name, jsonSchemaOf(one)]))]]
    return [[key, jsonSchemaOf(value)]]
  })) as Record<string, unknown>
  if (given['nullable'] !== true) return result
  if (typeof result['type'] === 'string') return { ...result, type: [result['type'], 'null'] }
  return Object.keys(result).length === 0 ? result : { anyOf: [result, { type: 'null' }] }
}

/** The names of the schemas that are referred to. */
export function namesIn(value: unknown): readonly string[] {
  return [...new Set([...JSON.stringify(value).matchAll(/"schemas\.json#\/([^"/]+)"/g)].map(([, name = '']) => name))]
}

/** The same parts, in which a schema that is written several times is written once, among `schemas`. */
export function fold<Parts extends Readonly<Record<string, Json>>>(parts: Parts & { readonly schemas: Json }): Readonly<Record<string, Json>> {
  const counts = new Map<string, number>()
  count(parts, counts)
  const names = new Map<string, string>()
  const added: Record<string, unknown> = {}
  const folded = Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, Object.fromEntries(Object.entries(part).map(([key, value]) => [key, foldIn(value, true)]))]))
  return { ...folded, schemas: { ...folded['schemas'], ...added } }

  function foldIn(value: unknown, top = false): unknown {
    if (Array.isArray(value)) return value.map((one) => foldIn(one))
    if (typeof value !== 'object' || value === null) return value
    const text = JSON.stringify(value)
    if (top || !isSchema(value as Json) || text.length < WORTH_A_NAME || (counts.get(text) ?? 0) < 2) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, foldIn(one)]))
    let name = names.get(text)
    if (name === undefined) {
      name = `shared-${names.size + 1}`
      names.set(text, name)
      added[name] = foldIn(value, true)
    }
    return { $ref: `schemas.json#/${name}` }
  }
}

function isSchema(value: Json): boolean {
  return typeof value['type'] === 'string' || Array.isArray(value['type']) || Array.isArray(value['anyOf']) || Array.isArray(value['oneOf'])
}

function count(value: unknown, counts: Map<string, number>): void {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) {
    const text = JSON.stringify(value)
    if (text.length >= WORTH_A_NAME) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  for (const one of Object.values(value)) count(one, counts)
}
