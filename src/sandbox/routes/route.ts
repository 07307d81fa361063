import type { Trouble } from '../trouble.ts'
import type { Repository } from '../state/records.ts'
import type { Caller, World } from '../state/world.ts'

export type Json = Readonly<Record<string, unknown>>

/** One request as a route answers it. */
export type Call = {
  readonly world: World
  readonly caller: Caller
  readonly request: Request
  /** What stands in a place of the route's path, decoded. Throws where the route has no such place. */
  readonly place: (name: string) => string
  readonly query: (name: string) => string | null
  readonly body: Json
  /** What is to go wrong within the answer, where the plan says so. */
  readonly trouble: Trouble | null
}

export type RepositoryCall = Call & { readonly repository: Repository }
type Answer = Response | Promise<Response>

/** An operation under GitHub's own name for it, who may ask for it, and its answer. `{place+}` takes slashes too. */
export type Route =
  | { readonly operation: string; readonly of: 'app' | 'installation' | 'person' | 'anyone'; readonly answer: (call: Call) => Answer }
  /** `permissions` are the ones of which an installation needs any, as `checks:write`. */
  | { readonly operation: string; readonly of: 'repository'; readonly permissions: readonly string[]; readonly answer: (call: RepositoryCall) => Answer }

/** A route below `/repos/{owner}/{repo}`. */
export function ofRepository(operation: string, permissions: readonly string[], answer: (call: RepositoryCall) => Answer): Route {
  return { operation, of: 'repository', permissions, answer }
}

/** The operation's name in GitHub's description: without the marks of places that take slashes. */
export function operationName({ operation }: Route): string {
  return operation.replaceAll('+}', '}')
}

export type Found = { readonly route: Route; readonly places: ReadonlyMap<string, string> }

/** Finds the route of a method and a path (as it came, encoded), the first of the list that fits. */
export function findRoute(routes: readonly Route[], method: string, path: string): Found | null {
  for (const route of routes) {
    const places = placesOf(route.operation, method, path)
    if (places !== null) return { route, places }
  }
  return null
}

const PATTERNS = new Map<string, { readonly method: string; readonly pattern: RegExp; readonly names: readonly string[] }>()

function placesOf(operation: string, method: string, path: string): ReadonlyMap<string, string> | null {
  let known = PATTERNS.get(operation)
  if (known === undefined) {
    const [asked = '', template = ''] = operation.split(' ')
    const names = [...template.matchAll(/\{(\w+)\+?\}/g)].map(([, name = '']) => name)
    const pattern = new RegExp(`^${template.replace(/\{\w+\+\}/g, '(.+)').replace(/\{\w+\}/g, '([^/]+)')}$`)
    known = { method: asked, pattern, names }
    PATTERNS.set(operation, known)
  }
  if (known.method !== method) return null
  const match = known.pattern.exec(path)
  return match === null ? null : new Map(known.names.map((name, at) => [name, decoded(match[at + 1] ?? '')]))
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** One page of a list, with the links to the others; `wrap` names the field that holds it beside `total_count`. */
export function listed<Item>(call: Call, items: readonly Item[], shape: (item: Item) => unknown, wrap: string | null = null): Response {
  const size = Math.min(Math.max(Math.floor(Number(call.query('per_page') ?? 30)) || 30, 1), 100)
  const page = Math.max(Math.floor(Number(call.query('page') ?? 1)) || 1, 1)
  const last = Math.max(Math.ceil(items.length / size), 1)
  const shown = items.slice((page - 1) * size, page * size).map(shape)
  const link = (to: number, rel: string): string => {
    const url = new URL(call.request.url)
    url.searchParams.set('page', String(to))
    return `<${url.href}>; rel="${rel}"`
  }
  const links = [...(page > 1 ? [link(page - 1, 'prev')] : []), ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []), ...(page > 1 ? [link(1, 'first')] : [])]
  return Response.json(wrap === null ? shown : { total_count: items.length, [wrap]: shown }, { headers: links.length === 0 ? {} : { link: links.join(', ') } })
}

/** A text of a body, null where there is none. */
export function textOf(body: Json, field: string): string | null {
  const value = body[field]
  return typeof value === 'string' ? value : null
}

/** An object within a body, null where there is none. */
export function objectOf(body: Json, field: string): Json | null {
  const value = body[field]
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Json : null
}
