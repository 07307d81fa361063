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
