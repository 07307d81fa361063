import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'

/** One place where a value is not what its schema asks; `pointer` is a JSON pointer to it. */
export type SchemaProblem = { readonly pointer: string; readonly says: string }

/**
 * Says where a value is not what a JSON Schema (draft 7) asks, in words: what was expected and what stands there; at most `most` places.
 * The schema is ours; a schema that is wrong itself is a bug and throws.
 */
export function checkAgainstSchema(schema: object, value: unknown, most = 50): readonly SchemaProblem[] {
  const validate = compiled(schema)
  if (validate(value)) return []
  const told = new Map<string, string>()
  const errors = validate.errors ?? []
  for (const error of mostPrecise(errors)) {
    const pointer = pointerOf(error)
    if (!told.has(pointer)) told.set(pointer, wordsOf(error, errors))
  }
  return [...told].slice(0, most).map(([pointer, says]) => ({ pointer, says }))
}

/** Compiling takes longer than checking: a schema is compiled once as long as it lives, and neither checked itself (a test does) nor polished for many values. */
const QUICKLY = { meta: false, validateSchema: false, code: { optimize: false } } as const
const known = new WeakMap<object, ValidateFunction>()

function compiled(schema: object): ValidateFunction {
  const validate = known.get(schema) ?? new Ajv({ allErrors: true, verbose: true, allowUnionTypes: true, ...QUICKLY }).compile(schema)
  known.set(schema, validate)
  return validate
}

/**
 * Of an `anyOf`, the branch whose type fits is the one the writer meant; the others' complaints are noise. Where no branch's type fits, all their types
 * are told. Of a `oneOf` of keys, one complaint is left.
 */
function mostPrecise(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = new Set(errors.filter((error) => error.keyword === 'anyOf').map((error) => error.instancePath))
  const plain = errors.filter((error) => !(error.keyword === 'required' && error.schemaPath.includes('/oneOf/')))
  const inner = plain.filter((error) => error.keyword !== 'anyOf' && !(error.keyword === 'type' && choices.has(error.instancePath)))
  const isTold = ({ instancePath }: ErrorObject): boolean => inner.some((error) => error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`))
  return plain.filter((error) => inner.includes(error) || (error.keyword === 'anyOf' && !isTold(error)))
}

function pointerOf(error: ErrorObject): string {
  const extra: unknown = (error.params as Record<string, unknown>)['additionalProperty']
  return typeof extra === 'string' ? `${error.instancePath}/${extra.replaceAll('~', '~0').replaceAll('/', '~1')}` : error.instancePath
}

function wordsOf(error: ErrorObject, errors: readonly ErrorObject[]): string {
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
    case 'anyOf': return `expected ${typesAt(error, errors)}; ${found}`
    case 'oneOf': return `expected exactly one of: ${(error.schema as readonly { readonly required?: readonly string[] }[]).flatMap((one) => one.required ?? []).join(', ')}`
    case 'minProperties': case 'maxProperties': case 'pattern': return `expected ${meaningOf(error)}; ${found}`
    case 'minimum': case 'maximum': return `expected a number of at ${error.keyword === 'minimum' ? 'least' : 'most'} ${String(params['limit'])}; ${found}`
    case 'maxLength': return `expected at most ${String(params['limit'])} characters; found ${String(error.data).length}`
    case 'maxItems': return `expected at most ${String(params['limit'])} entries; found ${(error.data as readonly unknown[]).length}`
    case 'minLength': return 'expected some text; found none'
    case 'minItems': return `expected at least ${String(params['limit'])} ${params['limit'] === 1 ? 'entry' : 'entries'}; found ${(error.data as readonly unknown[]).length}`
    default: return `expected a value that ${error.message ?? 'fits the schema'}; ${found}`
  }
}

/** The types that the branches of an `anyOf` ask for, of the value itself. */
function typesAt({ instancePath }: ErrorObject, errors: readonly ErrorObject[]): string {
  const types = errors.flatMap((error) => error.keyword === 'type' && error.instancePath === instancePath ? [(error.params as { readonly type: string | readonly string[] }).type].flat() : [])
  return [...new Set(types)].join(' or ')
}

/** What a schema says it means, for patterns and counts, which no reader of a message would understand. */
function meaningOf({ parentSchema }: ErrorObject): string {
  const description: unknown = parentSchema?.['description']
  return typeof description === 'string' ? description : 'another value'
}

/** A value as JSON, cut to 60 characters, for a message. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
