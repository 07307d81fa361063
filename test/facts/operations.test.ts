import { describe, expect, it } from 'vitest'
import { alertRulesOf } from '../../src/facts/operations/alert-rules.ts'
import { kubernetesOf } from '../../src/facts/operations/kubernetes.ts'
import { prometheusConfigsOf } from '../../src/facts/operations/prometheus.ts'
import { terraformOf } from '../../src/facts/operations/terraform.ts'
import { versionedBucketsOf } from '../../src/facts/operations/versioned-buckets.ts'
import { factsOf } from '../support/memory-repository.ts'

const RULES = 'groups:\n  - name: service\n    rules:\n      - alert: ServiceDown\n        expr: up == 0\n      - record: x\n        expr: y\n'

describe('an alert rule', () => {
  const rulesIn = async (files: Readonly<Record<string, string>>) => alertRulesOf(await factsOf(files)).map(({ source, name, path, line, loaded }) => ({ source, name, path, line, loaded }))

  it('is found in a rule file, and a recording rule is none', async () => {
    expect(await rulesIn({ 'rules.yml': RULES })).toEqual([{ source: 'prometheus', name: 'ServiceDown', path: 'rules.yml', line: 4, loaded: true }])
  })

  it('is not loaded where the configuration names other files', async () => {
    expect((await rulesIn({ 'prometheus.yml': 'scrape_configs: []\nrule_files: [alerts.yml]\n', 'old/rules.yml': RULES }))[0]?.loaded).toBe(false)
  })

  it('is found in a ConfigMap and in a chart\'s values', async () => {
    const configMap = `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: p }\ndata:\n  rules.yml: |\n${RULES.replace(/^/gm, '    ')}`
    expect((await rulesIn({ 'k8s/p.yaml': configMap })).map((rule) => rule.name)).toEqual(['ServiceDown'])
    expect((await rulesIn({ 'chart/values.yaml': `additionalPrometheusRulesMap:\n  a:\n${RULES.replace(/^/gm, '    ')}` })).map((rule) => rule.name)).toEqual(['ServiceDown'])
  })

  it('is found as an alarm of Terraform', async () => {
    expect(await rulesIn({ 'main.tf': 'resource "aws_cloudwatch_metric_alarm" "errors" {\n  threshold = 1\n}\n' })).toEqual([{ source: 'cloudwatch', name: 'errors', path: 'main.tf', line: 1, loaded: true }])
  })

  it('is not what every dashboard holds', async () => {
    const dashboard = { annotations: { list: [{ name: 'Annotations & Alerts' }] }, panels: [{ title: 'p', fieldConfig: { defaults: { thresholds: { steps: [{ value: 80 }] } } } }] }
    expect(await rulesIn({ 'grafana/d.json': JSON.stringify(dashboard) })).toEqual([])
  })
})

it('tells which rule files of a Prometheus configuration are there', async () => {
  const [config] = prometheusConfigsOf(await factsOf({ 'monitoring/prometheus.yml': 'scrape_configs:\n  - job_name: api\n    static_configs:\n      - targets: ["api:8000"]\nrule_files:\n  - rules/*.yml\n  - gone.yml\n', 'monitoring/rules/a.yml': RULES }))
  expect(config?.ruleFiles.map((file) => file.found)).toEqual([['monitoring/rules/a.yml'], []])
  expect(JSON.stringify(config)).toContain('api:8000')
})

it('gives probes and schedules of Kubernetes, templates too', async () => {
  const objects = kubernetesOf(await factsOf({
    'k8s/d.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: api }\nspec:\n  template:\n    spec:\n      containers:\n        - name: api\n          image: api:1\n          livenessProbe:\n            httpGet: { path: /health, port: 8000 }\n---\napiVersion: batch/v1\nkind: CronJob\nmetadata: { name: retrain }\nspec: { schedule: "0 3 * * 1" }\n',
    'chart/templates/s.yaml': '{{- if .Values.on }}\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{ .Release.Name }}\n{{- end }}\n',
  }))
  expect(objects.map(({ kind, schedule }) => [kind, schedule])).toEqual(expect.arrayContaining([['Deployment', null], ['CronJob', '0 3 * * 1'], ['Service', null]]))
  expect(objects.find((one) => one.kind === 'Deployment')?.containers[0]?.probes[0]).toMatchObject({ kind: 'liveness', httpPath: '/health', port: '8000' })
})

describe('a bucket of Terraform', () => {
  it.each([
    ['with versioning on', 'resource "aws_s3_bucket" "data" {\n  versioning {\n    enabled = true\n  }\n}\n', ['data']],
    ['with versioning off', 'resource "aws_s3_bucket" "data" {\n  versioning {\n    enabled = false\n  }\n}\n', []],
    ['switched on by a resource of its own', 'resource "aws_s3_bucket_versioning" "v" {\n  versioning_configuration {\n    status = "Enabled"\n  }\n}\n', ['v']],
    ['by a variable whose default is on', 'variable "on" {\n  default = true\n}\nresource "google_storage_bucket" "data" {\n  versioning {\n    enabled = var.on\n  }\n}\n', ['data']],
  ])('%s', async (_what, text, names) => {
    expect(versionedBucketsOf(await factsOf({ 'main.tf': text })).map((bucket) => bucket.name)).toEqual(names)
  })

  it('for the state is told apart', async () => {
    const text = 'resource "aws_s3_bucket" "terraform_state" {\n  versioning {\n    enabled = true\n  }\n}\n'
    expect(versionedBucketsOf(await factsOf({ 'main.tf': text }))[0]?.forState).toBe(true)
    expect(terraformOf(await factsOf({ 'main.tf': text })).resources).toHaveLength(1)
  })
})
