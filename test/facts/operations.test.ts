import { describe, expect, it } from 'vitest'
import { alertReceiversOf } from '../../src/facts/operations/alert-routing.ts'
import { alertRulesOf } from '../../src/facts/operations/alert-rules.ts'
import { ciNoticesOf } from '../../src/facts/operations/ci-notices.ts'
import { kubernetesOf } from '../../src/facts/operations/kubernetes.ts'
import { noticesOf } from '../../src/facts/operations/notices.ts'
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

  it('is not loaded where the configuration names no rule file at all', async () => {
    expect((await rulesIn({ 'prometheus.yml': 'scrape_configs: []\n', 'alerts.yml': RULES }))[0]?.loaded).toBe(false)
  })

  it('is loaded by a pattern of a folder, and by a path inside the container', async () => {
    expect((await rulesIn({ 'p/prometheus.yml': 'scrape_configs: []\nrule_files: ["rules/*.yml"]\n', 'p/rules/a.yml': RULES }))[0]?.loaded).toBe(true)
    expect((await rulesIn({ 'p/prometheus.yml': 'scrape_configs: []\nrule_files: [/etc/prometheus/alerts.yml]\n', 'p/alerts.yml': RULES }))[0]?.loaded).toBe(true)
  })

  it('is found in a template of Azure, and in the monitor of Azure ML', async () => {
    expect(await rulesIn({ 'azure.json': JSON.stringify({ resources: [{ type: 'Microsoft.Insights/metricAlerts', name: 'errors' }] }) })).toMatchObject([{ source: 'azure', name: 'errors' }])
    expect(await rulesIn({ 'monitor.yml': 'name: m\ncreate_monitor:\n  alert_notification:\n    emails: [a@example.com]\n' })).toMatchObject([{ source: 'azure', line: 3 }])
  })

  it('is found in modules and other services of Terraform', async () => {
    const text = 'module "alarm" {\n  source = "terraform-aws-modules/cloudwatch/aws//modules/metric-alarm"\n}\nresource "newrelic_nrql_alert_condition" "slow" {\n}\nmodule "logs" {\n  source = "terraform-aws-modules/cloudwatch/aws//modules/log-group"\n}\n'
    expect((await rulesIn({ 'main.tf': text })).map(({ source, name }) => [source, name])).toEqual([['newrelic', 'slow'], ['cloudwatch', 'alarm']])
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

describe('where alerts are sent', () => {
  const receiversIn = async (files: Readonly<Record<string, string>>) => alertReceiversOf(await factsOf(files)).map(({ name, sends, line }) => ({ name, sends, line }))

  it('is read from Alertmanager, from a chart\'s values and from Grafana', async () => {
    expect(await receiversIn({ 'alertmanager.yml': 'route: { receiver: team }\nreceivers:\n  - name: team\n    slack_configs:\n      - channel: "#a"\n  - name: nobody\n' })).toEqual([{ name: 'team', sends: ['slack'], line: 3 }, { name: 'nobody', sends: [], line: 6 }])
    expect(await receiversIn({ 'values.yaml': 'alertmanager:\n  config:\n    receivers:\n      - name: mail\n        email_configs:\n          - to: a@example.com\n' })).toEqual([{ name: 'mail', sends: ['email'], line: 4 }])
    expect(await receiversIn({ 'contact.yml': 'contactPoints:\n  - name: team\n    receivers:\n      - type: slack\n' })).toEqual([{ name: 'team', sends: ['slack'], line: 2 }])
  })

  it('is not what any file with receivers says', async () => {
    expect(await receiversIn({ 'otel.yml': 'receivers:\n  - name: otlp\n' })).toEqual([])
  })
})

describe('a notice', () => {
  const noticesIn = async (files: Readonly<Record<string, string>>) => noticesOf(await factsOf(files)).map(({ channel, cause, path, line, used }) => ({ channel, cause, path, line, used }))
  const SEND = 'import smtplib\ndef send(text):\n    with smtplib.SMTP("h") as server:\n        server.sendmail("a", ["b"], text)\n'

  it('tells of a threshold through the caller, of a failure in a handler, and of an event by its words', async () => {
    const causes = async (rest: string) => (await noticesIn({ 'a.py': SEND + rest }))[0]
    expect(await causes('def check(drift):\n    if drift > 0.3:\n        send("x")\ncheck(1)\n')).toMatchObject({ channel: 'mail', cause: 'threshold', line: 7 })
    expect(await causes('try:\n    f()\nexcept ValueError:\n    send("x")\n')).toMatchObject({ cause: 'failure', line: 8 })
    expect(await causes('send("training finished")\n')).toMatchObject({ cause: 'event' })
    expect(await causes('send("your order")\n')).toMatchObject({ cause: 'other' })
  })

  it('that nothing calls is not used, also where functions call each other in a circle', async () => {
    expect(await noticesIn({ 'a.py': `${SEND}def ping(score):\n    if score > 1:\n        send("x")\n    pong(score)\ndef pong(score):\n    ping(score)\n` })).toMatchObject([{ cause: 'threshold', used: false }])
  })

  it('of a callback belongs to the keyword that hands it on', async () => {
    expect(await noticesIn({ 'dag.py': `${SEND}def tell(context):\n    send("x")\nDAG("d", on_failure_callback=tell)\n` })).toMatchObject([{ cause: 'failure', used: true }])
  })

  it('of a workflow is told by its condition', async () => {
    const workflow = (condition: string) => `on: push\njobs:\n  j:\n    runs-on: x\n    steps:\n      - run: pytest\n      - if: ${condition}\n        uses: slackapi/slack-github-action@v1\n`
    const causeOf = async (condition: string) => ciNoticesOf(await factsOf({ '.github/workflows/w.yml': workflow(condition) }))[0]?.cause
    expect(await causeOf('failure()')).toBe('failure')
    expect(await causeOf("steps.drift.outputs.found == 'true'")).toBe('threshold')
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
