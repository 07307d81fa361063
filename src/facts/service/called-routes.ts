import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, positionalOf, stringOrDefaultOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, textOf, walkExpression } from '../python/expressions.ts'
import type { PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { definitionAt, originOf } from '../python/symbols.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Route, RouteHandler } from './route.ts'
import { routersOf } from './routers.ts'
import { frameworkOf, joinUrl, looksLikeApp, madeBy } from './web-frameworks.ts'

/** Methods of apps that add a route: where its path and its handler stand. */
const ADDS: ReadonlyMap<string, { readonly path: number; readonly handler: number; readonly keyword: string }> = new Map([
  ['add_url_rule', { path: 0, handler: 2, keyword: 'view_func' }], ['add_api_route', { path: 0, handler: 1, keyword: 'endpoint' }], ['add_route', { path: 0, handler: 1, keyword: 'endpoint' }],
  ['add_websocket_route', { path: 0, handler: 1, keyword: 'endpoint' }], ['add_resource', { path: 1, handler: 0, keyword: 'resource' }],
  ['add_get', { path: 0, handler: 1, keyword: 'handler' }], ['add_post', { path: 0, handler: 1, keyword: 'handler' }], ['add_view', { path: 0, handler: 1, keyword: 'handler' }],
])
/** Calls that are a route by themselves, in a list that an app is given. */
const ROUTE_CALLS = /^(?:starlette\.routing\.(?:Route|WebSocketRoute)|fastapi\.routing\.APIRoute|aiohttp\.web\.(?:get|post|put|delete|view|route)|django\.urls\.(?:path|re_path)|django\.conf\.urls\.url|tornado\.web\.(?:url|URLSpec)|tornado\.routing\.Rule|litestar\.route)$/

/** The routes of a module that calls add: `add_url_rule`, `add_api_route`, `add_resource`, Starlette's and aiohttp's lists, Django's `path`, Tornado's pairs. */
export function calledRoutesOf(facts: RepositoryFacts, module: PythonModule): readonly Route[] {
  const calls = addingCallsOf(module).flatMap((call) => addedRoute(facts, module, call) ?? listedRoute(facts, module, call) ?? extensionRoute(module, call))
  return [...calls, ...tornadoPairs(facts, module)]
}

/** The calls of a file that may add a route. */
const addingCallsOf = memoise((module: PythonModule): readonly Call[] => callsOf(module.tree).filter((call) =>
  (ADDS.has(call.method) && call.callee.kind === 'attribute') || ROUTE_CALLS.test(call.name) || extensionRoute(module, call).length > 0))

function addedRoute(facts: RepositoryFacts, module: PythonModule, call: Call): readonly Route[] | null {
  const adds = ADDS.get(call.method)
  if (adds === undefined || call.callee.kind !== 'attribute') return null
  const base = call.callee.of
  // aiohttp adds to `app.router`.
  const app = base.kind === 'attribute' && base.name === 'router' && /^add_(?:get|post|route|view)$/.test(call.method) ? base.of : base
  const origin = originOf(facts, module.path, module.tree, app, call.context)
  const router = routersOf(facts).at(origin)
  const made = router ?? madeBy(namesOf(module.tree).dotted(app, call.context).replace(/\(\)$/, ''))
  if (made === null && !looksLikeApp(textOf(app))) return null
  const offset = call.method === 'add_route' && /^(?:GET|POST|\*)$/.test(text(module, positionalOf(call, 0), call.context) ?? '') ? 1 : 0
  const place = positionalOf(call, adds.path + offset) ?? keywordOf(call, 'rule') ?? keywordOf(call, 'path')
  const path = text(module, place, call.context)
  if (path === null) return []
  const { prefix, mounted } = origin === null || router === null ? { prefix: '', mounted: true } : routersOf(facts).placeOf(origin)
  const verb = /^add_(get|post)$/.exec(call.method)?.[1]
  return [{
    framework: made?.framework ?? 'web framework', methods: verb === undefined ? methodsGiven(keywordOf(call, 'methods')) : [verb.toUpperCase()], path: joinUrl(prefix, path), mounted,
    handler: handlerOf(facts, module, keywordOf(call, adds.keyword) ?? positionalOf(call, adds.handler + offset), call.context), module: module.path, line: place?.line ?? call.line,
  }]
}

function listedRoute(facts: RepositoryFacts, module: PythonModule, call: Call): readonly Route[] | null {
  if (!ROUTE_CALLS.test(call.name)) return null
  const place = positionalOf(call, call.name === 'aiohttp.web.route' ? 1 : 0) ?? keywordOf(call, 'path') ?? keywordOf(call, 'route')
  const path = text(module, place, call.context)
  if (path === null) return []
  const target = positionalOf(call, 1) ?? keywordOf(call, 'endpoint') ?? keywordOf(call, 'view') ?? keywordOf(call, 'handler')
  const verb = /^aiohttp\.web\.(get|post|put|delete)$/.exec(call.name)?.[1]
  const included = target?.kind === 'call' && textOf(target.callee).endsWith('include') ? text(module, target.args[0]?.value ?? null, call.context) : null
  // Django's include of a package that brings its own health routes is a route; of a module of the project, only a prefix.
  if (included !== null && !included.startsWith('health_check')) return []
  return [{
    framework: frameworkOf(call.name) ?? '', methods: verb === undefined ? methodsGiven(keywordOf(call, 'methods')) : [verb.toUpperCase()], path: included === null ? joinUrl('', withoutPattern(path)) : joinUrl(withoutPattern(path), 'health'),
    mounted: true, handler: handlerOf(facts, module, target, call.context), module: module.path, line: place?.line ?? call.line,
  }]
}

/** Extensions that add a health route of their own. */
function extensionRoute(module: PythonModule, call: Call): readonly Route[] {
  const path = /^healthcheck\.HealthCheck$/.test(call.name) ? text(module, positionalOf(call, 1), call.context) ?? '/healthcheck'
    : /^flask_healthz\.Healthz$/.test(call.name) ? '/healthz/live' : call.name.endsWith('.add_HealthServicer_to_server') ? '/grpc.health.v1.Health/Check' : null
  return path === null ? [] : [{ framework: call.name.split('.')[0] ?? '', methods: ['GET'], path: joinUrl('', path), mounted: true, handler: null, module: module.path, line: call.line }]
}

/** Tornado's `(r"/health", HealthHandler)`, where the second is a request handler of the project. */
function tornadoPairs(facts: RepositoryFacts, module: PythonModule): readonly Route[] {
  if (!definitionsOf(module.tree).imports.some((one) => one.module.startsWith('tornado'))) return []
  const found: Route[] = []
  for (const { statement, context } of definitionsOf(module.tree).statements) {
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind !== 'collection' || one.of !== 'tuple') return
        const [path, target] = one.items
        if (path?.kind !== 'string' || !path.text.startsWith('/') || target === undefined) return
        found.push({ framework: 'Tornado', methods: [], path: joinUrl('', withoutPattern(path.text)), mounted: true, handler: handlerOf(facts, module, target, context), module: module.path, line: path.line })
      })
    }
  }
  return found
}

