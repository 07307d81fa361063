import type { CoverageReport, MetricsReport, ReportFacts, TestResult, TestsReport } from './report-facts.ts'
import type { EarlierMetrics, ModelMetrics } from './model-metrics.ts'
import type { WorkflowRun } from './run.ts'

/** A report of a run, and the artifact that it lay in. */
export type RunReport<Report extends ReportFacts = ReportFacts> = { readonly run: WorkflowRun; readonly artifact: string; readonly report: Report }

/** A test as its report names it; `path` is its file where it is one of the repository, and `name` then as pytest takes it behind that. */
export type ToldTest = { readonly path: string | null; readonly name: string; readonly message: string | null }

/** What the reports of the runs that decided a criterion of tests say of it, and where. */
export type TestsTold = {
  readonly kind: 'tests'
  /** `passed`: the run failed, and all tests of this kind passed. `skipped`: the run passed, and all of them were skipped. `failed`: the run failed, and these tests did. `hidden`: the run passed, and these tests failed all the same. `counted`: how many there were. */
  readonly verdict: 'passed' | 'skipped' | 'failed' | 'hidden' | 'counted'
  readonly counts: Readonly<Record<TestResult, number>>
  readonly seconds: number | null
  /** The tests that failed, five at most; `more` are not listed. */
  readonly failed: readonly ToldTest[]
  readonly more: number
  /** The first report that names any of them (of those that failed, where some did), and how many others of the run do. */
  readonly place: RunReport<TestsReport>
  readonly others: number
}

/** A metric of the model beside that of its baseline, both of one report, and how the report writes the model's. */
export type ComparedMetric = { readonly kind: 'metric'; readonly name: string; readonly written: string; readonly value: number; readonly baseline: number; readonly place: RunReport<MetricsReport> }

/** A number of the model at this commit and at an earlier one, each by the same report under the same name; `isBetter` is null where they are alike or the name does not tell which is. */
export type MetricSince = {
  readonly name: string
  readonly value: number
  readonly before: number
  readonly isBetter: boolean | null
  readonly place: ModelMetrics
  readonly from: Pick<EarlierMetrics, 'kind' | 'branch' | 'commit'>
}

/** How many lines tests ran, of those that there are. */
export type CoverageTold = { readonly kind: 'coverage'; readonly percent: number; readonly place: RunReport<CoverageReport> }

export type Told = TestsTold | ComparedMetric | CoverageTold
