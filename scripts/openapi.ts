// Writes test/sandbox/openapi: of GitHub's own description what the sandbox answers and sends, as JSON Schema. The description comes with the package
// @octokit/openapi (385 MB unpacked, so no dependency): this asks npm for it, and keeps one file of it in node_modules/.cache.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { allRoutes } from '../src/sandbox/routes/answer.ts'
import { operationName } from '../src/sandbox/routes/route.ts'
import { EMITTED } from '../src/sandbox/webhooks/emitted.ts'
import { fold, jsonSchemaOf, namesIn } from './openapi/json-schema.ts'

type Json = Readonly<Record<string, unknown>>
type Operation = {
  readonly parameters?: readonly Json[]
  readonly requestBody?: { readonly content?: Readonly<Record<string, { readonly schema?: Json }>> }
  readonly responses: Readonly<Record<string, Json & { readonly content?: Readonly<Record<string, { readonly schema?: Json }>> }>>
}
type Description = {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly 'x-webhooks': Readonly<Record<string, { readonly post: Operation }>>
  readonly components: Readonly<Record<'schemas' | 'parameters' | 'responses', Readonly<Record<string, Json>>>>
}

/** Where the description contradicts itself: of these answers, the schema by its name. Of an installation's account it says that it is a user and an enterprise at once. */
const MENDED: Readonly<Record<string, object>> = { 'GET /app/installations': { type: 'array', items: { $ref: '#/components/schemas/installation' } } }

const VERSION = '23.0.2'
const FILE = 'package/generated/api.github.com.json'
const root = fileURLToPath(new URL('../', import.meta.url))
const cache = join(root, 'node_modules/.cache/openapi', VERSION)

if (!existsSync(join(cache, FILE))) {
  mkdirSync(cache, { recursive: true })
  const packed = execFileSync('npm', ['pack', `@octokit/openapi@${VERSION}`, '--silent', '--pack-destination', cache], { encoding: 'utf8' }).trim()
  execFileSync('tar', ['xzf', join(cache, packed), '-C', cache, FILE])
}
const { paths, components, 'x-webhooks': webhooks } = JSON.parse(readFileSync(join(cache, FILE), 'utf8')) as Description

const operations = Object.fromEntries(allRoutes(0, new Map()).map((route) => {
  const name = operationName(route)
  const [method = '', path = ''] = name.split(' ')
  const operation = paths[path]?.[method.toLowerCase()]
  if (operation === undefined) throw new Error(`GitHub has no operation ${name}`)
  const query = (operation.parameters ?? []).map((parameter) => resolved(parameter, 'parameters')).filter((parameter) => parameter['in'] === 'query').map((parameter) => parameter['name'])
  const request = operation.requestBody?.content?.['application/json']?.schema
  const responses = Object.entries(operation.responses).flatMap(([status, response]) => {
    const content = (resolved(response, 'responses') as Operation['responses'][string]).content
    const schema = content?.['application/json']?.schema ?? Object.entries(content ?? {}).find(([type]) => type.endsWith('json'))?.[1].schema
    return [[status, schema === undefined ? null : jsonSchemaOf(status === '200' ? MENDED[name] ?? schema : schema)]]
  })
  return [name, { query, request: request === undefined ? null : jsonSchemaOf(request), responses: Object.fromEntries(responses) as Json }]
}))
const payloads = Object.fromEntries(EMITTED.map((name) => {
  const schema = webhooks[name.replaceAll('_', '-').replace('.', '-')]?.post.requestBody?.content?.['application/json']?.schema
  if (schema === undefined) throw new Error(`GitHub describes no webhook ${name}`)
  return [name, jsonSchemaOf(schema)]
}))

const schemas: Record<string, unknown> = {}
for (let asked = namesIn([operations, payloads]); asked.length > 0;) {
  const added = asked.filter((name) => !Object.hasOwn(schemas, name))
  for (const name of added) schemas[name] = jsonSchemaOf(components.schemas[name] ?? {})
  asked = namesIn(added.map((name) => schemas[name]))
  if (added.length === 0) break
}

const folder = join(root, 'test/sandbox/openapi')
mkdirSync(folder, { recursive: true })
const folded = fold({ operations, payloads, schemas })
for (const [name, part] of Object.entries(folded)) {
  // One line an entry, so that a change shows where it is.
  const lines = Object.entries(part).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const text = `{\n${lines.join(',\n')}\n}\n`
  writeFileSync(join(folder, `${name}.json`), text)
  console.log(`${name}.json: ${lines.length} entries, ${Math.ceil(text.length / 1024)} KB`)
}
writeFileSync(join(folder, 'README.md'), `Of GitHub's own description (npm package @octokit/openapi ${VERSION}, MIT, © GitHub and the Octokit contributors), what the sandbox answers and sends, as JSON Schema. Written by \`npm run openapi\`; not to be edited.\n`)

function resolved(item: Json, of: 'parameters' | 'responses'): Json {
  const ref = item['$ref']
  return typeof ref === 'string' ? components[of][ref.slice(ref.lastIndexOf('/') + 1)] ?? {} : item
}
