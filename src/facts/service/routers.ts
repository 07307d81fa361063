import type { Expression } from '../../parse/python/tree.ts'
import { groupedBy } from '../grouped.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { originOf, type Origin } from '../python/symbols.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { joinUrl, looksLikeApp, madeBy, type Kind } from './web-frameworks.ts'

/** An app or a router that project code makes. `prefix` is its own, as it was made. */
export type Router = Origin & { readonly kind: Kind; readonly framework: string; readonly prefix: string; readonly line: number }

type Place = { readonly prefix: string; readonly mounted: boolean }

type Inclusion = { readonly child: Origin | null; readonly parent: Origin | null; readonly prefix: string; readonly module: string }

export type Routers = {
  readonly all: readonly Router[]
  readonly at: (origin: Origin | null) => Router | null
  /** Where a router's routes begin, and whether an app includes it; an app is included by itself. What cannot be followed is taken as included. */
  readonly placeOf: (origin: Origin) => Place
}

const DEPTH = 6
const INCLUDES: ReadonlyMap<string, readonly string[]> = new Map([
  ['include_router', ['router']], ['register_blueprint', ['blueprint']], ['register_api', ['api']], ['add_namespace', ['ns']], ['blueprint', ['blueprint']], ['register_functions', ['function_container']],
  ['add_routes', ['routes']], ['add_router', ['router']], ['mount', ['app']], ['include', ['router']], ['add_subapp', ['subapp']], ['nest', ['router']],
])

/** The apps and routers of the project's code, and how they are put together. */
export const routersOf = memoise((facts: RepositoryFacts): Routers => {
  const modules = projectModulesOf(facts)
  const all = modules.flatMap(madeIn)
  const byKey = new Map(all.map((router) => [keyOf(router), router]))
  const inclusions = modules.flatMap((module) => inclusionsIn(facts, module))
  const graph = moduleGraphOf(facts)
  // An inclusion whose router cannot be told (a loop over a list, a factory) may mean any router that its module knows.
  const open = inclusions.filter((one) => one.child === null || !byKey.has(keyOf(one.child)))
  const byChild = groupedBy(inclusions, ({ child }) => child === null ? null : keyOf(child))
  // Routers may include each other many times over: each is placed once a depth.
  const places = new Map<string, Place>()
  const placeOf = (origin: Origin, depth = DEPTH): Place => {
    const key = `${depth} ${keyOf(origin)}`
    const place = places.get(key) ?? placed(origin, depth)
    places.set(key, place)
    return place
  }
  const placed = (origin: Origin, depth: number): Place => {
    const router = byKey.get(keyOf(origin))
    const own = router?.prefix ?? ''
    const outer = (byChild.get(keyOf(origin)) ?? []).map((one) => {
      const around = one.parent === null || depth === 0 || !byKey.has(keyOf(one.parent)) ? { prefix: '', mounted: true } : placeOf(one.parent, depth - 1)
      // FastAPI puts both together; a blueprint or namespace takes the prefix it is registered with.
      const inner = one.prefix !== '' && router !== undefined && /Flask|Quart|Sanic/.test(router.framework) ? '' : own
      return { prefix: joinUrl(joinUrl(around.prefix, one.prefix), inner), mounted: around.mounted }
    })
    const included = outer.find((one) => one.mounted)
    if (included !== undefined) return included
    if (router === undefined || router.kind === 'app') return { prefix: own, mounted: true }
    return { prefix: own, mounted: open.some((one) => one.module === router.path || graph.importsOf(one.module).has(router.path)) }
  }
  return { all, at: (origin) => origin === null ? null : byKey.get(keyOf(origin)) ?? null, placeOf: (origin) => placeOf(origin) }
})

const madeIn = memoise((module: PythonModule): readonly Router[] =>
  definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
    if (statement.kind !== 'assign' || statement.value?.kind !== 'call') return []
    const { value } = statement
    const made = madeBy(namesOf(module.tree).dotted(value.callee, context))
    if (made === null) return []
    const prefix = ['prefix', 'url_prefix', 'path', 'base_path'].map((name) => stringOf(keywordOf(value, name), module.tree, context)).find((text) => text !== null)
    const named = value.callee.kind !== 'call' && textOf(value.callee).endsWith('Namespace') ? stringOf(positionalOf(value, 0), module.tree, context) ?? '' : ''
    return statement.targets.map((target) => ({ ...made, path: module.path, name: textOf(target), prefix: prefix ?? named, line: statement.line }))
  }))

