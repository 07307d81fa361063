import type { Context } from 'hono'
import type { JsonSchema, LineProblem, Refusal } from '../flow/course-service/operation.ts'

/** What the API says where it does not do what was asked, in the form of RFC 9457; `lines` where a text was given that is wrong at some. */
export type Problem = { readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 429 | 500; readonly detail: string; readonly where: string | null; readonly next: string; readonly lines?: readonly LineProblem[] }

const TITLES: Readonly<Record<Problem['status'], string>> = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 409: 'Conflict', 413: 'Content Too Large', 429: 'Too Many Requests', 500: 'Internal Server Error',
}

const STATUS: Readonly<Record<Refusal['kind'], Problem['status']>> = { 'not-allowed': 403, 'not-found': 404, invalid: 400, conflict: 409 }

/** The form of a problem, for the description of the API. */
export const PROBLEM_SCHEMA: JsonSchema = {
  type: 'object', required: ['type', 'title', 'status', 'detail', 'where', 'next'],
  properties: {
    type: { type: 'string' }, title: { type: 'string' }, status: { type: 'integer' }, detail: { type: 'string', description: 'what is wrong' },
    where: { type: ['string', 'null'], description: 'at which part of what was asked, as a JSON pointer; null where it is at none' }, next: { type: 'string', description: 'what to do' },
    lines: { type: 'array', description: 'what is wrong with a text that was given, by its lines; left out where none was', items: { type: 'object', required: ['line', 'says'], properties: { line: { type: 'integer', description: 'counted from 1' }, says: { type: 'string' } } } },
  },
}

/** What a refusal of the service is over HTTP. */
export function problemOf({ kind, says, where, next, lines }: Refusal): Problem {
  return { status: STATUS[kind], detail: says, where, next, ...lines === undefined ? {} : { lines } }
}

/** A problem as an answer. */
export function problemAnswer(context: Context, { status, ...says }: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return context.body(JSON.stringify({ type: 'about:blank', title: TITLES[status], status, ...says }), status, { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers })
}
