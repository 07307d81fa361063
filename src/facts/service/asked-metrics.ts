import { memoise } from '../memoise.ts'
import { usedImagesOf } from '../containers/started-commands.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import { prometheusConfigsOf } from '../operations/prometheus.ts'
import { resourcesOfType } from '../operations/terraform.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { MetricsExposure } from './exposed-metrics.ts'

/** What is set up to collect or show metrics, whether or not the service gives any: Prometheus and its marks, dashboards and log metrics of clouds. */
export const askedMetricsOf = memoise((facts: RepositoryFacts): readonly MetricsExposure[] => [
  ...prometheusConfigsOf(facts).map(({ path, scrapes }) => ({ path, line: scrapes[0]?.line ?? 1, says: 'Prometheus is configured' })),
  ...kubernetesOf(facts).filter(({ kind, annotations }) => /^(?:Service|Pod)Monitor$/.test(kind) || annotations['prometheus.io/scrape'] === 'true').map(({ path, line, kind, name }) => ({ path, line, says: `${kind} ${name} asks Prometheus to scrape it` })),
  ...usedImagesOf(facts).filter(({ image }) => /(?:^|\/)prom\/prometheus(?:[:@]|$)|(?:^|\/)bitnami\/prometheus(?:[:@]|$)/.test(image)).map(({ image, path, line }) => ({ path, line, says: `${image} runs` })),
  ...resourcesOfType(facts, (type) => /^(?:aws_cloudwatch_dashboard|aws_cloudwatch_log_metric_filter|google_monitoring_dashboard|google_logging_metric|aws_sagemaker_monitoring_schedule)$/.test(type)).map(({ type, name, path, line }) => ({ path, line, says: `${type} ${name} is set up` })),
])
