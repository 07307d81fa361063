import type { ReportFacts, TestResult, TestsReport } from '../../model/report-facts.ts'
import type { WorkflowRun } from '../../model/run.ts'
import type { CoverageTold, RunReport } from '../../model/told-report.ts'

/** The reports of one kind that a run uploaded. */
export function reportsOf<Kind extends ReportFacts['kind']>(run: WorkflowRun, kind: Kind): readonly RunReport<Extract<ReportFacts, { readonly kind: Kind }>>[] {
  return (run.artifacts ?? []).flatMap(({ name, reports }) => reports.flatMap((report) => (isOf(report, kind) ? [{ run, artifact: name, report }] : [])))
}

function isOf<Kind extends ReportFacts['kind']>(report: ReportFacts, kind: Kind): report is Extract<ReportFacts, { readonly kind: Kind }> {
  return report.kind === kind
}

/** The coverage that a run's reports tell: the one of most lines, as others are parts of it. Null where none has a line. */
export function coverageOf(run: WorkflowRun): CoverageTold | null {
  const [largest] = reportsOf(run, 'coverage').toSorted((one, other) => other.report.valid - one.report.valid)
  return largest === undefined || largest.report.percent === null ? null : { kind: 'coverage', percent: largest.report.percent, place: largest }
}

/** How the tests ended that a run's reports list, all of them together; null where it has no such report. */
export function testCountsOf(run: WorkflowRun): TestsReport['counts'] | null {
  const reports = reportsOf(run, 'tests').map(({ report }) => report)
  const sum = (result: TestResult): number => reports.reduce((total, { counts }) => total + counts[result], 0)
  return reports.length === 0 ? null : { passed: sum('passed'), failed: sum('failed'), error: sum('error'), skipped: sum('skipped') }
}
