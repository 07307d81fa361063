import { Hono, type Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { BlankEnv } from 'hono/types'
import { callOperation } from '../flow/course-service/call-operation.ts'
import { OPERATIONS } from '../flow/course-service/list.ts'
import type { HttpForm, JsonSchema, Operation, ServiceParts } from '../flow/course-service/operation.ts'
import type { Log } from '../flow/ports/operation-ports.ts'
import type { Token } from '../flow/ports/token-port.ts'
import type { Course } from '../model/course.ts'
import { problemAnswer, problemOf, type Problem } from './api-problem.ts'
import { createTokenReader, type TokenReading } from './api-token.ts'
import { createLimit } from './limit.ts'
import { openApi } from './openapi.ts'

export type ApiParts = ServiceParts & { readonly version: string; readonly log: Log }

const ROOT = '/api/v1'
/** What is decided is some sentences. */
const LARGEST_BODY = 64 * 1024
/** So often a token may ask in a minute: a program that reads each student of a large class takes some minutes. */
const MOST_ASKED = 600

/** The API: every operation of the service that has a form over HTTP, for programs with a token of their course; and its description. Nothing of it is kept by anybody on the way. */
export function apiPages(parts: ApiParts): Hono {
  const { log, version } = parts
  const readToken = createTokenReader(parts)
  const takeAsked = createLimit({ most: MOST_ASKED, window: 60_000, now: parts.now })
  const description = openApi(version)
  const api = new Hono()
  const answer = (operation: Operation, form: HttpForm) => {
    const most = form.method === 'post' ? form.largest ?? LARGEST_BODY : LARGEST_BODY
    const limit = bodyLimit({ maxSize: most, onError: (context) => problemAnswer(context, tooLarge(most)) })
    return async (context: Context<BlankEnv, string>): Promise<Response> => {
      const read = await readToken(context.req.header('authorization'))
      if (!read.ok) return refusedToken(context, read)
      const { token } = read
      const wait = takeAsked(token.id)
      if (wait !== null) return problemAnswer(context, { status: 429, detail: `this token asked more than ${MOST_ASKED} times within a minute`, where: null, next: `Wait ${wait} seconds.` }, { 'retry-after': String(wait) })
      const course = await courseOf(context.req.param('course') ?? '', token.courseId, parts)
      if (course === null) return problemAnswer(context, NO_COURSE)
      // Nothing is read of a body before it is known who sends it.
      let answered: Response | null = null
      const refused = await limit(context, async () => { answered = await carryOut(operation, form, { context, token, course }) })
      return answered ?? (refused instanceof Response ? refused : problemAnswer(context, tooLarge(most)))
    }
  }
  const carryOut = async (operation: Operation, form: HttpForm, { context, token: { id, name, role }, course }: { readonly context: Context; readonly token: Token; readonly course: Course }): Promise<Response> => {
    const input = await inputOf(context, operation, form)
    if ('status' in input) return problemAnswer(context, input)
    const done = await callOperation(operation.id, { kind: 'token', id, name, role }, course, input.value, parts)
    if (form.method === 'post') log.info('the API was asked to decide', { operation: operation.id, course: course.id, token: id, done: done.ok ? 'yes' : done.refusal.kind })
    if (!done.ok) return problemAnswer(context, problemOf(done.refusal))
    return asFile(context, operation, done.value, course) ?? context.json(done.value as object, 200, { 'cache-control': 'no-store' })
  }
  api.onError((error, context) => {
    log.error('a request of the API failed', { method: context.req.method }, error)
    return problemAnswer(context, { status: 500, detail: 'something went wrong on our side', where: null, next: 'Try again; the log of the App has the details.' })
  })
  api.on('GET', [`${ROOT}/openapi.json`, `${ROOT}/courses/:course/openapi.json`], (context) => context.json(description))
  for (const operation of OPERATIONS) if (operation.http !== null) api.on(operation.http.method.toUpperCase(), `${ROOT}/courses/:course${operation.http.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, answer(operation, operation.http))
  api.all(`${ROOT}/*`, async (context) => {
    const read = await readToken(context.req.header('authorization'))
    return read.ok ? problemAnswer(context, { status: 404, detail: `the API has no ${context.req.method} at this address`, where: null, next: `See ${ROOT}/openapi.json for what it has.` }) : refusedToken(context, read)
  })
  return api
}

function tooLarge(most: number): Problem {
  return { status: 413, detail: `the body is larger than ${most} bytes`, where: null, next: 'Send less.' }
}

/** What is told where a token lets nobody in. */
function refusedToken(context: Context, { problem, retryAfter }: Extract<TokenReading, { readonly ok: false }>): Response {
  return problemAnswer(context, problem, retryAfter === null ? { 'www-authenticate': 'Bearer' } : { 'retry-after': String(retryAfter) })
}

/** A course of another token is none that there is. */
const NO_COURSE: Problem = { status: 404, detail: 'there is no such course for this token', where: null, next: 'See the id of the course that the token was made for.' }

async function courseOf(asked: string, ofToken: string, { courses }: ServiceParts): Promise<Course | null> {
  return asked === ofToken ? (await courses.courses()).find(({ id }) => id === asked) ?? null : null
}

/** What an operation is asked, from the parts of the address, and the query or the body. */
async function inputOf(context: Context, { input }: Operation, { method, path }: HttpForm): Promise<{ readonly value: object } | Problem> {
  const properties = (input['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>
  const inPath = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, context.req.param(name) ?? '']))
  if (method === 'get') return { value: { ...Object.fromEntries(Object.entries(context.req.query()).map(([name, text]) => [name, valueOf(text, Object.hasOwn(properties, name) ? properties[name] : undefined)])), ...inPath } }
  const body: unknown = await context.req.json().catch(() => null)
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { status: 400, detail: 'the body is no JSON object', where: null, next: 'Send what is decided as one JSON object, with "content-type: application/json".' }
  // What has no such name in its input would be refused for it, and programs send the header with every POST.
  const key = Object.hasOwn(properties, 'key') ? context.req.header('idempotency-key') : undefined
  return { value: { ...body, ...key === undefined ? {} : { key }, ...inPath } }
}

/** A word of a query as its schema has it; one that does not fit stays text, and is told as that. */
function valueOf(text: string, schema: JsonSchema | undefined): unknown {
  if (schema?.['type'] === 'integer' && /^\d{1,9}$/.test(text)) return Number(text)
  return schema?.['type'] === 'boolean' && (text === 'true' || text === 'false') ? text === 'true' : text
}

/** A grade file as it is, unless JSON is asked for, which says what to know of it, too. */
function asFile(context: Context, { id }: Operation, value: unknown, course: Course): Response | null {
  if (id !== 'gradebook.file' || context.req.header('accept')?.includes('application/json') === true) return null
  const { format, text, problems } = value as { readonly format: string; readonly text: string; readonly problems: readonly unknown[] }
  return context.body(text, 200, {
    'content-type': 'text/csv; charset=utf-8', 'cache-control': 'no-store', 'content-disposition': `attachment; filename="${course.id}-${format}.csv"`, 'x-problems': String(problems.length),
  })
}
