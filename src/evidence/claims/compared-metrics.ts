import type { NamedNumber } from '../../model/report-facts.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { ComparedMetric } from '../../model/told-report.ts'
import { tokensOf } from '../../parse/metric-names.ts'
import { reportsOf } from './run-reports.ts'

/** Words in a metric's name that say whose it is; `old` and `new` are what `dvc metrics diff` prints. */
const OF_BASELINE = new Set(['baseline', 'champion', 'production', 'prod', 'previous', 'prev', 'old'])
const OF_MODEL = new Set(['model', 'candidate', 'challenger', 'new', 'current', 'trained'])

/** Whether a name says that its number is the baseline's. */
export function isOfBaseline(name: string): boolean {
  return tokensOf(name).some((token) => OF_BASELINE.has(token))
}

/** The first metric that a report of these runs, the newest first, gives both for the model and for its baseline; null where none does. */
export function comparedMetric(runs: readonly WorkflowRun[]): ComparedMetric | null {
  for (const place of runs.toSorted((one, other) => other.id - one.id).flatMap((run) => reportsOf(run, 'metrics'))) {
    const own = new Map<string, NamedNumber>()
    const baselines = new Map<string, number>()
    for (const { name, value } of place.report.values) {
      const tokens = tokensOf(name)
      const key = tokens.filter((token) => !OF_BASELINE.has(token) && !OF_MODEL.has(token)).join(' ')
      if (key === '') continue
      if (isOfBaseline(name)) {
        if (!baselines.has(key)) baselines.set(key, value)
      } else if (!own.has(key)) {
        own.set(key, { name, value })
      }
    }
    for (const [key, { name, value }] of own) {
      const baseline = baselines.get(key)
      if (baseline !== undefined) return { kind: 'metric', name: key.replaceAll(' ', '_'), written: name, value, baseline, place }
    }
  }
  return null
}
