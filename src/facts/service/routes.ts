import type { ClassStatement, Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, positionalOf, stringOrDefaultOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { originOf } from '../python/symbols.ts'
import type { Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { calledRoutesOf } from './called-routes.ts'
import { handlerRoutesOf } from './handler-routes.ts'
import { isMadeAnew, isNeverGiven } from './lost-routes.ts'
import type { Route } from './route.ts'
import { routersOf } from './routers.ts'
import { frameworkOf, joinUrl, looksLikeApp, madeBy } from './web-frameworks.ts'

type Decorated = { readonly node: FunctionStatement | ClassStatement; readonly context: Context }

const METHODS = new Set(['get', 'post', 'put', 'delete', 'patch', 'head', 'options'])
const ANY = new Set(['route', 'api_route', 'websocket', 'websocket_route', 'resource', 'doc_route', 'function_name'])

/**
 * Every route that the project's Python answers, whatever registers it: decorators, calls, lists of routes, classes of handlers.
 * Paths have the prefixes of routers and blueprints put before them as far as the files tell.
 */
export const routesOf = memoise((facts: RepositoryFacts): readonly Route[] =>
  projectModulesOf(facts).flatMap((module) => [...decoratedRoutes(facts, module), ...calledRoutesOf(facts, module), ...handlerRoutesOf(module)]))

/** The routes that an app answers: a router that nothing includes is left out. */
export const servedRoutesOf = memoise((facts: RepositoryFacts): readonly Route[] => routesOf(facts).filter((route) => route.mounted))

function decoratedRoutes(facts: RepositoryFacts, module: PythonModule): readonly Route[] {
  return registeringDecoratorsOf(module).flatMap(({ decorated, decorator }) => decoratorRoute(facts, module, decorated, decorator))
}

/** The decorators of a file whose last word registers a route. */
const registeringDecoratorsOf = memoise((module: PythonModule): readonly { readonly decorated: Decorated; readonly decorator: Expression }[] => {
  const { functions, classes } = definitionsOf(module.tree)
  return [...functions, ...classes].flatMap((decorated) => decorated.node.decorators.flatMap((decorator) => {
    const verb = decorator.kind === 'call' ? namesOf(module.tree).dotted(decorator.callee, decorated.context).split('.').at(-1) ?? '' : ''
    return METHODS.has(verb) || ANY.has(verb) ? [{ decorated, decorator }] : []
  }))
})

function decoratorRoute(facts: RepositoryFacts, module: PythonModule, { node, context }: Decorated, decorator: Expression): readonly Route[] {
  if (decorator.kind !== 'call') return []
  const name = namesOf(module.tree).dotted(decorator.callee, context)
  const place = decorator.args.map((argument) => argument.value).find((value) => value.kind === 'string')
  const handler = { path: module.path, tree: module.tree, node }
  const verb = name.split('.').at(-1) ?? ''
  const written = stringOrDefaultOf(positionalOf(decorator, 0) ?? keywordOf(decorator, 'path') ?? keywordOf(decorator, 'rule') ?? keywordOf(decorator, 'route'), module.tree, context)
  const route = (framework: string, path: string, mounted: boolean): readonly Route[] =>
    [{ framework, methods: methodsOf(verb, keywordOf(decorator, 'methods') ?? keywordOf(decorator, 'http_method') ?? positionalOf(decorator, 1)), path, mounted, handler, module: module.path, line: place?.line ?? decorator.line }]
  if (!METHODS.has(verb) && !ANY.has(verb)) return []
  // Litestar and Bottle decorate with functions of the package.
  if (/^(?:litestar|starlite|bottle)\.(?:handlers\.)?\w+$/.test(name)) return route(frameworkOf(name) ?? '', joinUrl('', written ?? ''), true)
  if (decorator.callee.kind !== 'attribute') return []
  const base = decorator.callee.of
  const origin = originOf(facts, module.path, module.tree, base, context)
  const router = routersOf(facts).at(origin)
  const made = router ?? madeBy(name.slice(0, -verb.length - 1).replace(/\(\)$/, ''))
  if (made === null && (!looksLikeApp(textOf(base)) || written === null)) return []
  if (written === null && decorator.args.every((argument) => argument.spread === '') && verb !== 'route') return []
  const { prefix, mounted } = origin === null || router === null ? { prefix: '', mounted: true } : routersOf(facts).placeOf(origin)
  const isLost = base.kind === 'name' && (isMadeAnew(module, base.id, context, decorator.line) || isNeverGiven(facts, base.id, context))
  return isLost ? [] : route(made?.framework ?? 'web framework', joinUrl(prefix, written ?? ''), mounted)
}

function methodsOf(verb: string, given: Expression | null): readonly string[] {
  if (METHODS.has(verb)) return [verb.toUpperCase()]
  const items = given?.kind === 'collection' ? given.items : given === null ? [] : [given]
  return items.flatMap((item) => item.kind === 'string' && /^[a-z]{3,7}$/i.test(item.text) ? [item.text.toUpperCase()] : [])
}
