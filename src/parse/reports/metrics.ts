import type { MetricsReport, NamedNumber } from '../../model/report-facts.ts'
import { asList, asMap, type Json } from '../json.ts'
import { METRIC_WORDS, tokensOf } from '../metric-names.ts'
import { KEPT } from './limits.ts'
import { firstOf, NO_REPORT, type ReportReading } from './reading.ts'
import { shortName } from './short-text.ts'

/** What people call the files that hold a model's numbers. */
const NAMED = /(?:^|[^a-z])(?:metrics?|scores?|eval|evaluation|results?|performance)(?:[^a-z]|$)/
/** YAML is what settings are written in: only a file that is called after its numbers, and lies among no settings, holds metrics. */
const NAMED_YAML = /^(?:[a-z]+[_-])?(?:metrics|scores|results|evaluation)(?:[_-][a-z0-9]+)?\.ya?ml$/
const SETTINGS = /(?:^|\/)(?:conf|confs|config|configs|configuration|settings|params|\.dvc|charts|k8s|kubernetes|monitoring|grafana|prometheus)\//i
const NOT_FINITE: ReadonlySet<string> = new Set(['NaN', 'Infinity', '-Infinity', 'nan', '.nan', 'inf', '-inf'])
/** How deep maps are followed, and how many values are looked at. */
const MOST = { depth: 12, values: 20_000 }

type Gathered = { readonly values: NamedNumber[]; readonly notFinite: string[]; seen: number }

/** Whether a file's name says that it holds a model's numbers. */
export function isMetricsName(path: string): boolean {
  return NAMED.test((path.split('/').at(-1) ?? '').toLowerCase())
}

/** Whether a file of YAML holds a model's numbers, by its path. */
export function isMetricsYaml(path: string): boolean {
  return NAMED_YAML.test((path.split('/').at(-1) ?? '').toLowerCase()) && !SETTINGS.test(path)
}

/**
 * Gives the numbers of a model's evaluation from data as JSON or YAML has it, each by its dotted name: `metrics.json`, DVC's metrics, scikit-learn's
 * classification report, lists of `{ name, value }` (Kubeflow's, Evidently's too), and what `dvc metrics show --json` prints. A file is taken where its name or one of its keys is that of a
 * metric; booleans, texts and bare lists of numbers are no metrics.
 */
export function readMetrics(path: string, value: Json): ReportReading<MetricsReport> {
  if (asMap(value) === null && asList(value) === null) return NO_REPORT
  const gathered: Gathered = { values: [], notFinite: [], seen: 0 }
  gather(withoutDvc(value), '', 0, gathered)
  const isOfMetrics = isMetricsName(path) || [...gathered.values.map(({ name }) => name), ...gathered.notFinite].some((name) => tokensOf(name.slice(-120)).some((token) => METRIC_WORDS.has(token)))
  if (!isOfMetrics || gathered.values.length + gathered.notFinite.length === 0) return NO_REPORT
  const { kept, cut } = firstOf(gathered.values, KEPT.numbers)
  return { report: { kind: 'metrics', path, values: kept, notFinite: gathered.notFinite.slice(0, KEPT.numbers), cut }, problems: [] }
}

function gather(value: Json, name: string, depth: number, into: Gathered): void {
  into.seen += 1
  if (into.seen > MOST.values || depth > MOST.depth) return
  if (typeof value === 'number') {
    // A number such as 1e999 is infinite once it is read.
    if (Number.isFinite(value)) into.values.push({ name: shortName(name), value })
    else into.notFinite.push(shortName(name))
  } else if (typeof value === 'string') {
    if (NOT_FINITE.has(value)) into.notFinite.push(shortName(name))
  } else {
    const map = asMap(value)
    for (const [key, inner] of Object.entries(map ?? {})) gather(inner, joined(name, key), depth + 1, into)
    for (const item of asList(value) ?? []) {
      const one = asMap(item)
      const label = one?.['name'] ?? one?.['metric'] ?? one?.['metric_name'] ?? one?.['metric_id']
      const number = one?.['value'] ?? one?.['numberValue'] ?? one?.['result']
      if (typeof label === 'string' && number !== undefined) gather(number, joined(name, label), depth + 1, into)
    }
  }
}

/** `dvc metrics show --json` wraps each file: `{ "": { "data": { "metrics.json": { "data": … } } } }`. */
function withoutDvc(value: Json): Json {
  const root = asMap(value)
  const files = asMap(asMap(root?.[''] ?? root?.['workspace'])?.['data'])
  if (files === null) return value
  const inner = Object.entries(files).map(([file, one]) => [file, asMap(one)?.['data'] ?? null] as const)
  const [first] = inner
  if (inner.length === 1 && first !== undefined) return first[1]
  const out = Object.create(null) as Record<string, Json>
  for (const [file, data] of inner) out[file] = data
  return out
}

function joined(name: string, key: string): string {
  return (name === '' ? key : `${name}.${key}`).slice(0, 2 * KEPT.name)
}
