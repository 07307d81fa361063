import type { CommittedNumbers } from '../../model/model-metrics.ts'
import type { ReportFacts } from '../../model/report-facts.ts'

/** How many numbers of one file are kept. */
const MOST_VALUES = 100

/** The numbers in reports that lie in a repository: the model's by file, in the order given, and the coverage of the report with most lines, as others are parts of it. `blobs` are the SHAs by path. */
export function committedNumbers(reports: readonly ReportFacts[], blobs: ReadonlyMap<string, string>): CommittedNumbers {
  const [largest] = reports.flatMap((report) => (report.kind === 'coverage' && report.percent !== null ? [{ path: report.path, percent: report.percent, valid: report.valid }] : [])).toSorted((one, other) => other.valid - one.valid)
  return {
    metrics: reports.flatMap((report) => (report.kind === 'metrics' && report.values.length > 0 ? [{ path: report.path, blob: blobs.get(report.path) ?? '', values: report.values.slice(0, MOST_VALUES) }] : [])),
    coverage: largest === undefined ? null : { path: largest.path, percent: largest.percent },
  }
}
