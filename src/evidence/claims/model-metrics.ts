import type { CommittedNumbers, EarlierMetrics, ModelMetrics } from '../../model/model-metrics.ts'
import type { MetricsReport, NamedNumber } from '../../model/report-facts.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { MetricSince } from '../../model/told-report.ts'
import { isOfBaseline } from './compared-metrics.ts'
import { isBetterHigher, isModelMetric } from './metric-direction.ts'
import { reportsOf } from './run-reports.ts'

/** How many reports of a commit are kept in its record, how many numbers of each, and how many are told. */
const MOST = { reports: 5, values: 20, told: 3 } as const

/** The model's numbers by the reports of runs, the newest run first, and by those that are committed at `commit`; of a file that several runs uploaded, the newest. Baselines are left out. */
export function modelMetricsOf(runs: readonly WorkflowRun[], { metrics }: CommittedNumbers, commit: string | null): readonly ModelMetrics[] {
  const ofRuns = runs.toSorted((one, other) => other.id - one.id).flatMap((run) => reportsOf(run, 'metrics')).map(({ run, artifact, report }): ModelMetrics => ({ commit: run.headSha, path: report.path, artifact, run: { id: run.id, url: run.url }, blob: null, values: valuesOf(report.values) }))
  const ofFiles = metrics.map(({ path, blob, values }): ModelMetrics => ({ commit, path, artifact: null, run: null, blob, values: valuesOf(values) }))
  const byPlace = new Map<string, ModelMetrics>()
  for (const one of [...ofRuns, ...ofFiles]) {
    const place = `${one.artifact ?? ''}\n${one.path}`
    if (one.values.length > 0 && !byPlace.has(place)) byPlace.set(place, one)
  }
  return [...byPlace.values()].slice(0, MOST.reports)
}

/**
 * The numbers that the same report has at an earlier commit under the very same name, three at most, that called `first` before others. A report is the same by its path and artifact; by its path
 * alone where one on either side has it. Nothing is compared with itself: a report of one run, or a file that did not change.
 */
export function metricsSince(metrics: readonly ModelMetrics[], before: EarlierMetrics | null, first: string | null): readonly MetricSince[] {
  if (before === null) return []
  const pairs = metrics.flatMap((place) => {
    const there = sameReport(place, metrics, before.metrics)
    if (there === null || isOneReport(place, there)) return []
    const values = new Map(there.values.map(({ name, value }) => [name, value]))
    return place.values.flatMap(({ name, value }): readonly MetricSince[] => {
      const earlier = values.get(name)
      return earlier === undefined ? [] : [{ name, value, before: earlier, isBetter: better(name, value, earlier), place, from: { kind: before.kind, branch: before.branch, commit: before.commit } }]
    })
  })
  return pairs.toSorted((one, other) => Number(other.name === first) - Number(one.name === first)).slice(0, MOST.told)
}

function valuesOf(values: MetricsReport['values']): readonly NamedNumber[] {
  return values.filter(({ name }) => isModelMetric(name) && !isOfBaseline(name)).slice(0, MOST.values)
}

function sameReport(one: ModelMetrics, own: readonly ModelMetrics[], others: readonly ModelMetrics[]): ModelMetrics | null {
  const ofPath = others.filter(({ path }) => path === one.path)
  const exact = ofPath.find(({ artifact }) => artifact === one.artifact)
  if (exact !== undefined) return exact
  const isAlone = ofPath.length === 1 && own.filter(({ path }) => path === one.path).length === 1
  return isAlone ? ofPath[0] ?? null : null
}

function isOneReport(one: ModelMetrics, other: ModelMetrics): boolean {
  return one.run === null ? one.blob === other.blob : one.run.id === other.run?.id
}

function better(name: string, value: number, before: number): boolean | null {
  const isHigher = isBetterHigher(name)
  return isHigher === null || value === before ? null : (value > before) === isHigher
}
