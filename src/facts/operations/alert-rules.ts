import { asList, asMap, asText, type Json, type JsonMap } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, nameOf, settingsOf, yamlPartsOf, type YamlPart } from '../settings/settings.ts'
import { embeddedPartsOf } from './embedded-settings.ts'
import { prometheusConfigsOf } from './prometheus.ts'
import { isUnusedModule, resourcesOfType, terraformOf } from './terraform.ts'

/**
 * A rule that raises an alert, as configuration. `loaded` is false where nothing reads it: the project configures Prometheus and no configuration
 * names the rule's file, or it stands in a Terraform module that nothing uses.
 */
export type AlertRule = {
  readonly source: 'prometheus' | 'grafana' | 'cloudwatch' | 'google' | 'azure' | 'datadog' | 'newrelic'
  readonly name: string
  /** The expression in the words of its source, empty where it is built from parts. */
  readonly expression: string
  readonly path: string
  readonly line: number
  readonly loaded: boolean
}

/** The monitoring services by their names. */
export const ALERT_SOURCES: Readonly<Record<AlertRule['source'], string>> = { prometheus: 'Prometheus', grafana: 'Grafana', cloudwatch: 'CloudWatch', google: 'Google Cloud Monitoring', azure: 'Azure', datadog: 'Datadog', newrelic: 'New Relic' }

const NODES = 20_000
const DEPTH = 30

/** Every alert rule of the project's configuration: Prometheus (own files, PrometheusRule, values of a chart, ConfigMaps), Grafana, CloudWatch, Google, Azure. */
export const alertRulesOf = memoise((facts: RepositoryFacts): readonly AlertRule[] => [
  ...[...yamlPartsOf(facts), ...embeddedPartsOf(facts)].flatMap((part) => rulesIn(facts, part)),
  ...settingsOf(facts).filter((file) => file.path.endsWith('.json')).flatMap((file) => grafanaRules(file.value, file.path, file.lines)),
  ...terraformRules(facts),
])

function rulesIn(facts: RepositoryFacts, part: YamlPart): readonly AlertRule[] {
  const { value, lines } = part.document
  const found: AlertRule[] = []
  walk(value, '', (map, pointer) => {
    const place = { path: part.path, line: lineAt(lines, pointer) }
    const name = asText(map['alert'])
    const expression = asText(map['expr'])
    if (name !== null && expression !== null) found.push({ source: 'prometheus', name, expression, ...place, loaded: isLoaded(facts, part) })
    const condition = asText(map['condition'])
    if (asText(map['title']) !== null && condition !== null && asList(map['data']) !== null) found.push({ source: 'grafana', name: asText(map['title']) ?? '', expression: condition, ...place, loaded: true })
    const type = asText(map['Type'])
    if (asList(asMap(map['alert_notification'])?.['emails']) !== null) found.push({ source: 'azure', name: asText(map['name']) ?? 'alert_notification', expression: '', path: part.path, line: lineAt(lines, pointer === '' ? 'alert_notification' : `${pointer}.alert_notification`), loaded: true })
    if (type === 'AWS::CloudWatch::Alarm') found.push({ source: 'cloudwatch', name: pointer.split('.').at(-1) ?? '', expression: '', ...place, loaded: true })
  })
  return found
}

/** A rule file by itself counts as loaded unless the project's Prometheus configurations all leave it out. Rules inside other manifests are applied with them. */
function isLoaded(facts: RepositoryFacts, part: YamlPart): boolean {
  const map = asMap(part.document.value)
  if (map === null || part.embedded || map['kind'] !== undefined || asList(map['groups']) === null) return true
  const configs = prometheusConfigsOf(facts)
  return configs.length === 0 || configs.some((config) => config.ruleFiles.some((reference) => reference.found.includes(part.path)))
}

/** Alerts of panels, and provisioned or exported rules. "Annotations & Alerts" and thresholds of every dashboard are none. */
function grafanaRules(value: Json, path: string, lines: Readonly<Record<string, number>>): readonly AlertRule[] {
  const found: AlertRule[] = []
  walk(value, '', (map, pointer) => {
    const alert = asMap(map['alert'])
    const line = lineAt(lines, pointer)
    if (alert !== null && asList(alert['conditions']) !== null) found.push({ source: 'grafana', name: asText(alert['name']) ?? asText(map['title']) ?? '', expression: '', path, line: lineAt(lines, `${pointer}.alert`), loaded: true })
    else if (asText(map['title']) !== null && asText(map['condition']) !== null && asList(map['data']) !== null) found.push({ source: 'grafana', name: asText(map['title']) ?? '', expression: asText(map['condition']) ?? '', path, line, loaded: true })
    else if (asText(map['Type']) === 'AWS::CloudWatch::Alarm') found.push({ source: 'cloudwatch', name: pointer.split('.').at(-1) ?? '', expression: '', path, line, loaded: true })
    else if (/^Microsoft\.Insights\/(?:metricAlerts|scheduledQueryRules|alertrules)$/i.test(asText(map['type']) ?? '')) found.push({ source: 'azure', name: asText(map['name']) ?? '', expression: '', path, line, loaded: true })
    else if (asMap(map['conditionThreshold']) !== null) found.push({ source: 'google', name: asText(map['displayName']) ?? nameOf(path), expression: asText(asMap(map['conditionThreshold'])?.['filter']) ?? '', path, line, loaded: true })
  })
  return found
}

function terraformRules(facts: RepositoryFacts): readonly AlertRule[] {
  return [
    ...resourcesOfType(facts, (type) => sourceOfType(type) !== null).map((resource): AlertRule => ({ source: sourceOfType(resource.type) ?? 'cloudwatch', name: resource.name, expression: '', path: resource.path, line: resource.line, loaded: !isUnusedModule(facts, resource.path) })),
    ...terraformOf(facts).modules.filter((module) => /cloudwatch\b.*\balarms?\b|metric-alarm/.test(module.source)).map((module): AlertRule => ({ source: 'cloudwatch', name: module.name, expression: '', path: module.path, line: module.line, loaded: true })),
  ]
}

function sourceOfType(type: string): AlertRule['source'] | null {
  if (/^aws_cloudwatch_(?:metric|composite)_alarm$/.test(type)) return 'cloudwatch'
  if (type === 'google_monitoring_alert_policy') return 'google'
  if (/^azurerm_monitor_\w*alert\w*$/.test(type)) return 'azure'
  if (type === 'datadog_monitor') return 'datadog'
  if (/^newrelic_\w*alert_condition$/.test(type)) return 'newrelic'
  return type === 'grafana_rule_group' ? 'grafana' : null
}

/** Visits every map, outer ones first, up to a bound of depth and number. */
function walk(root: Json, start: string, visit: (map: JsonMap, pointer: string) => void): void {
  let count = 0
  const step = (value: Json, pointer: string, depth: number): void => {
    count += 1
    if (count > NODES || depth > DEPTH || typeof value !== 'object' || value === null) return
    const join = (key: string | number): string => pointer === '' ? String(key) : `${pointer}.${key}`
    const items = asList(value)
    if (items !== null) {
      items.forEach((item, index) => { step(item, join(index), depth + 1) })
      return
    }
    const map = asMap(value)
    if (map === null) return
    visit(map, pointer)
    for (const [key, inner] of Object.entries(map)) step(inner, join(key), depth + 1)
  }
  step(root, start, 0)
}
