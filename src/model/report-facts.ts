/** A number under its dotted name: `test.accuracy`. */
export type NamedNumber = { readonly name: string; readonly value: number }

/** A text under its name; both are cut. */
export type NamedText = { readonly name: string; readonly value: string }

export type TestResult = 'passed' | 'failed' | 'error' | 'skipped'

/** One test as its runner reports it; `message` is the first line of why it did not pass. */
export type ReportedTest = {
  readonly name: string
  readonly className: string
  readonly file: string | null
  readonly result: TestResult
  readonly seconds: number | null
  readonly message: string | null
}

/** What a test runner reports. `counts` are of all tests; of the tests, those that did not pass are listed before others are cut, `cut` says how many. */
export type TestsReport = {
  readonly kind: 'tests'
  readonly path: string
  readonly at: string | null
  readonly seconds: number | null
  readonly counts: Readonly<Record<TestResult, number>>
  readonly tests: readonly ReportedTest[]
  readonly cut: number
}

/** Lines that ran (`covered`) of those that could (`valid`); `percent` is 0 to 100, null where there is no line. */
export type CoverageReport = {
  readonly kind: 'coverage'
  readonly path: string
  readonly format: 'cobertura' | 'lcov'
  readonly covered: number
  readonly valid: number
  readonly percent: number | null
  readonly files: readonly { readonly path: string; readonly covered: number; readonly valid: number }[]
  readonly cut: number
}

/** Numbers of a model by dotted name; `notFinite` names those that are NaN or infinite. */
export type MetricsReport = {
  readonly kind: 'metrics'
  readonly path: string
  readonly values: readonly NamedNumber[]
  readonly notFinite: readonly string[]
  readonly cut: number
}

/** A folder of plots that is there; what they show is not read. */
export type PlotsReport = { readonly kind: 'plots'; readonly path: string; readonly files: number }

export type MlflowStatus = 'running' | 'scheduled' | 'finished' | 'failed' | 'killed'

/** One run; times are milliseconds since 1970. `signature` tells whether a model that it logged has one, null where no model of it was seen. */
export type MlflowRun = {
  readonly id: string
  readonly name: string | null
  readonly experiment: string | null
  readonly status: MlflowStatus | null
  readonly startedAt: number | null
  readonly endedAt: number | null
  readonly parameters: readonly NamedText[]
  readonly metrics: readonly NamedNumber[]
  readonly tags: readonly NamedText[]
  readonly signature: boolean | null
}

export type ModelVersion = {
  readonly version: string
  readonly stage: string | null
  readonly status: string | null
  readonly description: string | null
  readonly run: string | null
  readonly createdAt: number | null
  readonly tags: readonly NamedText[]
}

export type RegisteredModel = {
  readonly name: string
  readonly description: string | null
  readonly tags: readonly NamedText[]
  readonly aliases: readonly { readonly alias: string; readonly version: string }[]
  readonly versions: readonly ModelVersion[]
}

/** What an MLflow store holds, of a folder (`files`), of `mlflow.db` or of a bundle that sums one up, which may name its best run; `cut` counts runs and registered models that are not listed, and rows of a database's large tables that are not read. */
export type MlflowReport = {
  readonly kind: 'mlflow'
  readonly path: string
  readonly store: 'files' | 'database' | 'summary'
  readonly experiments: readonly string[]
  readonly runs: readonly MlflowRun[]
  readonly models: readonly RegisteredModel[]
  readonly best?: { readonly metric: string; readonly run: string; readonly value: number }
  readonly cut: number
}

/** What a drift report says: drift of the whole data set yes, no or not said; `share` of the columns that drifted and `threshold` are 0 to 1. */
export type DriftReport = {
  readonly kind: 'drift'
  readonly path: string
  readonly tool: 'evidently' | null
  readonly drift: boolean | null
  readonly share: number | null
  readonly threshold: number | null
  readonly columns: number | null
  readonly driftedColumns: number | null
  readonly drifted: readonly string[]
  /** Figures of the report by column, or by their own name (psi): distances or p-values, as its method has it. */
  readonly scores: readonly NamedNumber[]
  readonly at: string | null
}

/** What a metric of a service is about, by its name: the process and its runtime, the model and its predictions, requests over HTTP. */
export type FamilyGroup = 'process' | 'model' | 'http' | 'other'

export type MetricFamily = {
  readonly name: string
  readonly type: string | null
  readonly help: string | null
  readonly samples: number
  readonly group: FamilyGroup
}

/** What a service answers to Prometheus. */
export type PrometheusReport = { readonly kind: 'prometheus'; readonly path: string; readonly families: readonly MetricFamily[]; readonly cut: number }

/** A file of a bundle, and what wrote it; `sha256` is of its bytes, in hexadecimal. */
export type ManifestFile = {
  readonly path: string
  readonly holds: string | null
  readonly madeBy: { readonly tool: string; readonly version: string | null } | null
  readonly sha256: string | null
}

/** What a bundle says of itself (schemas/evidence.schema.json): a claim like all that it holds. */
export type ManifestReport = {
  readonly kind: 'manifest'
  readonly path: string
  readonly commit: string | null
  readonly takenAt: string
  readonly madeBy: { readonly tool: string; readonly version: string | null }
  readonly run: { readonly id: number; readonly attempt: number | null; readonly workflow: string | null } | null
  readonly files: readonly ManifestFile[]
}

/** What a file says that a run or a person left: plain JSON, bounded, every text cut. `path` is where it stood. */
export type ReportFacts =
  | TestsReport | CoverageReport | MetricsReport | PlotsReport | MlflowReport | DriftReport | PrometheusReport | ManifestReport
