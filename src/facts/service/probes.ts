import { memoise } from '../memoise.ts'
import { composeProcessesOf } from '../containers/compose-processes.ts'
import { kubernetesOf } from '../operations/kubernetes.ts'
import { attributeOf, blocksWithin, literalText, resourcesOfType } from '../operations/terraform.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'

/** A health check of a container that the project builds, which asks for a page or a port. */
export type HealthProbe = {
  readonly says: string
  readonly path: string
  readonly line: number
  /** The framework of pages for people whose own health page it asks for; null elsewhere. */
  readonly builtIn: 'Streamlit' | null
}

/** Images that other people's containers run: a database's or an orchestrator's health is not the service's. */
const FOREIGN = /(?:^|[/_-])(?:postgres|postgresql|postgis|mysql|mariadb|mongo|mongodb|mongo-express|redis|rabbitmq|kafka|zookeeper|minio|mlflow|mlflow-server|grafana|prometheus|alertmanager|loki|airflow|prefect|dagster|elasticsearch|kibana|opensearch|nginx|traefik|localstack|adminer|pgadmin4?|evidently|cadvisor|node-exporter|kube-state-metrics|metrics-server|pushgateway|blackbox-exporter|promtail|jaeger|otel-collector|opentelemetry-collector|argocd|vault|keycloak|superset|metabase|lakefs|trino|qdrant|chroma|milvus|weaviate|jupyter|selenium)(?:[:@/_-]|$)/i

/** A check of a process or of a package that can be imported asks the service nothing. */
const ASKS = /https?:\/\/|\bcurl\b|\bwget\b|localhost|127\.0\.0\.1|\bnc\b|grpc_health_probe/

/** The health checks of the project's own containers: HEALTHCHECK, a compose `healthcheck` of a service that is built here, a Kubernetes probe, that of a load balancer or of Cloud Run in Terraform. */
export const healthProbesOf = memoise((facts: RepositoryFacts): readonly HealthProbe[] => [
  ...[...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind !== 'dockerfile' || isForeign(path.split('/').slice(-2).join('/')) ? [] : read.tree.stages.flatMap(({ from, healthcheck }) =>
    healthcheck?.command && !isForeign(from) ? asking('HEALTHCHECK', healthcheck.command.words.join(' '), path, healthcheck.line) : [])),
  ...composeProcessesOf(facts).flatMap(({ service: { name, image, build, file }, healthcheck }) =>
    healthcheck === null || build === null || isForeign(name, image ?? '', nameOf(build.context), nameOf(build.dockerfile ?? '')) ? [] : asking('healthcheck', healthcheck.text, file, healthcheck.line)),
  ...resourcesOfType(facts, (type) => /^(?:aws_a?lb_target_group|google_cloud_run_(?:v2_)?service|google_compute_(?:region_)?health_check)$/.test(type)).filter(({ name, path }) => !isForeign(name, nameOf(folderOf(path)))).flatMap(({ type, name, path, block }) => blocksWithin(block).flatMap((inner): readonly HealthProbe[] => {
    const asked = /^(?:health_check|http_get|http_health_check)$/.test(inner.type) ? attributeOf(inner, 'path') ?? attributeOf(inner, 'request_path') : undefined
    const page = literalText(asked?.value)
    return asked === undefined || page === null ? [] : [{ path, line: asked.line, says: `${type} ${name} asks ${page}`, builtIn: builtInOf(page) }]
  })),
  ...kubernetesOf(facts).flatMap(({ path, name, containers }) => containers.filter((container) => !isForeign(container.image, container.name, name)).flatMap((container) => container.probes.flatMap((one): readonly HealthProbe[] =>
    one.command.length > 0 ? asking(`${one.kind} probe`, one.command.join(' '), path, one.line) : [{ path, line: one.line, says: `${one.kind} probe asks ${one.httpPath ?? `port ${one.port ?? ''}`}`, builtIn: builtInOf(one.httpPath ?? '') }]))),
])

function asking(kind: string, text: string, path: string, line: number): readonly HealthProbe[] {
  return ASKS.test(text) ? [{ path, line, says: `${kind} runs ${text}`, builtIn: builtInOf(text) }] : []
}

function builtInOf(text: string): HealthProbe['builtIn'] {
  return text.includes('/_stcore/health') ? 'Streamlit' : null
}

function isForeign(...names: readonly string[]): boolean {
  return names.some((name) => FOREIGN.test(name))
}
