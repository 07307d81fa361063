import { execFile, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it, onTestFinished } from 'vitest'
import { OPERATIONS } from '../../src/flow/course-service/list.ts'
import { apiPages } from '../../src/web/api.ts'
import { listen } from '../../src/web/listen.ts'
import { openApi } from '../../src/web/openapi.ts'
import { ROOT } from '../house/source-files.ts'
import { keptLog } from '../support/quiet-log.ts'
import { serviceStage, valueOf } from '../support/service-stage.ts'

const run = promisify(execFile)
const page = readFileSync(join(ROOT, 'docs/api.md'), 'utf8')
const commands = [...page.matchAll(/^curl .*$/gm)].map(([line]) => line)

const hasCurl = spawnSync('curl', ['--version']).status === 0

it.skipIf(!hasCurl)('every request that docs/api.md shows is answered as it says, over HTTP', async () => {
  const { parts, call } = await serviceStage()
  const { secret } = valueOf(await call('tokens.create', { name: 'sync', role: 'instructor' })) as { readonly secret: string }
  const api = apiPages({ ...parts, version: '1.0.0', log: keptLog() })
  const { url, close } = await listen((request) => api.fetch(request), '127.0.0.1', 0)
  onTestFinished(() => close(100))
  expect(commands.length).toBeGreaterThan(10)
  const answers: string[] = []
  for (const command of commands) {
    const { stdout } = await run('sh', ['-c', command.replace('curl -sS', `curl -sS -w '\n%{http_code}'`)], { env: { ...process.env, TOKEN: secret, API: `${url}/api/v1/courses/mlops` } })
    expect(`${command}: ${stdout.split('\n').at(-1) ?? ''}`).toBe(`${command}: 200`)
    answers.push(stdout)
  }
  expect(answers.some((text) => text.includes('"preview":true'))).toBe(true)
})

type Described = { readonly operationId: string; readonly parameters: readonly { readonly name: string; readonly in: string; readonly required: boolean; readonly schema: object }[]; readonly responses: Readonly<Record<string, { readonly content: Readonly<Record<string, { readonly schema: object }>> }>>; readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object; readonly example?: object }>> } }
type Description = { readonly openapi: string; readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>; readonly components: { readonly schemas: Readonly<Record<string, object>> } }

it('the description of the API says each operation once, every part of its address, and schemas that are such', () => {
  const { openapi, paths, components } = openApi('1.0.0') as Description
  const ajv = new Ajv2020({ strict: false, formats: { 'date-time': true } })
  const all = Object.entries(paths).flatMap(([path, methods]) => Object.values(methods).map((one) => ({ path, ...one })))
  expect([openapi, new Set(all.map(({ operationId }) => operationId)).size, all.length]).toEqual(['3.1.0', all.length, OPERATIONS.filter(({ http }) => http !== null).length])
  for (const { path, parameters, responses, requestBody } of all) {
    expect(parameters.filter((one) => one.in === 'path').map(({ name, required }) => `${name} ${required}`)).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => `${name} true`))
    const bodies = [...Object.values(responses).map(({ content }) => content), requestBody?.content ?? {}].flatMap((content) => Object.values(content)).map(({ schema }) => schema)
    for (const schema of [...parameters.map((one) => one.schema), ...bodies, ...Object.values(components.schemas)]) expect(ajv.validateSchema(schema)).toBe(true)
    for (const { schema, example } of Object.values(requestBody?.content ?? {})) expect([path, ajv.validate(schema, example), ajv.validate(schema, { ...example, madeUp: 1 })]).toEqual([path, true, false])
    for (const { required = [], properties = {} } of bodies as readonly { readonly required?: readonly string[]; readonly properties?: object }[]) expect([path, required.filter((name) => !Object.hasOwn(properties, name))]).toEqual([path, []])
    for (const schema of bodies) if ('$ref' in schema) expect(schema).toEqual({ $ref: '#/components/schemas/Problem' })
  }
})

it('the description of the API is OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate({ ...openApi('1.0.0') })
  expect([valid, errors ?? []]).toEqual([true, []])
  expect((await new Validator().validate({ ...openApi('1.0.0'), paths: { gradebook: {} } })).valid).toBe(false)
})

it('docs/api.md tells every address, and every status', () => {
  const { paths } = openApi('1.0.0') as { readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: object }>>>> }
  const named = Object.keys(paths).map((path) => path.replace('/api/v1/courses/{course}/', '').replace(/\/?\{\w+\}$/, '').replace('{of}', 's1').replace('{id}/', ''))
  expect(named.filter((path) => !page.replaceAll('/ID/', '/').includes(path))).toEqual([])
  const statuses = new Set(Object.values(paths).flatMap((one) => Object.values(one)).flatMap(({ responses }) => Object.keys(responses)))
  expect([...statuses]).toEqual(expect.arrayContaining(['401', '413', '429']))
  expect([...statuses].filter((status) => status !== '200' && status !== '500' && !page.includes(`| ${status} |`))).toEqual([])
})