/** The calls of a file that may put a router into another one. */
const joiningCallsOf = memoise((module: PythonModule): readonly Call[] => callsOf(module.tree).filter((call) => (call.callee.kind === 'attribute' && INCLUDES.has(call.method)) || listed(module, call).length > 0))

function inclusionsIn(facts: RepositoryFacts, module: PythonModule): readonly Inclusion[] {
  const origin = (expression: Expression | null, call: Call): Origin | null => expression === null ? null : originOf(facts, module.path, module.tree, expression, call.context)
  const text = (expression: Expression | null, call: Call): string => stringOf(expression, module.tree, call.context) ?? ''
  return joiningCallsOf(module).flatMap((call): readonly Inclusion[] => {
    const keywords = INCLUDES.get(call.method)
    if (call.callee.kind === 'attribute' && keywords !== undefined) {
      if (madeBy(withoutCalls(namesOf(module.tree).dotted(call.callee.of, call.context))) === null && !looksLikeApp(textOf(call.callee.of))) return []
      const parent = origin(call.callee.of, call)
      const pathFirst = call.method === 'mount' || call.method === 'add_router' || call.method === 'add_subapp' || call.method === 'nest'
      const child = positionalOf(call, pathFirst ? 1 : 0) ?? keywords.map((name) => keywordOf(call, name)).find((value) => value !== null) ?? positionalOf(call, 0)
      const prefix = text(keywordOf(call, 'prefix') ?? keywordOf(call, 'url_prefix') ?? keywordOf(call, 'path') ?? (pathFirst ? positionalOf(call, 0) : null), call)
      // `mount` takes any ASGI app; only a named one can be a router of the project.
      return itemsOf(child).filter((one) => call.method !== 'mount' || one.kind === 'name' || one.kind === 'attribute').map((one) => ({ child: origin(one, call), parent, prefix, module: module.path }))
    }
    return listed(module, call).map((one) => ({ child: origin(one.child, call), parent: one.parent === null ? null : origin(one.parent, call), prefix: '', module: module.path }))
  })
}

/** Routers handed over as an app is made, and the extension objects that are made around an app: `Api(app)`, `Litestar([handler])`. */
function listed(module: PythonModule, call: Call): readonly { child: Expression; parent: Expression | null }[] {
  const made = madeBy(call.name)
  if (made === null) {
    const around = call.method === 'init_app' && call.callee.kind === 'attribute' ? positionalOf(call, 0) : null
    return around !== null && call.callee.kind === 'attribute' ? [{ child: call.callee.of, parent: around }] : []
  }
  const handlers = [keywordOf(call, 'route_handlers'), keywordOf(call, 'routes'), made.framework === 'Litestar' ? positionalOf(call, 0) : null].flatMap((one) => itemsOf(one))
  const around = call.name.endsWith('.Api') ? positionalOf(call, 0) ?? keywordOf(call, 'app') : null
  const self = around === null ? null : targetOf(module, call)
  return [...handlers.map((child) => ({ child, parent: null })), ...(around === null || self === null ? [] : [{ child: self, parent: around }])]
}

/** What the result of a call is given to. */
function targetOf(module: PythonModule, call: Call): Expression | null {
  for (const { statement } of definitionsOf(module.tree).statements) {
    if (statement.kind === 'assign' && statement.value?.kind === 'call' && statement.value.callee === call.callee) return statement.targets[0] ?? null
  }
  return null
}

function itemsOf(expression: Expression | null): readonly Expression[] {
  if (expression === null) return []
  return expression.kind === 'collection' ? expression.items : [expression]
}

/** `fastapi.FastAPI()` names the class of what it stands for. */
function withoutCalls(dotted: string): string {
  return dotted.endsWith('()') ? dotted.slice(0, -2) : dotted
}

function keyOf({ path, name }: Origin): string {
  return `${path}\n${name}`
}
