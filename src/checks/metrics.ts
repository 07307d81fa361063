import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { askedMetricsOf } from '../facts/service/asked-metrics.ts'
import { countedMetricsOf, metricsExposuresOf, type MetricsExposure } from '../facts/service/exposed-metrics.ts'
import { keptPredictionsOf } from '../facts/service/kept-predictions.ts'
import { ownFiguresOf } from '../facts/service/own-figures.ts'
import { mainRouteOf } from '../facts/service/main-service.ts'
import { servingFrameworksOf } from '../facts/service/serving-frameworks.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `metrics`. */
export const metrics: Check = {
  id: 'metrics',
  title: 'Metrics exposed',
  proof: 'probe',
  lesson: '4-2-monitoring#metrics',
  revision: 7,
  needs: ['python', 'containers', 'infrastructure'],
  lookedFor: 'Metrics of the running service that something outside can read: a /metrics endpoint (prometheus_client, an instrumentator, OpenTelemetry), metrics that are pushed, or a serving framework that exposes its own.',
  levels: {
    present: 'The running service exposes or pushes metrics, or its serving framework does.',
    partial: 'Metrics of predictions or batches land in a store or a dashboard, or Prometheus is configured and nothing exposes metrics to it.',
    missing: 'No metrics of the running service were found.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const places = (list: readonly MetricsExposure[]): readonly FileEvidence[] => list.map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const exposed = places([...metricsExposuresOf(facts).toSorted((left, right) => Number(watches(left)) - Number(watches(right))), ...ownFiguresOf(facts).filter(({ kind }) => kind !== 'other')])
  if (isNonEmpty(exposed)) return present(exposed, { found: `${exposed[0].path}: ${exposed[0].says}.` })
  const built = places(servingFrameworksOf(facts).filter((one) => one.metrics).map((one) => ({ ...one, says: `${one.says}: ${one.name} exposes its own metrics` })))
  if (isNonEmpty(built)) return present(built, { found: `${built[0].says}.` })

  const main = mainRouteOf(facts)
  const service = main?.module ?? 'the service'
  const counted = places(countedMetricsOf(facts))
  if (isNonEmpty(counted)) return partial(counted, { found: `${counted[0].path} counts metrics, and nothing exposes them.`, next: `Expose them: mount prometheus_client's ASGI app at /metrics, or let an instrumentator do it, in ${service}.` })
  const kept = places(keptPredictionsOf(facts))
  if (isNonEmpty(kept)) return partial(kept, { found: `${kept[0].path}: ${kept[0].says}; the service has no metrics endpoint.`, next: `Count requests, errors, latency and predictions in ${service} and expose them at /metrics beside what is stored.` })
  const asked = places(askedMetricsOf(facts))
  if (isNonEmpty(asked)) return partial(asked, { found: `${asked[0].says} (${asked[0].path}), and nothing in the project's code exposes metrics to it.`, next: asked[0].says.startsWith('aws_') ? `Send counts of requests, errors and predictions to CloudWatch from ${service} (put_metric_data), so that there is something of the service to see.` : `Expose a /metrics endpoint in ${service} where the configuration expects it.` })
  return missing({ found: 'No metrics of a running service or pipeline were found.', next: main === null ? 'Expose metrics where the model answers: a /metrics endpoint of its API (prometheus_client), or counts that a batch job pushes to a gateway.' : `${TOOLS[main.framework] ?? 'Mount the endpoint of prometheus_client'} in ${service}, then count requests, errors and predictions.` })
}

/** Whether a job beside the service sends the metrics, which says less of the service than what it tells of itself. */
function watches({ path, route }: MetricsExposure): boolean {
  return route === undefined && /(?:^|[/_])(?:monitor\w*|drift\w*)(?:[/_.]|$)/i.test(path)
}

/** How metrics come out of a service of each framework. */
const TOOLS: Readonly<Record<string, string>> = {
  'FastAPI': 'Expose /metrics with prometheus-fastapi-instrumentator', 'Flask': 'Expose /metrics with prometheus-flask-exporter',
  'Lambda': 'Send metrics to CloudWatch (put_metric_data, or Metrics of Lambda Powertools)',
}
