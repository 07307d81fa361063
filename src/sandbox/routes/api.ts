import { callerOf } from '../access/callers.ts'
import type { Meter } from '../access/limits.ts'
import { objectsAskedFor } from '../graphql-answers.ts'
import { refused } from '../refused.ts'
import type { Caller, World } from '../state/world.ts'
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
  const answer = await withinLimits(api, known, asked, () => (isGraphql ? answerQuery({ world, body, caller, trouble }) : answerRest({ world, request, path, body, caller, found, trouble })))
  if (api.onExchange !== undefined) {
    api.onExchange({ operation, query: url.search, requestBody: text === '' ? null : body, status: answer.status, contentType: answer.headers.get('content-type') ?? '', answer: await answer.clone().text() })
  }
  return afterwards(answer, trouble)
}

async function afterwards(answer: Response, trouble: LateTrouble | null): Promise<Response | 'hang-up'> {
  if (trouble?.kind === 'slow') await new Promise((resolve) => { setTimeout(resolve, trouble.milliseconds) })
  return trouble?.kind === 'answer-lost' ? 'hang-up' : answer
}

async function withinLimits({ world, meter }: Api, caller: Caller | null, { operation }: SeenRequest, answer: () => Promise<Response>): Promise<Response> {
  const isGraphql = operation === 'POST /graphql'
  const { headers, over, resetAt } = meter.count(caller, isGraphql ? 'graphql' : 'core', world.now())
  const refusal = over ? troubleAnswer({ kind: 'primary-limit', resetAt }, isGraphql)
    : operation !== null && meter.tooMuchContent(caller, operation, world.now()) ? troubleAnswer({ kind: 'secondary-limit', retryAfter: 60 }, false) : null
  const given = refusal ?? await answer()
  for (const [name, value] of Object.entries(headers)) if (!given.headers.has(name)) given.headers.set(name, value)
  return given
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
