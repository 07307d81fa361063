import type { PrometheusReport } from '../../model/report-facts.ts'
import { KEPT, LONGEST } from './limits.ts'
import { metricLinesIn } from './prometheus-text.ts'
import { firstOf, NO_REPORT, unreadable, type ReportReading } from './reading.ts'

/** Whether a text says by its comments that it is what a service answers to Prometheus. */
export function saysPrometheus(text: string): boolean {
  return /^# (?:HELP|TYPE) [a-zA-Z_:]/m.test(text.slice(0, 20_000))
}

/**
 * Reads what a file keeps of an answer to Prometheus: each family with its type, its help and how many samples it has. A line that is neither a comment
 * nor a sample is a problem; a text of which more than half is such lines is no answer to Prometheus.
 */
export function readPrometheus(path: string, text: string): ReportReading<PrometheusReport> {
  if (text.length > LONGEST.lines) return unreadable(`the file has ${text.length} characters; at most ${LONGEST.lines} are read`)
  const { families, samples, broken, brokenAt } = metricLinesIn(text)
  if (samples === 0 || broken > samples) return saysPrometheus(text) ? unreadable('the text begins as an answer to Prometheus and holds no samples that can be read') : NO_REPORT
  const { kept, cut } = firstOf(families, KEPT.families)
  const problems = brokenAt.map((line) => ({ line, says: 'this line is no sample of a metric: name, labels in braces, a number' }))
  return { report: { kind: 'prometheus', path, families: kept, cut }, problems }
}
