import { refusalFor } from '../access/callers.ts'
import { answerGraphql } from '../graphql-answers.ts'
import { refused } from '../refused.ts'
import { fullName, repositoryNamed, type Caller, type World } from '../state/world.ts'
import type { LateTrouble } from '../trouble.ts'
import { APP_ROUTES } from './app-routes.ts'
import { CHECK_ROUTES } from './check-routes.ts'
import { contentRoutes } from './content-routes.ts'
import { DELIVERY_ROUTES } from './delivery-routes.ts'
import { ISSUE_ROUTES } from './issue-routes.ts'
import { PEOPLE_ROUTES } from './people-routes.ts'
import { PULL_ROUTES } from './pull-routes.ts'
import { registrationRoutes, type Manifests } from './registration-routes.ts'
import { RUN_ROUTES } from './run-routes.ts'
import type { Call, Found, Json, Route } from './route.ts'

/** Every operation that is answered; the first that fits a path is taken. */
export function allRoutes(mostTreeEntries: number, manifests: Manifests): readonly Route[] {
  return [...APP_ROUTES, ...DELIVERY_ROUTES, ...registrationRoutes(manifests), ...PEOPLE_ROUTES, ...CHECK_ROUTES, ...contentRoutes(mostTreeEntries), ...ISSUE_ROUTES, ...PULL_ROUTES, ...RUN_ROUTES]
}

/** `path` is the request's, encoded, below the API's address. */
export type Asked = { readonly world: World; readonly request: Request; readonly path: string; readonly body: Json; readonly caller: Caller | null; readonly found: Found | null; readonly trouble: LateTrouble | null }

/** Answers a request to the REST API, after checking that its caller may ask for it. */
export async function answerRest({ world, request, path, body, caller, found, trouble }: Asked): Promise<Response> {
  if (found === null) return refused(404, 'Not Found')
  const { route, places } = found
  const call = (who: Caller): Call => ({
    world, caller: who, request, body, trouble, query: (name) => new URL(request.url).searchParams.get(name),
    place: (name) => {
      const value = places.get(name)
      if (value === undefined) throw new Error(`${route.operation} has no place ${name}`)
      return value
    },
  })
  // Nobody in particular: what anyone may ask for needs no caller.
  if (route.of === 'anyone') return route.answer(call(caller ?? { kind: 'person', account: null }))
  if (caller === null) return refused(401, 'Requires authentication')
  if (route.of !== 'repository') return caller.kind === route.of || (route.of === 'installation' && caller.kind === 'person') ? route.answer(call(caller)) : wrongKind(caller)
  const named = repositoryNamed(world, `${places.get('owner') ?? ''}/${places.get('repo') ?? ''}`)
  if (named === null) return refused(404, 'Not Found')
  if (named.moved) return moved(world, request, path, named.repository.id)
  const refusal = refusalFor(world, caller, named.repository, route.permissions)
  return refusal ?? route.answer({ ...call(caller), repository: named.repository })
}

function wrongKind(caller: Caller): Response {
  return caller.kind === 'installation' ? refused(403, 'Resource not accessible by integration') : refused(401, 'A JSON web token could not be decoded')
}

/** A repository under an earlier name: GitHub leads to it by its number. */
function moved(world: World, request: Request, path: string, id: number): Response {
  const url = `${world.apiUrl}/repositories/${id}${path.split('/').slice(4).map((part) => `/${part}`).join('')}${new URL(request.url).search}`
  const status = request.method === 'GET' ? 301 : 307
  return Response.json({ message: status === 301 ? 'Moved Permanently' : 'Temporary Redirect', url, documentation_url: 'https://docs.github.com/rest' }, { status, headers: { location: url } })
}

/** A path by a repository's number, as the same path by its present name; unchanged where it is none or the number is nobody's. */
export function byName(world: World, path: string): string {
  const [, id = '', rest = ''] = /^\/repositories\/(\d+)(\/.*)?$/.exec(path) ?? []
  const repository = id === '' ? undefined : world.repositories.get(Number(id))
  return repository === undefined ? path : `/repos/${fullName(world, repository)}${rest}`
}

/** Answers a GraphQL query over what its caller may see. */
export async function answerQuery({ world, body, caller, trouble }: Pick<Asked, 'world' | 'body' | 'caller' | 'trouble'>): Promise<Response> {
  if (caller === null || caller.kind === 'app') return refused(401, 'This endpoint requires you to be authenticated.')
  const { query, variables } = body
  const find = (owner: string, name: string): ReturnType<Parameters<typeof answerGraphql>[3]['find']> => {
    const named = repositoryNamed(world, `${owner}/${name}`)
    return named === null || refusalFor(world, caller, named.repository, ['contents:read']) !== null ? null : named.repository
  }
  const given = typeof variables === 'object' && variables !== null ? variables as Json : {}
  return Response.json(await answerGraphql(world, typeof query === 'string' ? query : '', given, { find, ...(trouble?.kind === 'truncated-text' ? { longestText: 1 } : {}) }))
}
