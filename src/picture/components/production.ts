import { isNonEmpty, missing, partial, present } from '../../checks/frame/findings.ts'
import { containersOf } from '../../facts/containers/containers.ts'
import { frameworkContainersOf } from '../../facts/containers/framework-containers.ts'
import { ALERT_SOURCES, alertRulesOf } from '../../facts/operations/alert-rules.ts'
import { alarmCallsOf } from '../../facts/operations/alarm-calls.ts'
import { ciNoticesOf } from '../../facts/operations/ci-notices.ts'
import { noticesOf } from '../../facts/operations/notices.ts'
import { platformsOf } from '../../facts/operations/platforms.ts'
import { definitionsOf } from '../../facts/python/definitions.ts'
import { modulesOf } from '../../facts/python/modules.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { driftPartsOf } from '../../facts/schedules/drift-code.ts'
import { startsOf } from '../../facts/schedules/starts.ts'
import { mainRouteOf } from '../../facts/service/main-service.ts'
import { isHandlerAlone, predicts } from '../../facts/service/route.ts'
import { pagesOf } from '../../facts/service/pages.ts'
import { servedRoutesOf } from '../../facts/service/routes.ts'
import { servingFrameworksOf } from '../../facts/service/serving-frameworks.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { Finding } from '../../model/finding.ts'
import type { Component } from '../component.ts'
import { atPlaces } from './at-places.ts'

const container: Component = {
  id: 'container', title: 'Container', band: 'production', source: { kind: 'criterion', id: 'container' },
  tools: (facts) => [...containersOf(facts).some(({ purpose }) => purpose !== 'workspace') ? ['Docker'] : [], ...frameworkContainersOf(facts).map(({ framework }) => framework)],
}

const cloud: Component = {
  id: 'cloud', title: 'Cloud', band: 'production',
  source: { kind: 'view', reading: false, provenBy: null, view: { needs: ['workflows', 'infrastructure', 'tasks', 'configuration'], judge: judgeCloud } },
  tools: (facts, places) => atPlaces(platformsOf(facts), places).map(({ name }) => name),
}

function judgeCloud(facts: RepositoryFacts): Finding {
  const platforms = platformsOf(facts)
  const places = (...ways: readonly string[]): readonly FileEvidence[] => platforms.filter(({ how }) => ways.includes(how)).map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const [first] = platforms
  const standing = places('workflow', 'itself', 'infrastructure', 'code')
  if (isNonEmpty(standing)) return present(standing, { found: `The service is brought to ${first?.name ?? 'the cloud'}: ${standing[0].says} (${standing[0].path}).` })
  const byHand = places('by hand')
  if (isNonEmpty(byHand)) return partial(byHand, { found: `What would bring the service to ${first?.name ?? 'the cloud'} waits for a person or does not count yet: ${byHand[0].says} (${byHand[0].path}).`, next: 'Let a workflow run it after the checks.' })
  const written = places('settings')
  if (isNonEmpty(written)) return partial(written, { found: `${first?.name ?? 'A platform'} is described (${written[0].path}: ${written[0].says}), and nothing was found that applies it.`, next: `Apply ${written[0].path} from a workflow after the checks, or say in the README where it runs.` })
  const machines = places('machine')
  if (isNonEmpty(machines)) return partial(machines, { found: `A machine or cluster is declared (${machines[0].path}: ${machines[0].says}), and nothing was found that brings the service there.`, next: 'Add the step that starts the container of the service on it.' })
  return missing({ found: 'Nothing was found that brings the service to a place where others can reach it.', next: 'Deploy the container to a platform (Cloud Run takes an image as it is), first by hand, then from a workflow.' })
}

const users: Component = {
  id: 'users', title: 'Users call it', band: 'production',
  source: { kind: 'view', reading: false, provenBy: null, view: { needs: ['python'], judge: judgeUsers } },
  tools: (facts, places) => atPlaces([...servedRoutesOf(facts).map(({ module, line, framework }) => ({ path: module, line, name: framework })), ...pagesOf(facts).map(({ path, line, framework }) => ({ path, line, name: framework })), ...servingFrameworksOf(facts)], places).map(({ name }) => name),
}

function judgeUsers(facts: RepositoryFacts): Finding {
  const routes = servedRoutesOf(facts).filter(predicts).map((route) => fileEvidence(facts, route.module, route.line, `${route.methods[0] ?? 'POST'} ${route.path} (${route.framework})`))
  const pages = pagesOf(facts)
  const asking = pages.filter((page) => page.predicts).map(({ path, line, says }) => fileEvidence(facts, path, line, says))
  const serving = servingFrameworksOf(facts).map(({ path, line, says, name }) => fileEvidence(facts, path, line, `${says}: ${name} answers predictions`))
  const ways = [...routes, ...asking, ...serving]
  if (isNonEmpty(ways)) return present(ways, { found: `Callers ask for predictions at ${ways[0].says} (${ways[0].path}).` })
  const main = mainRouteOf(facts)
  const some = [...main === null || isHandlerAlone(main) ? [] : [fileEvidence(facts, main.module, main.line, `${main.methods[0] ?? 'GET'} ${main.path} (${main.framework})`)], ...pages.map(({ path, line, says }) => fileEvidence(facts, path, line, says))]
  if (isNonEmpty(some)) return partial(some, { found: `${some[0].path} answers ${some[0].says}; no route or page was found that gives predictions.`, next: `Add a route to ${some[0].path} that takes one input and answers with the model's prediction.` })
  return missing({ found: 'No route and no page was found that people or programs can ask for a prediction.', next: 'Serve the model behind a prediction route (FastAPI), or a page (Streamlit, Gradio) that asks it.' })
}

