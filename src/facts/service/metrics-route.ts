import { callsOf, keywordOf, stringOf, type Call } from '../python/calls.ts'
import type { PythonModule } from '../python/modules.ts'

/** Methods and classes that put an app of its own, or a handler, at a path of the service. */
const MOUNTS = /^(?:mount|Mount|DispatcherMiddleware|add_route|Route|add_api_route|path|url|include)$/
const ABOUT_METRICS = /metric|prom/i

/**
 * The path at which a call that exposes metrics has the service answer with them: `expose(app, endpoint="/stats")`, an exporter's own path, or where the file
 * mounts the app that the call makes. Empty where the code does not tell, or metrics come out at another port or are sent.
 */
export function metricsRouteOf(module: PythonModule, call: Call): { readonly route?: string } {
  const own = (keyword: string): { readonly route?: string } => {
    const given = keywordOf(call, keyword)
    const path = given === null ? '/metrics' : stringOf(given, module.tree, call.context)
    return path === null ? {} : { route: withSlash(path) }
  }
  if (call.method === 'expose') return own('endpoint')
  if (call.name.startsWith('prometheus_flask_exporter.')) return own('path')
  if (call.name.startsWith('litestar.')) return { route: '/metrics' }
  if (call.args.some(({ value }) => value.kind === 'string' && value.text === 'django_prometheus.urls')) return { route: '/metrics' }
  if (MOUNTS.test(call.method)) return firstPath(module, [call])
  if (!/^(?:make_asgi_app|make_wsgi_app|PrometheusMiddleware|MetricsMiddleware|monitor)$/.test(call.method)) return {}
  const mounted = callsOf(module.tree).filter(({ method }) => MOUNTS.test(method))
  return firstPath(module, mounted)
}

/** The first path among the arguments of some calls that is about metrics; a dictionary's keys count. */
function firstPath(module: PythonModule, calls: readonly Call[]): { readonly route?: string } {
  for (const { args, context } of calls) {
    const keys = args.flatMap(({ value }) => value.kind === 'dict' ? value.entries.flatMap(({ key }) => key ?? []) : [value])
    const path = keys.map((key) => stringOf(key, module.tree, context)).find((text) => text !== null && ABOUT_METRICS.test(text) && /^\/?[\w/-]+$/.test(text))
    if (path !== undefined && path !== null) return { route: withSlash(path) }
  }
  return {}
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`
}
