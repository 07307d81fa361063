import { describe, expect, it } from 'vitest'
import { familyGroupOf } from '../../../src/parse/reports/metric-family.ts'
import { readAllReports, readOneReport } from '../../support/read-reports.ts'

const SCRAPED = `# HELP python_info Python platform information
# TYPE python_info gauge
python_info{implementation="CPython",version="3.11.9"} 1.0
# HELP http_request_duration_seconds Latency of requests
# TYPE http_request_duration_seconds histogram
http_request_duration_seconds_bucket{le="0.1",path="/predict {x}",q="a\\"}b"} 24.0
http_request_duration_seconds_bucket{le="+Inf",path="/predict"} 25.0
http_request_duration_seconds_count 25.0
http_request_duration_seconds_sum 1.2e-05
# HELP predictions_total Predictions by class
# TYPE predictions_total counter
predictions_total{label="churn"} 7.0 1772359200000
# TYPE data_drift_share gauge
data_drift_share NaN
`

describe('what a service answers to Prometheus', () => {
  it('is read by family, each with its samples and what it is about', () => {
    expect(readOneReport('smoke/metrics.txt', SCRAPED)).toEqual({
      kind: 'prometheus', path: 'smoke/metrics.txt', cut: 0,
      families: [
        { name: 'python_info', type: 'gauge', help: 'Python platform information', samples: 1, group: 'process' },
        { name: 'http_request_duration_seconds', type: 'histogram', help: 'Latency of requests', samples: 4, group: 'http' },
        { name: 'predictions_total', type: 'counter', help: 'Predictions by class', samples: 1, group: 'model' },
        { name: 'data_drift_share', type: 'gauge', help: null, samples: 1, group: 'model' },
      ],
    })
  })
  it('in the format of OpenMetrics names a counter without its ending', () => {
    expect(readOneReport('a.prom', '# TYPE requests counter\nrequests_total 3 # {trace_id="a"} 1\nrequests_created 1.5\n# EOF\n')).toMatchObject({ families: [{ name: 'requests', type: 'counter', samples: 2 }] })
  })
  it('names the lines that are no samples', () => {
    expect(readAllReports({ 'a.prom': '# TYPE up gauge\nup 1\nup{a="1} 2\nup 3\n' })).toMatchObject({ reports: [{ families: [{ name: 'up', samples: 2 }] }], problems: [{ path: 'a.prom', line: 3 }] })
  })
  it.each([
    ['an error page', '<html><body>502 Bad Gateway</body></html>'],
    ['a log', 'INFO started\nINFO ready\n'],
  ])('is not made of %s', (_name, text) => { expect(readAllReports({ 'metrics.txt': text, 'a.prom': text }).reports).toEqual([]) })
  it('is a problem where only its comments are there', () => {
    expect(readAllReports({ 'metrics.txt': '# HELP up Whether it is up\n# TYPE up gauge\n' })).toMatchObject({ reports: [], problems: [{ path: 'metrics.txt' }] })
  })
})

it.each([
  ['process_cpu_seconds_total', 'process'], ['python_gc_objects_collected_total', 'process'], ['up', 'process'],
  ['model_inference_latency_seconds', 'model'], ['prediction_request_total', 'model'], ['feature_drift_psi', 'model'], ['model_accuracy', 'model'],
  ['http_requests_total', 'http'], ['request_latency_seconds', 'http'], ['starlette_requests_in_progress', 'http'],
  ['queue_depth', 'other'], ['constructor', 'other'],
] as const)('%s is about %s', (name, group) => { expect(familyGroupOf(name)).toBe(group) })
