import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import type { Exchange } from '../../src/sandbox/routes/api.ts'

type Operation = { readonly query: readonly string[]; readonly request: object | null; readonly responses: Readonly<Record<string, object | null>> }

const part = (name: string): unknown => JSON.parse(readFileSync(new URL(`../sandbox/openapi/${name}.json`, import.meta.url), 'utf8'))
const OPERATIONS = part('operations') as Readonly<Record<string, Operation>>
const PAYLOADS = part('payloads') as Readonly<Record<string, object>>
// Where a deployment has no address GitHub gives an empty text, although its description asks for an address.
const AJV = new Ajv({ strict: false, validateSchema: false, formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/, uri: (text: string) => text === '' || URL.canParse(text) } })
AJV.addSchema(part('schemas') as object, 'schemas.json')
const COMPILED = new Map<object, ValidateFunction>()

function problems(schema: object, value: unknown): readonly string[] {
  const validate = COMPILED.get(schema) ?? AJV.compile(schema)
  COMPILED.set(schema, validate)
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`)
}

/** The operations that GitHub's description is kept of. */
export const DESCRIBED: readonly string[] = Object.keys(OPERATIONS)
/** The webhooks that it is kept of, as `push` or `issues.opened`. */
export const DESCRIBED_PAYLOADS: readonly string[] = Object.keys(PAYLOADS)

/** Where a request or its answer is not as GitHub describes it; nothing for GraphQL, and for answers of 400 or more, which it does not describe one by one. */
export function againstDescription({ operation, query, requestBody, status, contentType, answer }: Exchange): readonly string[] {
  const described = operation === null ? undefined : OPERATIONS[operation]
  if (described === undefined) return []
  const unknown = [...new URLSearchParams(query).keys()].filter((name) => !described.query.includes(name)).map((name) => `${operation ?? ''}: GitHub knows no ${name} in the query`)
  // What GitHub refuses may well not be as it describes.
  const asked = described.request === null || requestBody === null || status >= 400 ? [] : problems(described.request, requestBody).map((says) => `${operation ?? ''}: request ${says}`)
  if (status >= 400 || status === 301) return unknown
  if (!Object.hasOwn(described.responses, String(status))) return [...unknown, ...asked, `${operation ?? ''}: GitHub describes no answer ${status}`]
  const schema = described.responses[String(status)]
  const answered = schema === null || schema === undefined || !contentType.includes('json') ? [] : problems(schema, JSON.parse(answer)).map((says) => `${operation ?? ''}: answer ${says}`)
  return [...unknown, ...asked, ...answered]
}

/** Where a webhook's payload is not as GitHub describes it. */
export function payloadAgainstDescription(event: string, payload: Readonly<Record<string, unknown>>): readonly string[] {
  const name = typeof payload['action'] === 'string' ? `${event}.${payload['action']}` : event
  const schema = PAYLOADS[name]
  return schema === undefined ? [`${name}: not described`] : problems(schema, payload).map((says) => `${name}: ${says}`)
}
