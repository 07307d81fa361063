import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPrometheusText } from '../../../src/parse/reports/prometheus-text.ts'

const SERVICE = `# HELP python_gc_objects_collected_total Objects collected during gc
# TYPE python_gc_objects_collected_total counter
python_gc_objects_collected_total{generation="0"} 358.0
python_gc_objects_collected_total{generation="1"} 24.0

# HELP prediction_latency_seconds Time to predict
# TYPE prediction_latency_seconds histogram
prediction_latency_seconds_bucket{le="0.1"} 4.0
prediction_latency_seconds_bucket{le="+Inf"} 5.0
prediction_latency_seconds_count 5.0
prediction_latency_seconds_sum 0.31e-1
# a word in passing
http_requests_total{path="/predict \\"a\\" {b}, \\\\",status="200",} 12 1764072000000
queue_depth NaN
`

describe('a text as Prometheus reads it', () => {
  it('gives the families with type, help and number of samples', () => {
    expect(readPrometheusText(SERVICE)).toEqual({ ok: true, families: [
      { name: 'python_gc_objects_collected_total', type: 'counter', help: 'Objects collected during gc', samples: 2, group: 'process' },
      { name: 'prediction_latency_seconds', type: 'histogram', help: 'Time to predict', samples: 4, group: 'model' },
      { name: 'http_requests_total', type: null, help: null, samples: 1, group: 'http' },
      { name: 'queue_depth', type: null, help: null, samples: 1, group: 'other' },
    ] })
  })

  it('reads OpenMetrics with its exemplars and its end', () => {
    const text = '# TYPE predictions counter\n# UNIT predictions things\npredictions_total{model="a"} 3.0 1764072000.5 # {trace="x"} 1.0\npredictions_created 1.7e9\n# EOF\n'
    expect(readPrometheusText(text)).toEqual({ ok: true, families: [{ name: 'predictions', type: 'counter', help: null, samples: 2, group: 'model' }] })
  })

  it.each([
    ['a page', '<!doctype html>\n<html></html>', 1],
    ['JSON', '{"requests_total": 3}', 1],
    ['nothing', '\n\n', 1],
    ['comments alone', '# HELP a b\n', 1],
    ['a sample without a value', 'a_total 1\nb_total\n', 2],
    ['a value that is no number', 'a_total one', 1],
    ['a sample with words behind it', 'a_total 1 2 3', 1],
    ['labels that do not end', 'a_total{b="c" 1', 1],
    ['labels without quotes', 'a_total{b=c} 1', 1],
    ['a label twice separated', 'a_total{b="c",,} 1', 1],
    ['a type that there is not', '# TYPE a meter\na 1', 1],
    ['half an exemplar', 'a_total 1 # {b="c"', 1],
    ['a broken name', '9lives 1', 1],
  ])('takes %s for something else', (_, text, line) => {
    expect(readPrometheusText(text)).toMatchObject({ ok: false, line })
  })

  it('finds every family that was written', () => {
    const name = fc.stringMatching(/^[a-z_:][a-z0-9_:]{0,12}$/)
    const label = fc.string({ maxLength: 20 }).map((value) => value.replaceAll(/[\\"\n\r]/g, (one) => one === '\n' || one === '\r' ? String.raw`\n` : `\\${one}`))
    fc.assert(fc.property(fc.uniqueArray(fc.tuple(name, label, fc.double()), { minLength: 1, maxLength: 8, selector: ([one]) => one }), (samples) => {
      const text = samples.map(([one, value, number]) => `${one}{label="${value}"} ${number}\n`).join('')
      const read = readPrometheusText(text)
      expect(read.ok && read.families.map((family) => family.name)).toEqual(samples.map(([one]) => one))
    }))
  })

  it('ends soon on lines made to take long', () => {
    for (const line of [`a{${'b="'.repeat(100_000)}`, `a${' '.repeat(300_000)}x`, `a 1${' '.repeat(300_000)}x`, `a{b="${'\\'.repeat(300_001)}`, `# HELP${' '.repeat(300_000)}`, `a ${'1'.repeat(300_000)}x`]) {
      expect(readPrometheusText(line)).toMatchObject({ ok: false })
    }
  })
})