const health: Component = {
  id: 'health', title: 'Health check', band: 'production', source: { kind: 'criterion', id: 'health' },
  tools: (facts, places) => [...atPlaces(servingFrameworksOf(facts), places).map(({ name }) => name), ...servedRoutesOf(facts).filter(({ module, line }) => places.some((place) => place.path === module && place.line === line)).map(({ framework }) => framework)].toReversed(),
}

/** Packages by which a component is known, with the name that people call them by. */
type Named = readonly (readonly [module: RegExp, name: string])[]

const METRICS: Named = [[/^prometheus_|^starlette_exporter|^aioprometheus|^django_prometheus/, 'Prometheus'], [/^opentelemetry/, 'OpenTelemetry'], [/^(?:datadog|ddtrace|statsd)/, 'StatsD'], [/^(?:boto3|aws_lambda_powertools|aws_embedded_metrics)/, 'CloudWatch'], [/^(?:evidently)/, 'Evidently'], [/^mlflow/, 'MLflow']]
const LOGS: Named = [[/^structlog/, 'structlog'], [/^loguru/, 'loguru'], [/^(?:google\.cloud\.logging|google\.cloud)$/, 'Cloud Logging'], [/^logging(?:\.|$)/, 'logging']]

/** What the files of the evidence import, by name. */
function importedIn(facts: RepositoryFacts, places: readonly FileEvidence[], named: Named): readonly string[] {
  const modules = modulesOf(facts).filter((module) => places.some(({ path }) => path === module.path))
  return named.flatMap(([pattern, name]) => (modules.some(({ tree }) => definitionsOf(tree).imports.some((one) => pattern.test(one.module))) ? [name] : []))
}

const metrics: Component = {
  id: 'metrics', title: 'Metrics', band: 'production', source: { kind: 'criterion', id: 'metrics' },
  tools: (facts, places) => {
    const imported = importedIn(facts, places.slice(0, 1), METRICS)
    const told = places.some(({ says, path }) => /prometheus/i.test(`${says} ${path}`)) ? ['Prometheus'] : servingFrameworksOf(facts).filter((one) => places.some(({ path, line }) => path === one.path && line === one.line)).map(({ name }) => name)
    return imported.length > 0 ? imported.slice(0, 1) : told
  },
}

const logs: Component = {
  id: 'logs', title: 'Logs', band: 'production', source: { kind: 'criterion', id: 'logging' },
  tools: (facts, places) => { const names = importedIn(facts, places, LOGS); return names.length > 0 ? names.slice(0, 1) : ['logging'] },
}

const drift: Component = {
  id: 'drift', title: 'Drift detection', band: 'production', source: { kind: 'criterion', id: 'drift' },
  tools: (facts, places) => {
    const parts = [...driftPartsOf(facts).values()]
    const shown = parts.filter((part) => places.some(({ path, line, says }) => (path === part.path && line === part.line) || says.includes(`(${part.path}:${part.line})`)))
    return (shown.length > 0 ? shown : parts).map(({ tool, kind }) => (kind === 'own' ? `own check (${tool})` : tool))
  },
}

const alerts: Component = {
  id: 'alerts', title: 'Alerts', band: 'production', source: { kind: 'criterion', id: 'alerts' },
  tools: (facts, places) => {
    const all = [...alertRulesOf(facts).map(({ path, line, source }) => ({ path, line, name: ALERT_SOURCES[source] })), ...alarmCallsOf(facts).map(({ path, line, source }) => ({ path, line, name: source })), ...noticesOf(facts).map(({ path, line, channel }) => ({ path, line, name: channel })), ...ciNoticesOf(facts).map(({ path, line, channel }) => ({ path, line, name: channel }))]
    return places.flatMap((place) => all.filter(({ path, line }) => path === place.path && line === place.line).map(({ name }) => name))
  },
}

const ORCHESTRATORS: readonly (readonly [pattern: RegExp, name: string])[] = [
  [/^\.github\/|\.ya?ml runs (?:on|after|when)|`? on (?:push|pull_request|workflow_dispatch)/, 'GitHub Actions'], [/Airflow|dags\//, 'Airflow'], [/[Pp]refect/, 'Prefect'], [/Dagster|dagster/, 'Dagster'], [/Cron(?:Job|Workflow)|Argo/, 'Kubernetes'], [/dvc\.yaml/, 'DVC'], [/APScheduler|apscheduler/, 'APScheduler'], [/EventBridge|aws_/, 'EventBridge'], [/Cloud Scheduler|google_/, 'Cloud Scheduler'], [/[Mm]age/, 'Mage'], [/SageMaker/, 'SageMaker'], [/MLproject/, 'MLflow'], [/`?make /, 'make'],
]

const retrain: Component = {
  id: 'retrain', title: 'Retrain', band: 'production', source: { kind: 'criterion', id: 'retrain' },
  tools: (facts, places) => {
    const [first] = places
    if (first === undefined) return []
    const start = startsOf(facts).find(({ place }) => place.path === first.path && place.line === first.line)
    const text = `${first.path} ${start?.says ?? first.says}`
    return ORCHESTRATORS.flatMap(([pattern, name]) => (pattern.test(text) ? [name] : [])).slice(0, 1)
  },
}

/** The components of the band Production, in the order in which they are drawn. */
export const PRODUCTION: readonly Component[] = [container, cloud, users, health, metrics, logs, drift, alerts, retrain]
