import { callerOf } from '../access/callers.ts'
import type { Meter, Metered } from '../access/limits.ts'
import { objectsAskedFor } from '../graphql-answers.ts'
import { refused } from '../refused.ts'
import type { World } from '../state/world.ts'
import { isLate, kindOf, troubleAnswer, type LateTrouble, type SeenRequest, type TroublePlan } from '../trouble.ts'
import { answerQuery, answerRest, byName } from './answer.ts'
import { findRoute, operationName, type Json, type Route } from './route.ts'

/** A request with its answer; `operation` is GitHub's name for it. */
export type Exchange = { readonly operation: string | null; readonly query: string; readonly requestBody: unknown; readonly status: number; readonly contentType: string; readonly answer: string }

export type Api = {
  readonly world: World; readonly routes: readonly Route[]; readonly meter: Meter; readonly plan: TroublePlan
  /** Every request is added to it. */
  readonly seen: SeenRequest[]
  readonly onExchange?: (exchange: Exchange) => void
  /** How long an answer takes, in milliseconds. */
  readonly latency?: (kind: 'read' | 'write' | 'query') => number
}

/** Answers one request below `/api`: notes it, lets go wrong what is to go wrong, keeps to the limits, and answers by its route. */
export async function answerApi(api: Api, request: Request): Promise<Response | 'hang-up' | 'silence'> {
  const { world, plan, seen } = api
  const url = new URL(request.url)
  const isGraphql = url.pathname === '/api/graphql'
  const path = byName(world, url.pathname.replace(/^\/api\/v3/, ''))
  const text = await request.text()
  const body = parsed(text)
  const found = isGraphql ? null : findRoute(api.routes, request.method, path)
  const operation = isGraphql ? 'POST /graphql' : found === null ? null : operationName(found.route)
  const caller = callerOf(world, request.headers.get('authorization'))
  const known = caller instanceof Response ? null : caller
  const query = body?.['query']
  const asked: SeenRequest = {
    number: seen.length + 1, method: request.method, path: url.pathname, kind: kindOf(url.pathname), objects: typeof query === 'string' && isGraphql ? objectsAskedFor(query) : 0,
    operation, installationId: known?.kind === 'installation' ? known.installation.id : null,
  }
  seen.push(asked)
  if (caller instanceof Response) return caller
  if (body === null) return refused(400, 'Problems parsing JSON')
  const trouble = plan(asked)
  if (trouble !== null && !isLate(trouble)) return troubleAnswer(trouble, isGraphql) ?? (trouble.kind === 'hang-up' ? 'hang-up' : 'silence')
  const answer = await withinLimits(api, { caller: known, method: request.method, operation }, () => (isGraphql ? answerQuery({ world, body, caller, trouble }) : answerRest({ world, request, path, body, caller, found, trouble })))
  if (api.onExchange !== undefined) {
    api.onExchange({ operation, query: url.search, requestBody: text === '' ? null : body, status: answer.status, contentType: answer.headers.get('content-type') ?? '', answer: await answer.clone().text() })
  }
  return afterwards(answer, trouble)
}

async function afterwards(answer: Response, trouble: LateTrouble | null): Promise<Response | 'hang-up'> {
  if (trouble?.kind === 'slow') await waitFor(trouble.milliseconds)
  return trouble?.kind === 'answer-lost' ? 'hang-up' : answer
}

async function withinLimits({ world, meter, latency }: Api, metered: Metered, answer: () => Promise<Response>): Promise<Response> {
  const isGraphql = metered.operation === 'POST /graphql'
  const broken = meter.begin(metered, world.now())
  // What is refused for what it does not tell of has no headers to tell by either.
  if (broken !== null) return troubleAnswer({ kind: 'secondary-limit', retryAfter: 60 }, isGraphql) ?? new Response(null, { status: 403 })
  try {
    const { headers, over, resetAt } = meter.count(metered, world.now())
    if (latency !== undefined) await waitFor(latency(kindOfWait(metered, isGraphql)))
    const given = (over ? troubleAnswer({ kind: 'primary-limit', resetAt }, isGraphql) : null) ?? await answer()
    // The clock that the reset is told by.
    given.headers.set('date', new Date(world.now()).toUTCString())
    for (const [name, value] of Object.entries(headers)) if (!given.headers.has(name)) given.headers.set(name, value)
    return given
  } finally {
    meter.end(metered)
  }
}

function kindOfWait({ method }: Metered, isGraphql: boolean): 'read' | 'write' | 'query' {
  if (isGraphql) return 'query'
  return method === 'GET' ? 'read' : 'write'
}

function waitFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds) })
}

/** The JSON object of a body; an empty one where there is no body, null where it is not JSON. */
function parsed(text: string): Json | null {
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : null
  } catch {
    return null
  }
}
