import type { ClassStatement, FunctionStatement, PythonTree } from '../../parse/python/tree.ts'

/** The function (or class of methods) that answers a route, with the file it stands in. */
export type RouteHandler = { readonly path: string; readonly tree: PythonTree; readonly node: FunctionStatement | ClassStatement }

/**
 * One route of the project's own service. `methods` are upper-case and empty where the code does not say; `mounted` is false for a route
 * of a router that no app includes; `handler` is null where it is not in the project. `module` and `line` are the place of its path.
 */
export type Route = {
  readonly framework: string
  readonly methods: readonly string[]
  readonly path: string
  readonly mounted: boolean
  readonly handler: RouteHandler | null
  readonly module: string
  readonly line: number
}

const PREDICTS = /predict|infer|invocation|score|classif|detect|recommend|forecast/i

/** Whether a route gives predictions, by its path or the name of its handler. */
export function predicts({ path, handler }: Pick<Route, 'path' | 'handler'>): boolean {
  return PREDICTS.test(path) || PREDICTS.test(handler?.node.name ?? '')
}

/** A function that a cloud calls, with no path of its own: how it is asked, the files need not tell. */
export function isHandlerAlone({ path, framework }: Pick<Route, 'path' | 'framework'>): boolean {
  return path === '/' && (framework === 'Lambda' || framework === 'Cloud Functions')
}

/** The functions of a handler that may run as it answers: the handler itself, or the methods of its class. */
export function functionsOf({ node }: Pick<RouteHandler, 'node'>): readonly FunctionStatement[] {
  return node.kind === 'function' ? [node] : node.body.filter((statement) => statement.kind === 'function')
}
