import type { FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { textOf } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { projectCallsOf } from '../python/project-calls.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { metricsRouteOf } from './metrics-route.ts'
import { functionsOf } from './route.ts'
import { servedRoutesOf } from './routes.ts'

/** Something that makes metrics of the running project readable from outside, or sends them. `route` is the path of the service that answers with them, as far as the code tells. */
export type MetricsExposure = { readonly path: string; readonly line: number; readonly says: string; readonly route?: string }

/** Calls that expose or send metrics by themselves. */
const EXPOSE: readonly (readonly [RegExp, string])[] = [
  [/^prometheus_client\.(?:\w+\.)?(?:start_http_server|start_wsgi_server|make_asgi_app|make_wsgi_app)$/, 'prometheus_client serves its metrics'],
  [/^prometheus_client\.(?:\w+\.)?(?:push_to_gateway|pushadd_to_gateway)$/, 'metrics are pushed to a Prometheus gateway'],
  [/^prometheus_flask_exporter\.(?:\w+\.)?\w*PrometheusMetrics(?:\.for_app_factory)?$/, 'prometheus_flask_exporter exposes /metrics'],
  [/^prometheus_async\.aio\.web\.start_http_server\w*$/, 'prometheus_async serves its metrics'],
  [/^(?:aioprometheus|starlette_exporter|starlette_prometheus|sanic_prometheus|sanic_ext|quart_prometheus|prometheus_sanic|tornado_prometheus|fastapi_prometheus|starlette_prom)\.(?:\w+\.)*(?:monitor|PrometheusMetrics|MetricsMiddleware|PrometheusMiddleware)(?:\(\)\.\w+)?$/, 'a Prometheus middleware counts requests'],
  [/^opentelemetry\.sdk\.metrics\.MeterProvider$|^opentelemetry\.exporter\..*MetricExporter$|^opentelemetry\.exporter\.prometheus\.\w+$/, 'OpenTelemetry exports metrics'],
  [/^azure\.monitor\.opentelemetry\.configure_azure_monitor$|^opencensus\.ext\.\w+\.(?:\w+\.)*(?:new_metrics_exporter|MetricsExporter)$/, 'Azure Monitor receives metrics'],
  [/^(?:statsd|datadog|aiodogstatsd|datadog_lambda)\.(?:.*\.)?(?:incr|increment|decrement|gauge|timing|timer|timed|histogram|distribution|count|lambda_metric|submit_metrics)$/, 'metrics are sent to StatsD'],
  [/^aws_lambda_powertools\.(?:metrics\.)?(?:Metrics|EphemeralMetrics)(?:\(\))?\.add_metric$|^aws_embedded_metrics\./, 'metrics are sent to CloudWatch'],
  [/^ray\.util\.metrics\.(?:Counter|Gauge|Histogram)$/, 'Ray exposes its metrics'],
]
/** Methods that send metrics, of clients that cannot be told by name. */
const SEND: ReadonlyMap<string, string> = new Map([['put_metric_data', 'metrics are sent to CloudWatch'], ['create_time_series', 'metrics are sent to Cloud Monitoring']])
/** Routes and includes of packages that answer with metrics. */
const HANDLER = /^(?:starlette_exporter\.handle_metrics|starlette_prometheus\.metrics|aioprometheus\.asgi\.starlette\.metrics|django_prometheus\.urls|litestar\.(?:plugins|contrib)\.prometheus\.PrometheusController)$/
const MAKES = /^prometheus_client\.(?:\w+\.)?(?:Counter|Gauge|Histogram|Summary|Info|Enum|CollectorRegistry)$/
const GENERATES = /^prometheus_client\.(?:\w+\.)*(?:generate_latest|MetricsHandler)$|^aioprometheus\.render$/

/** Everything that exposes or sends metrics from the project's code. A metric that is only counted is none. */
export const metricsExposuresOf = memoise((facts: RepositoryFacts): readonly MetricsExposure[] => {
  const generating = new Map<string, MetricsExposure>()
  const found: MetricsExposure[] = []
  for (const module of projectModulesOf(facts)) {
    for (const { call, says } of metricCallsOf(module)) {
      if (says !== undefined) found.push({ path: module.path, line: call.line, says, ...metricsRouteOf(module, call) })
      if (!GENERATES.test(call.name) || isOfNewRegister(module, call)) continue
      const exposure = routeOf(facts, module, call)
      generating.set(`${exposure.path}:${exposure.line}`, exposure)
    }
  }
  return [...generating.values(), ...found]
})

/** The calls of a file that expose, send or write out metrics; `says` is undefined where only their route tells. */
const metricCallsOf = memoise((module: PythonModule): readonly { readonly call: Call; readonly says: string | undefined }[] => callsOf(module.tree).flatMap((call) => {
  const says = isInstrumentator(call, 'expose') ? 'the instrumentator exposes /metrics' : EXPOSE.find(([pattern]) => pattern.test(call.name))?.[1] ?? SEND.get(call.method) ?? (argumentNames(module, call).some((name) => HANDLER.test(name)) ? 'a route answers with Prometheus metrics' : undefined)
  return says !== undefined || GENERATES.test(call.name) ? [{ call, says }] : []
}))

/** `generate_latest(CollectorRegistry())` writes out a register that nothing counts in. */
function isOfNewRegister({ tree }: PythonModule, call: Call): boolean {
  const [register] = call.args
  return register?.value.kind === 'call' && namesOf(tree).dotted(register.value.callee, call.context).endsWith('CollectorRegistry')
}

/** Prometheus metrics that code counts; they reach nobody unless something exposes them. */
export const countedMetricsOf = memoise((facts: RepositoryFacts): readonly MetricsExposure[] =>
  projectModulesOf(facts).flatMap((module) => callsOf(module.tree).filter((call) => MAKES.test(call.name) || isInstrumentator(call, 'instrument')).map((call) => ({ path: module.path, line: call.line, says: `${call.method} is not exposed` }))))

/** `Instrumentator().instrument(app).expose(app)`, also where the instrumentator comes from another module. */
function isInstrumentator(call: Call, method: string): boolean {
  return call.method === method && call.callee.kind === 'attribute' && (call.name.startsWith('prometheus_fastapi_instrumentator.') || /instrumentator\b/i.test(textOf(call.callee.of)))
}

/** The route whose handler gives the metrics out, itself or through functions of the project; else the call. */
function routeOf(facts: RepositoryFacts, module: PythonModule, call: Call): MetricsExposure {
  const calls = projectCallsOf(facts)
  let level: readonly FunctionStatement[] = call.context.functions.slice(-1)
  for (let hop = 0; hop < 3 && level.length > 0; hop++) {
    const route = servedRoutesOf(facts).find(({ handler }) => handler !== null && functionsOf(handler).some((one) => level.includes(one)))
    if (route !== undefined) return { path: route.module, line: route.line, says: `${route.path} answers with Prometheus metrics`, route: route.path }
    level = level.flatMap((node) => calls.callsTo(node)).flatMap((one) => calls.around(one.call)?.definition.node ?? [])
  }
  return { path: module.path, line: call.line, says: 'prometheus_client writes its metrics out' }
}

function argumentNames(module: PythonModule, call: Call): readonly string[] {
  if (!/^(?:add_route|Route|add_api_route|include|path|url|mount|Litestar|append)$/.test(call.method)) return []
  const names = definitionsOf(module.tree).imports
  return call.args.flatMap(({ value }) => {
    if (value.kind === 'string') return [value.text]
    const id = value.kind === 'name' ? value.id : ''
    return names.filter((one) => one.as === id).map((one) => `${one.module}.${one.name ?? ''}`)
  })
}
