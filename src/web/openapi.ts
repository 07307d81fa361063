import { OPERATIONS } from '../flow/course-service/list.ts'
import type { HttpForm, JsonSchema, Operation } from '../flow/course-service/operation.ts'
import { MAY } from '../model/role.ts'
import { PROBLEM_SCHEMA, type Problem } from './api-problem.ts'

const PROBLEMS: Readonly<Record<Problem['status'], string>> = {
  400: 'What is asked has not its form: `where` says at which part.', 401: 'No token, or none that is valid.', 403: 'The role of the token may not.', 404: 'No such course for this token, or nothing of that name in it.',
  409: 'It cannot be told what is meant, or the key was used for something else.', 413: 'The body is too large.', 429: 'More was asked within a minute, or with wrong secrets, than is answered: retry-after says how many seconds to wait.', 500: 'A fault of ours.',
}

/** The description of the API (OpenAPI 3.1), made from the list of operations and from who may do them. */
export function openApi(version: string): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of OPERATIONS) if (operation.http !== null) (paths[`/api/v1/courses/{course}${operation.http.path}`] ??= {})[operation.http.method] = operationObject(operation, operation.http)
  return {
    openapi: '3.1.0',
    info: { title: 'Capstone Coach', version, description: 'Course, class, grades, decisions and disputes of one course, for programs. docs/api.md explains it with examples.' },
    security: [{ token: [] }],
    paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', description: 'Made by "capstone-coach token create" for one course and one role.' } }, schemas: { Problem: PROBLEM_SCHEMA } },
  }
}

function operationObject({ id, says, input, output }: Operation, form: HttpForm): object {
  const { method, path } = form
  const properties = Object.entries((input['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>)
  const required = new Set((input['required'] ?? []) as readonly string[])
  const inPath = new Set([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
  const parameters = [
    { name: 'course', in: 'path', required: true, description: 'the id of the course', schema: { type: 'string' } },
    ...properties.filter(([name]) => inPath.has(name)).map(([name, schema]) => parameterObject(name, 'path', true, schema)),
    ...method === 'get' ? properties.filter(([name]) => !inPath.has(name)).map(([name, schema]) => parameterObject(name, 'query', required.has(name), schema)) : [],
    ...method === 'post' ? properties.filter(([name]) => name === 'key').map(([, schema]) => parameterObject('Idempotency-Key', 'header', false, schema)) : [],
  ]
  const body = properties.filter(([name]) => !inPath.has(name) && name !== 'key')
  return {
    operationId: id, summary: says, description: `For tokens of these roles: ${Object.keys(MAY[id]).filter((role) => role === 'reader' || role === 'assistant' || role === 'instructor').join(', ')}.`, parameters,
    ...form.method === 'post' ? { requestBody: { required: true, content: { 'application/json': { example: form.example, schema: { ...input, required: body.map(([name]) => name).filter((name) => required.has(name)), properties: Object.fromEntries(body) } } } } } : {},
    responses: {
      200: { description: says, content: { ...id === 'gradebook.file' ? { 'text/csv': { schema: { type: 'string' } } } : {}, 'application/json': { schema: output } } },
      ...Object.fromEntries(Object.entries(PROBLEMS).map(([status, description]) => [status, { description, content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } }])),
    },
  }
}

function parameterObject(name: string, place: 'path' | 'query' | 'header', required: boolean, { description, ...schema }: JsonSchema): object {
  return { name, in: place, required, ...typeof description === 'string' ? { description } : {}, schema }
}