function handlerOf(facts: RepositoryFacts, module: PythonModule, expression: Expression | null, context: Context): RouteHandler | null {
  if (expression === null) return null
  const target = expression.kind === 'call' && expression.callee.kind === 'attribute' && expression.callee.name === 'as_view' ? expression.callee.of : expression.kind === 'call' ? expression.callee : expression
  const found = definitionAt(facts, module.path, module.tree, target, context) ?? methodOf(module, target, context)
  return found === null ? null : { path: found.path, tree: found.tree, node: found.node }
}

/** `self.health` is a method of the class around. */
function methodOf(module: PythonModule, expression: Expression, context: Context): RouteHandler | null {
  const owner = context.classes.at(-1)
  if (owner === undefined || expression.kind !== 'attribute' || expression.of.kind !== 'name' || expression.of.id !== 'self') return null
  const method = owner.body.find((statement) => statement.kind === 'function' && statement.name === expression.name)
  return method?.kind === 'function' ? { path: module.path, tree: module.tree, node: method } : null
}

function text(module: PythonModule, expression: Expression | null, context: Context): string | null {
  return stringOrDefaultOf(expression, module.tree, context)
}

/** `^health/?$` of a pattern is the path `health/`. */
function withoutPattern(path: string): string {
  return path.replaceAll(/[\^$?]/g, '')
}

function methodsGiven(given: Expression | null): readonly string[] {
  return given?.kind === 'collection' ? given.items.flatMap((item) => item.kind === 'string' ? [item.text.toUpperCase()] : []) : []
}
