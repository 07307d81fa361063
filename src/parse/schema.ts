import { Ajv, type ErrorObject } from 'ajv'

/** One place where a value is not what its schema asks; `pointer` is a JSON pointer to it. */
export type SchemaProblem = { readonly pointer: string; readonly says: string }

/**
 * Says where a value is not what a JSON Schema (draft 7) asks, in words: what was expected and what stands there.
 * The schema is ours; a schema that is wrong itself is a bug and throws.
 */
export function checkAgainstSchema(schema: object, value: unknown): readonly SchemaProblem[] {
  const ajv = new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true })
  const validate = ajv.compile(schema)
  if (validate(value)) return []
  const told = new Map<string, string>()
  for (const error of mostPrecise(validate.errors ?? [])) {
    const pointer = pointerOf(error)
    if (!told.has(pointer)) told.set(pointer, wordsOf(error))
  }
  return [...told].slice(0, 50).map(([pointer, says]) => ({ pointer, says }))
}

/** Of an `anyOf`, the branch whose type fits is the one the writer meant; the others' complaints are noise. */
function mostPrecise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const inner = errors.filter((error) => error.keyword !== 'anyOf' && !(error.keyword === 'type' && insideAnyOf(error)))
  return inner.length > 0 ? inner : errors
}

function insideAnyOf(error: ErrorObject): boolean {
  return error.schemaPath.includes('/anyOf/') || error.schemaPath.startsWith('#/definitions/criterion/type')
}

function pointerOf(error: ErrorObject): string {
  const extra: unknown = (error.params as Record<string, unknown>)['additionalProperty']
  return typeof extra === 'string' ? `${error.instancePath}/${extra.replaceAll('~', '~0').replaceAll('/', '~1')}` : error.instancePath
}

function wordsOf(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>
  const found = `found ${shown(error.data)}`
  switch (error.keyword) {
    case 'additionalProperties': return `"${String(params['additionalProperty'])}" is no setting here; expected one of: ${Object.keys((error.parentSchema?.['properties'] ?? {}) as object).join(', ')}`
    case 'required': return `"${String(params['missingProperty'])}" is not given`
    case 'enum': {
      const allowed = (params['allowedValues'] as readonly unknown[]).map(String)
      return `expected one of: ${allowed.join(', ')}; ${found}`
    }
    case 'type': return `expected ${[params['type']].flat().join(' or ')}; ${found}`
    case 'pattern': return `expected lower-case letters, digits and hyphens; ${found}`
    default: return `expected a value that ${error.message ?? 'fits the schema'}; ${found}`
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
